import { type DestinationStream, pino } from 'pino'

export type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** JSON lines, on standard error unless told otherwise. Tokens never get into a line, whatever object is logged. */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      redact: {
        paths: ['authorization', '*.authorization', '*.*.authorization', 'accessToken', '*.accessToken'],
        remove: true,
      },
    },
    destination,
  )
}
