import type { SandboxState } from '../state/state.ts'
import { fromJson } from './json.ts'
import { isObject, type JsonObject } from './json-object.ts'

/** A platform's error about a parameter; each has its own words. */
export interface FormRefusals {
  readonly missing: (name: string) => Error
  readonly invalid: (name: string) => Error
}

/** A call with a verified signature and token. */
export interface ReceivedForm {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  /** Whose token it came with. */
  readonly account: string
  /** Where the caller found us, for links. */
  readonly origin: string
}

/** A verified call whose parameters are flat form fields, lists and objects among them JSON texts. */
export class FormCall {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  readonly account: string
  readonly now: Date
  readonly origin: string
  protected readonly refusals: FormRefusals

  constructor(refusals: FormRefusals, { params, state, account, origin }: ReceivedForm) {
    this.refusals = refusals
    this.params = params
    this.state = state
    this.account = account
    this.now = state.clock.now()
    this.origin = origin
  }

  text(name: string): string | undefined {
    return this.params.get(name) || undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw this.refusals.missing(name)
    return value
  }

  /** A whole number within bounds, or the default when it is not sent. */
  number(name: string, fallback: number, min: number, max: number): number {
    return this.wholeNumber(this.text(name), name, fallback, min, max)
  }

  /** The same for a value inside another parameter. */
  wholeNumber(value: string | undefined, name: string, fallback: number, min: number, max: number): number {
    if (value === undefined) return fallback
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max) throw this.refusals.invalid(name)
    return number
  }

  object(name: string): JsonObject {
    const value = fromJson(this.required(name))
    if (!isObject(value)) throw this.refusals.invalid(name)
    return value
  }

  list(name: string): unknown[] {
    const value = fromJson(this.required(name))
    if (!Array.isArray(value)) throw this.refusals.invalid(name)
    return value
  }
}
