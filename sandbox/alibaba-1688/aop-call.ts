import { parseAopTime, parseChinaTime } from '../wire/china-time.ts'
import { FormCall, type ReceivedForm } from '../wire/form-call.ts'
import { aopInvalid, aopMissing } from './aop-refusal.ts'

const REFUSALS = { missing: aopMissing, invalid: aopInvalid }

/** A verified 1688 call (protocols.md 3.1). */
export class AopCall extends FormCall {
  constructor(form: ReceivedForm) {
    super(REFUSALS, form)
  }

  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const at = parseAopTime(value) ?? parseChinaTime(value)
    if (!at) throw aopInvalid(name)
    return at
  }
}

/** One 1688 API: gives the whole answer, because no two envelopes are alike (protocols.md 3.3). */
export type AopMethod = (call: AopCall) => unknown
