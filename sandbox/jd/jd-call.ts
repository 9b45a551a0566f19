import type { SandboxState } from '../state/state.ts'
import { parseChinaTime } from '../wire/china-time.ts'
import { fromJson } from '../wire/json.ts'
import { jdBadParam } from './jd-refusal.ts'

export type JsonObject = Record<string, unknown>

/** A verified JD call. The readers take what JD clients send for a type: 1, 1n or "1"; [1,2] or "1,2". */
export class JdCall {
  readonly body: JsonObject
  readonly state: SandboxState
  readonly shop: string
  readonly now: Date
  readonly origin: string

  constructor(body: JsonObject, state: SandboxState, shop: string, origin: string) {
    this.body = body
    this.state = state
    this.shop = shop
    this.now = state.clock.now()
    this.origin = origin
  }

  text(name: string): string | undefined {
    return scalar(this.body[name], name)
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw jdBadParam(name)
    return value
  }

  number(name: string, fallback: number, min: number, max: number): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max) throw jdBadParam(name)
    return number
  }

  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const at = parseChinaTime(value)
    if (!at) throw jdBadParam(name)
    return at
  }

  /** A JSON list or a comma list; undefined when it is not sent. */
  list(name: string): string[] | undefined {
    const value = this.body[name]
    const values = Array.isArray(value) ? value : this.text(name)?.split(',')
    return values?.map((each) => scalar(each, name)?.trim() ?? '').filter((each) => each !== '')
  }

  object(name: string): JsonObject {
    const value = this.body[name]
    if (!isObject(value)) throw jdBadParam(name)
    return value
  }
}

/** One JD method: returns the response root without `code`. */
export type JdMethod = (call: JdCall) => JsonObject

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text, number or bigint as text; null and '' as not sent. */
export function scalar(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  throw jdBadParam(name)
}

/** `360buy_param_json`: one JSON object, also when a method has no parameters. */
export function jdBody(params: ReadonlyMap<string, string>): JsonObject {
  const body = fromJson(params.get('360buy_param_json') ?? '')
  if (!isObject(body)) throw jdBadParam('360buy_param_json')
  return body
}

/** Only the named fields; with no names all of them. */
export function pick(row: JsonObject, fields: readonly string[] | undefined): JsonObject {
  if (!fields || fields.length === 0) return row
  return Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key)))
}
