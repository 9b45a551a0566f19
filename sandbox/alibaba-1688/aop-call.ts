import type { SandboxState } from '../state/state.ts'
import { parseAopTime, parseChinaTime } from '../wire/china-time.ts'
import { fromJson } from '../wire/json.ts'
import { aopInvalid, aopMissing } from './aop-refusal.ts'

export type JsonObject = Record<string, unknown>

/** A verified 1688 call: flat form fields, objects and lists as JSON strings (protocols.md 3.1). */
export class AopCall {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  readonly shop: string
  readonly now: Date
  readonly origin: string

  constructor(params: ReadonlyMap<string, string>, state: SandboxState, shop: string, origin: string) {
    this.params = params
    this.state = state
    this.shop = shop
    this.now = state.clock.now()
    this.origin = origin
  }

  text(name: string): string | undefined {
    return this.params.get(name) || undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw aopMissing(name)
    return value
  }

  number(name: string, fallback: number, min: number, max: number): number {
    return wholeNumber(this.text(name), name, fallback, min, max)
  }

  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const at = parseAopTime(value) ?? parseChinaTime(value)
    if (!at) throw aopInvalid(name)
    return at
  }

  object(name: string): JsonObject {
    const value = fromJson(this.required(name))
    if (!isObject(value)) throw aopInvalid(name)
    return value
  }

  list(name: string): unknown[] {
    const value = fromJson(this.required(name))
    if (!Array.isArray(value)) throw aopInvalid(name)
    return value
  }
}

/** One 1688 API: gives the whole answer, because no two envelopes are alike (protocols.md 3.3). */
export type AopMethod = (call: AopCall) => unknown

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text of a JSON scalar; undefined for null, '' and what is no scalar. */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

export function wholeNumber(
  value: string | undefined,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  if (value === undefined) return fallback
  const number = Number(value)
  if (!Number.isInteger(number) || number < min || number > max) throw aopInvalid(name)
  return number
}
