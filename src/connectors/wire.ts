import { z } from 'zod'
import { type Money, money, parseAmount } from '../domain/money.ts'
import { webAddress } from '../domain/web-address.ts'
import { instantOfGmt8 } from './gmt8.ts'
import { issuesOf } from './json-answer.ts'
import type { UnreadableRecord } from './marketplace-order.ts'

/** Building blocks of the connectors' schemas: the oddities that all platforms share, settled once. */

/** An id that comes as a number in one place and as a string in the next. */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String)

/** A whole number that may come as text. */
export const int = z
  .union([z.number(), z.string().regex(/^-?\d{1,15}$/)])
  .transform(Number)
  .pipe(z.number().int())

/** A flag that may come as the text "true" (1688, Taobao Global). */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')

/** Any scalar as text. */
export const text = z.union([z.string(), z.number()]).transform(String)

/** The address of a page or picture; null for anything but an http(s) address, which costs the record nothing else. */
export const link = z.unknown().optional().transform(webAddress)

/** A decimal number of yuan, as text or number: "19.90", 19, "0.5". */
export const yuan = text.transform((value, context): Money => {
  try {
    return parseAmount(value)
  } catch {
    context.addIssue({ code: 'custom', message: 'not an amount in yuan' })
    return z.NEVER
  }
})

/** A whole number of fen. */
export const fen = text.transform((value, context): Money => {
  if (/^-?\d{1,18}$/.test(value)) return money(BigInt(value))
  context.addIssue({ code: 'custom', message: 'not an amount in fen' })
  return z.NEVER
})

/** `yyyy-MM-dd HH:mm:ss` on the platform's clock, which is GMT+8. */
export const timeGmt8 = z.string().transform((value, context): Date => {
  const instant = instantOfGmt8(value)
  if (instant) return instant
  context.addIssue({ code: 'custom', message: 'not a time like 2026-01-31 08:00:00' })
  return z.NEVER
})

function toInstant(ms: number, context: z.RefinementCtx): Date {
  const instant = new Date(ms)
  if (!Number.isNaN(instant.getTime())) return instant
  context.addIssue({ code: 'custom', message: 'not a time in milliseconds' })
  return z.NEVER
}

/** Epoch milliseconds. */
export const epochMs = int.transform(toInstant)

/** A Chinese clock's text in one field and epoch milliseconds in the next, as JD has it. */
export const anyTimeGmt8 = z.union([z.number().transform(toInstant), timeGmt8])

/** Null, the empty string and a missing key all mean "none". */
export function none<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())
}

/**
 * A list as TOP and Qimen wrap it: `{ item: [...] }` under the list's name. No entries: the wrapper is absent, null or
 * empty. One entry: sometimes the bare object.
 */
export function wrapped<K extends string>(child: K) {
  return z.preprocess((value) => {
    const inner =
      typeof value === 'object' && value !== null && child in value ? Reflect.get(value, child) : null
    return inner === null || inner === undefined ? [] : Array.isArray(inner) ? inner : [inner]
  }, z.array(z.unknown()))
}

/** A list that may be absent, null, or a bare object for one entry. */
export const bareList = z.preprocess(
  (value) =>
    value === null || value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value],
  z.array(z.unknown()),
)

/** Rows one by one, so that one bad record does not cost the others. `idKey` names the field that identifies a row. */
export function readRows<S extends z.ZodType>(
  schema: S,
  rows: readonly unknown[],
  idKey: string,
): { good: { value: z.output<S>; raw: unknown }[]; unreadable: UnreadableRecord[] } {
  const good: { value: z.output<S>; raw: unknown }[] = []
  const unreadable: UnreadableRecord[] = []
  for (const raw of rows) {
    const result = schema.safeParse(raw)
    if (result.success) good.push({ value: result.data, raw })
    else {
      const known = z.object({ [idKey]: id }).safeParse(raw)
      unreadable.push({
        externalId: known.success ? (known.data[idKey] ?? null) : null,
        message: issuesOf(result.error),
        payload: raw,
      })
    }
  }
  return { good, unreadable }
}
