import type { Attempt, GraphError, Reply } from './attempt.ts'

/** Codes that an answer may carry when its asker, or a platform, made a mistake. */
const EXPECTED = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNSUPPORTED_MEDIA_TYPE',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'LIMIT_EXCEEDED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UPSTREAM_UNAVAILABLE',
])

/** What no message may tell: stacks, files, statements, names of what is inside. */
const INSIDE =
  /node_modules|\bat \S+ \(|file:\/\/|\.ts:\d|\.js:\d|prisma|pglite|pothos|postgres|redis|\bECONN[A-Z]+\b|\binvocation\b|violates|relation "|column "|syntax error at or near|is not a function|Cannot read prop|of undefined|of null|\[object Object\]/i

/** In one word how it went; throws when it went as it must not. */
export function outcomeOf(attempt: Attempt, { status, closed, results, text }: Reply): string {
  if (status >= 500) throw new Violation(`status ${status}: ${text.slice(0, 300)}`)
  if (closed !== undefined) {
    if (closed === 1011 || closed === 1006 || closed === 4500) throw new Violation(`closed with ${closed}`)
    return `closed ${closed}`
  }
  // Who accepts something else may get something else.
  if (results.includes(null) && status !== 0 && status < 400 && attempt.accept === undefined)
    throw new Violation(`not JSON: ${text.slice(0, 300)}`)
  const errors = results.flatMap((result) => result?.errors ?? [])
  for (const error of errors) check(error)
  const [first] = errors
  if (first) {
    const code = String(first.extensions?.code ?? '')
    const hasData = results.some((result) => result?.data !== undefined && result.data !== null)
    return hasData ? `in part, ${code}` : code
  }
  if (attempt.spoiled === '' && results.length === 0 && !attempt.isSubscription)
    throw new Violation('no result at all')
  return status >= 400 ? `status ${status}` : 'answered'
}

function check({ message, extensions }: GraphError): void {
  const code = extensions?.code
  if (typeof message !== 'string' || message === '') throw new Violation('an error without a message')
  if (typeof code !== 'string') throw new Violation(`an error without a code: ${message}`)
  if (!EXPECTED.has(code)) throw new Violation(`${code}: ${message}`)
  if (INSIDE.test(message)) throw new Violation(`tells of the inside: ${message.slice(0, 300)}`)
}

/** The gateway did what it must not. */
export class Violation extends Error {}
