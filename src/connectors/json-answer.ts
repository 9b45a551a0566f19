import { parse } from 'lossless-json'
import type { z } from 'zod'
import { storable } from '../domain/text.ts'
import { Misconfigured, RateLimited, Transient, type UpstreamName } from '../domain/upstream-error.ts'
import { UNREADABLE } from './failure.ts'
import type { HttpAnswer } from './http-client.ts'

/**
 * Integers that a double holds exactly become numbers; 64-bit ids and decimals stay the text that was sent
 * (real order ids exceed 2^53, and "19.90" must not become 19.9).
 */
function exactNumber(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) && String(value) === text ? value : text
}

/** Escapes that may make a text which the database can't hold. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i

/**
 * Texts come out as the database can hold them: one bad character must not cost the record.
 * @throws SyntaxError when it is not JSON, RangeError when it nests too deeply
 */
export function parseLossless(text: string): unknown {
  const value = parse(storable(text), undefined, {
    parseNumber: exactNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  })
  return UNSTORABLE.test(text) ? withStorableTexts(value) : value
}

function withStorableTexts(value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(withStorableTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storable(key), withStorableTexts(inner)]),
  )
}

/**
 * The JSON of an answer with any HTTP status below 500 (1688 sends errors as 400 and 401, TOP and JD as 200).
 * @throws Transient for a gateway in trouble: 5xx, or a page of text where the platform always sends JSON
 */
export function readJson(answer: HttpAnswer, upstream: UpstreamName): unknown {
  const { status, body } = answer
  if (status >= 500) {
    throw new Transient({ upstream, message: `HTTP ${status}`, code: String(status), mayHaveHappened: true })
  }
  if (status === 429) throw new RateLimited({ upstream, message: 'HTTP 429', code: '429', retryAfterMs: 0 })
  try {
    return parseLossless(body)
  } catch {
    const message = `HTTP ${status} with ${body.length} characters that are not JSON`
    if (status < 300) throw new Transient({ upstream, message, code: UNREADABLE, mayHaveHappened: true })
    throw new Misconfigured({ upstream, message, code: UNREADABLE })
  }
}

/** A part of an answer through its schema. The error names the fields that are wrong, never their values. */
export function readAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  upstream: UpstreamName,
  what: string,
): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Misconfigured({ upstream, message: `${what}: ${issuesOf(result.error)}`, code: UNREADABLE })
}

/** "price: Invalid input; skus.0.sku_id: …", at most three. */
export function issuesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`)
    .join('; ')
}
