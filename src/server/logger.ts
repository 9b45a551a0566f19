import { pino } from 'pino'

export type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** JSON lines on standard error. Tokens never get into a line, whatever object is logged. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      redact: {
        paths: ['authorization', '*.authorization', '*.*.authorization', 'accessToken', '*.accessToken'],
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
