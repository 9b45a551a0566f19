import type { FeedEvent } from '../domain/feed-event.ts'
import { type EventBus, type FeedBatch, LOG_LENGTH } from './bus.ts'

/** The bus of a single process. */
export function memoryBus({ logLength = LOG_LENGTH } = {}): EventBus {
  const listeners = new Set<(batch: FeedBatch) => void>()
  let epoch = ''
  let log: FeedEvent[] = []

  const lastOf = (wanted: string) => (wanted === epoch ? (log.at(-1)?.seq ?? 0) : 0)

  return {
    async append(batch) {
      if (batch.events.length === 0) return
      const fresh = batch.events.filter((event) => event.seq > lastOf(batch.epoch))
      const follows = batch.epoch === epoch && fresh[0]?.seq === lastOf(epoch) + 1
      if (fresh.length > 0 && !follows) log = []
      epoch = batch.epoch
      log.push(...fresh)
      // Cut rarely and by much: removing from the front copies the rest.
      if (log.length > logLength * 1.25) log = log.slice(-logLength)
      for (const listener of listeners) listener(batch)
    },
    lastSeq: async (wanted) => lastOf(wanted),
    async read(wanted, after, limit) {
      const first = log[0]
      if (!first || wanted !== epoch || first.seq > after + 1 || after > lastOf(wanted)) return null
      const start = after + 1 - first.seq
      return log.slice(start, start + limit)
    },
    async subscribe(onBatch) {
      // A function of its own per subscription: the same callback may be subscribed twice.
      const listener = (batch: FeedBatch) => onBatch(batch)
      listeners.add(listener)
      return async () => void listeners.delete(listener)
    },
    async close() {
      listeners.clear()
    },
  }
}
