import type { Outbox } from '../store/outbox.ts'

/** Timeout of a statement of relay and feed, in ms: a healthy database is much faster. */
const PATIENCE_MS = 10_000

/**
 * The outbox for relay and feed, which must not wait for an answer that never comes: a database that is gone without
 * a word leaves its connections open. A statement may still run after its timeout; numbering is safe against that.
 */
export function patientOutbox(outbox: Outbox, ms = PATIENCE_MS): Outbox {
  return {
    ...outbox,
    head: () => within(outbox.head(), ms),
    read: (after, limit) => within(outbox.read(after, limit), ms),
    number: (head, limit) => within(outbox.number(head, limit), ms),
  }
}

async function within<T>(answer: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`the database did not answer within ${ms} ms`)), ms)
  timer.unref()
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
