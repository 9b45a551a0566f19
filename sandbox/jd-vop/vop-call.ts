import { FormCall, type ReceivedForm } from '../wire/form-call.ts'
import { fromJson } from '../wire/json.ts'
import { isObject, type JsonObject } from '../wire/json-object.ts'
import { vopBadParam } from './vop-refusal.ts'

const REFUSALS = { missing: vopBadParam, invalid: vopBadParam }

/** A generation A call with a good token (purchasing.md 2.3). */
export class VopCall extends FormCall {
  constructor(form: ReceivedForm) {
    super(REFUSALS, form)
  }

  /** SKU ids in a comma list, at most a hundred. */
  skuIds(...names: string[]): string[] {
    const name = names.find((each) => this.text(each) !== undefined) ?? names[0] ?? 'sku'
    const ids = this.required(name).split(',')
    if (ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id))) throw vopBadParam(name)
    return ids
  }

  /** A JSON list of objects. */
  rows(name: string, max: number): JsonObject[] {
    return objects(fromJson(this.required(name)), name, max)
  }
}

/** One `api/…` path: gives `result`. */
export type VopMethod = (call: VopCall) => unknown

function objects(value: unknown, name: string, max: number): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > max || !value.every(isObject))
    throw vopBadParam(name)
  return value
}
