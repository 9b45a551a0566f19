import { FormCall, type ReceivedForm } from '../wire/form-call.ts'
import { type JsonObject, scalar } from '../wire/json-object.ts'
import { iopInvalid, iopMissing } from './iop-refusal.ts'

const REFUSALS = { missing: iopMissing, invalid: iopInvalid }

/** A verified call; `account` is who buys (purchasing.md 1.2). */
export class IopCall extends FormCall {
  constructor(form: ReceivedForm) {
    super(REFUSALS, form)
  }

  /** Epoch milliseconds. */
  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!/^\d{13}$/.test(value)) throw iopInvalid(name)
    return new Date(Number(value))
  }

  /** A list that is neither empty nor longer than `max`. */
  some(name: string, max: number): unknown[] {
    const value = this.list(name)
    if (value.length === 0 || value.length > max) throw iopInvalid(name)
    return value
  }

  /** A list of ids that come as numbers or as text. */
  ids(name: string, max: number): string[] {
    return this.some(name, max).map((each) => {
      const id = scalar(each)
      if (id === undefined || !/^\d{1,19}$/.test(id)) throw iopInvalid(name)
      return id
    })
  }
}

/** One API path: returns the answer without `code` and `request_id`; the inner envelope differs from path to path. */
export type IopMethod = (call: IopCall) => JsonObject
