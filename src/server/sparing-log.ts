import { LRUCache } from 'lru-cache'
import type { Logger } from './logger.ts'

/** Interval between two lines of the same error, in ms. */
const EVERY_MS = 30_000
/** Different troubles that are remembered. */
const REMEMBERED = 500
/** Characters of an error that tell it from others: it may quote what a client sent. */
const TOLD_APART = 1_000

/** Of a worker, a backend, a port: the trouble is the same. */
const IDS = /[0-9a-f-]{8,}|\d+/gi

/** Key of a line whose `err` may come many times a second. */
interface Trouble {
  readonly err?: unknown
  readonly job?: unknown
}

/**
 * For background work: while a database is down, a dozen loops meet the same error several times a second. Each
 * error (message, job, error) is logged at once, then every `everyMs` with the number of lines left out; everything else
 * passes unchanged. Not for requests: operators look for their lines by id.
 */
export function sparing(log: Logger, everyMs = EVERY_MS, now = () => performance.now()): Logger {
  const told = new LRUCache<string, { at: number; omitted: number }>({ max: REMEMBERED })
  const through = (level: 'warn' | 'error') =>
    ((fields: Trouble, message?: string) => {
      const { err, job } = fields
      // The job queue gives errors as plain objects.
      const { name, message: said } = Object(err) as Partial<Error>
      if (said === undefined) return log[level](fields, message)
      const trouble = JSON.stringify([level, message, job, name, said.slice(0, TOLD_APART).replace(IDS, '')])
      const last = told.get(trouble)
      if (last && now() - last.at < everyMs) {
        last.omitted += 1
        return
      }
      told.set(trouble, { at: now(), omitted: 0 })
      log[level](last?.omitted ? { ...fields, omitted: last.omitted } : fields, message)
    }) as Logger[typeof level]
  return {
    debug: log.debug.bind(log),
    info: log.info.bind(log),
    fatal: log.fatal.bind(log),
    warn: through('warn'),
    error: through('error'),
  }
}
