import { sqlState } from './transaction.ts'

/** Connections (08), resources (53), a server that stops or starts (57), and "try again" of transactions (40). */
const PASSING_CLASSES = new Set(['08', '40', '53', '57'])
/** Prisma's errors for a database that can't be reached, is too slow to hand out a connection, or hung up. */
const PASSING_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])
const PASSING_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
  'TransactionWriteConflict',
])
/** The driver's own errors have no code. */
const PASSING_WORDS =
  /connection terminated|timeout exceeded when trying to connect|not queryable|client (was|has been) closed/i
const SOCKET_CODE = /^E[A-Z]+$/

/**
 * Whether an error says that the database could not do its work just now, so that the same question may be answered in
 * a while. Anything else (a table that is missing, a mistake of ours) stays as it is however often it is tried.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, cause, meta } = error as {
    code?: unknown
    cause?: unknown
    meta?: { driverAdapterError?: unknown }
  }
  if (typeof code === 'string' && (PASSING_CODES.has(code) || SOCKET_CODE.test(code))) return true
  if (PASSING_CLASSES.has(sqlState(error)?.slice(0, 2) ?? '') || PASSING_WORDS.test(error.message))
    return true
  const kind = (cause as { kind?: unknown } | undefined)?.kind
  if (typeof kind === 'string' && PASSING_KINDS.has(kind)) return true
  return isDatabaseAway(cause) || isDatabaseAway(meta?.driverAdapterError)
}
