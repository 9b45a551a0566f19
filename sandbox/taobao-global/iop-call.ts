import type { SandboxState } from '../state/state.ts'
import { fromJson } from '../wire/json.ts'
import { iopInvalid, iopMissing } from './iop-refusal.ts'

export type JsonObject = Record<string, unknown>

/** A verified call: flat text values, of which lists and objects are JSON strings (purchasing.md 1.2). */
export class IopCall {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  /** The buying account. */
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
    if (value === undefined) throw iopMissing(name)
    return value
  }

  number(name: string, fallback: number, min: number, max: number): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max) throw iopInvalid(name)
    return number
  }

  /** Epoch milliseconds. */
  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!/^\d{13}$/.test(value)) throw iopInvalid(name)
    return new Date(Number(value))
  }

  list(name: string, max: number): unknown[] {
    const value = fromJson(this.required(name))
    if (!Array.isArray(value) || value.length === 0 || value.length > max) throw iopInvalid(name)
    return value
  }

  /** A list of ids that come as numbers or as text. */
  ids(name: string, max: number): string[] {
    return this.list(name, max).map((each) => {
      const id = scalar(each)
      if (id === undefined || !/^\d{1,19}$/.test(id)) throw iopInvalid(name)
      return id
    })
  }

  object(name: string): JsonObject {
    const value = fromJson(this.required(name))
    if (!isObject(value)) throw iopInvalid(name)
    return value
  }
}

/** One API path: gives what stands beside `code` and `request_id`; the inner envelope differs from path to path. */
export type IopMethod = (call: IopCall) => JsonObject

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}
