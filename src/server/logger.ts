import { type DestinationStream, pino } from 'pino'

export type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** Secrets in errors of drivers: commands of Redis with events, or its password; rows that PostgreSQL refused. */
const CARRIED = ['command', 'previousErrors', 'detail'].flatMap((name) => [
  `err.${name}`,
  `err.cause.${name}`,
  `err.aggregateErrors[*].${name}`,
])

/** JSON lines, by default on standard error. No logged object or error brings a token into a line. */
export function createLogger(level: string, destination: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      redact: {
        paths: [
          'authorization',
          '*.authorization',
          '*.*.authorization',
          'accessToken',
          '*.accessToken',
          ...CARRIED,
        ],
        remove: true,
      },
    },
    destination,
  )
}

/** Of lines that could not be written, bytes that are kept for a next attempt. */
const KEPT = 256 * 1024

/** A log that can't be written (its disk is full, its reader has gone) is no reason to end: lines are dropped then. */
function standardError(): DestinationStream {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: KEPT })
  destination.on('error', () => {})
  return destination
}
