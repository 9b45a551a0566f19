import type { SandboxState } from '../state/state.ts'
import { parseChinaTime } from '../wire/china-time.ts'
import { invalidArgument, missingArgument, TopRefusal } from './top-refusal.ts'

/** A verified TOP call on its way into a method. The readers throw TopRefusal with the parameter's name. */
export class TopCall {
  readonly params: ReadonlyMap<string, string>
  readonly state: SandboxState
  readonly shop: string
  readonly now: Date
  /** Where the caller found us, for links. */
  readonly origin: string

  constructor(params: ReadonlyMap<string, string>, state: SandboxState, shop: string, origin: string) {
    this.params = params
    this.state = state
    this.shop = shop
    this.origin = origin
    this.now = state.clock.now()
  }

  text(name: string): string | undefined {
    return this.params.get(name) || undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw missingArgument(name)
    return value
  }

  /** A whole number within bounds, or the default when it is not sent. */
  number(name: string, fallback: number, min: number, max: number): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    if (!/^-?\d{1,15}$/.test(value)) throw invalidArgument(name)
    const number = Number(value)
    if (number < min || number > max) throw invalidArgument(name, `${name} must be ${min} to ${max}`)
    return number
  }

  /** A time on the GMT+8 clock. */
  time(name: string): Date | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const at = parseChinaTime(value)
    if (!at) throw invalidArgument(name, 'yyyy-MM-dd HH:mm:ss expected')
    return at
  }

  /** A comma list of numeric ids, at most `max` of them. */
  ids(name: string, max: number): string[] {
    const ids = this.required(name).split(',')
    if (ids.length > max) throw invalidArgument(name, `at most ${max}`)
    for (const id of ids) if (!/^\d{1,19}$/.test(id)) throw invalidArgument(name)
    return ids
  }

  /** The names in `fields`, which these methods demand. */
  fields(): ReadonlySet<string> {
    return new Set(
      this.required('fields')
        .split(',')
        .map((field) => field.trim()),
    )
  }

  flag(name: string): boolean {
    const value = this.text(name)
    if (value !== undefined && value !== 'true' && value !== 'false') throw invalidArgument(name)
    return value === 'true'
  }
}

/** One TOP method: takes a verified call, gives the value inside the response root. */
export type TopMethod = (call: TopCall) => Record<string, unknown>

/** Only the asked-for fields of a row. A field `orders.price` or `orders` lets the whole sub-list through. */
export function select(
  row: Record<string, unknown>,
  fields: ReadonlySet<string>,
  alias: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const wanted = new Set([...fields].flatMap((field) => [field, field.split('.')[0] ?? field]))
  for (const [asked, key] of Object.entries(alias)) if (wanted.has(asked)) wanted.add(key)
  return Object.fromEntries(
    Object.entries(row).filter(([key, value]) => wanted.has(key) && value !== undefined),
  )
}

/** A double-wrapped list, and no key at all when it is empty (protocols.md 1.4). */
export function wrapped(plural: string, singular: string, rows: readonly unknown[]): Record<string, unknown> {
  return rows.length === 0 ? {} : { [plural]: { [singular]: rows } }
}

/** `page_no` and `page_size` of a list method, checked. */
export function pageOf(call: TopCall, maxSize: number, maxPage = 100_000): { from: number; size: number } {
  const page = call.number('page_no', 1, 1, maxPage)
  const size = call.number('page_size', 40, 1, maxSize)
  if (page * size > 100_000)
    throw new TopRefusal(41, 'Invalid arguments:page_no', 'isv.invalid-parameter:page_no')
  return { from: (page - 1) * size, size }
}
