import type { FeedEvent, FeedPayload } from '../../src/domain/feed-event.ts'
import { type FeedHead, type Outbox, RelayOvertaken } from '../../src/store/outbox.ts'

/** An outbox without a database: what relay and feed see of one, and can be made to fail. */
export function memoryOutbox(epoch = 'a') {
  const pending: FeedPayload[] = []
  let table: FeedEvent[] = []
  let head: FeedHead = { epoch, lastSeq: 0 }
  const callbacks = new Set<() => void>()
  const calls = { head: 0, read: 0 }
  let failure: Error | null = null
  const failing = () => {
    if (failure) throw failure
  }

  const number = (limit: number): FeedEvent[] => {
    const events = pending
      .splice(0, limit)
      .map((payload, index) => ({ seq: head.lastSeq + index + 1, payload }))
    table.push(...events)
    head = { ...head, lastSeq: head.lastSeq + events.length }
    return events
  }

  const outbox: Outbox = {
    async head() {
      calls.head++
      failing()
      return head
    },
    async number(expected, limit) {
      failing()
      if (expected.lastSeq !== head.lastSeq || expected.epoch !== head.epoch) throw new RelayOvertaken()
      return number(limit)
    },
    async read(after, limit) {
      calls.read++
      failing()
      return table.filter((event) => event.seq > after).slice(0, limit)
    },
    async tryLease() {
      failing()
      return { lost: new AbortController().signal, release: async () => {} }
    },
    async onAppended(callback) {
      callbacks.add(callback)
      return async () => void callbacks.delete(callback)
    },
  }

  return {
    outbox,
    calls,
    /** As commits of changes do: wakes the relay. */
    append(...payloads: FeedPayload[]) {
      pending.push(...payloads)
      for (const callback of callbacks) callback()
    },
    /** Numbers everything, as the relay of another process does. */
    numberAll: () => number(Number.MAX_SAFE_INTEGER),
    /** Retention: forgets everything up to a number. */
    forget(upTo: number) {
      table = table.filter((event) => event.seq > upTo)
    },
    /** As a restored backup does. */
    beginEpoch(next: string, lastSeq = 0) {
      table = []
      head = { epoch: next, lastSeq }
    },
    fail(error: Error | null) {
      failure = error
    },
  }
}
