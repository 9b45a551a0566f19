import type { SandboxState } from '../state/state.ts'
import { fromJson } from '../wire/json.ts'
import { vopBadParam } from './vop-refusal.ts'

export type JsonObject = Record<string, unknown>

/** A generation A call with a good token: form fields, some of them JSON strings. */
export class VopCall {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  readonly buyer: string
  readonly now: Date
  readonly origin: string

  constructor(params: ReadonlyMap<string, string>, state: SandboxState, buyer: string, origin: string) {
    this.params = params
    this.state = state
    this.buyer = buyer
    this.now = state.clock.now()
    this.origin = origin
  }

  text(name: string): string | undefined {
    return this.params.get(name) || undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw vopBadParam(name)
    return value
  }

  number(name: string, fallback: number, min: number, max: number): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max) throw vopBadParam(name)
    return number
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

export function objects(value: unknown, name: string, max: number): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > max || !value.every(isObject))
    throw vopBadParam(name)
  return value
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}
