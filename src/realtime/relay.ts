import { setTimeout as delay } from 'node:timers/promises'
import type { FeedEvent } from '../domain/feed-event.ts'
import type { Outbox } from '../store/outbox.ts'
import type { EventBus } from './bus.ts'

export interface RelayOptions {
  store: Outbox
  bus: EventBus
  /** Events per transaction and per signal. */
  batch?: number
  /** Longest wait between two looks at the outbox without a wake-up, in ms. */
  idleMs?: number
  onError?: (error: unknown) => void
}

/** How long numbering waits for the bus, in ms. */
const PATIENCE_MS = 250

/**
 * The single writer of the feed: takes the lease, numbers what is in the outbox and hands it to the bus
 * in order. Numbering goes on while the bus is down (gateways then read the outbox table); what the bus
 * missed is handed over when it is back. Any number of processes may run one: all but one wait for the lease.
 */
export function startRelay(options: RelayOptions): { stop(): Promise<void> } {
  const { store, bus, batch = 500, idleMs = 1_000, onError = () => {} } = options
  const stopping = new AbortController()
  const wake = wakeUp()

  const lead = async (lostLease: AbortSignal) => {
    let head = await store.head()
    const start = head.lastSeq
    /** Last number that the bus has; unknown until it has been asked. */
    let handed = -1
    let pending: FeedEvent[] = []

    /** Hands over what is numbered; false when the bus is down. */
    const handOver = async () => {
      try {
        if (handed < 0) handed = (await bus.lastSeq(head.epoch)) || start
        while (handed < head.lastSeq) {
          const first = pending[0]
          const events =
            first?.seq === handed + 1 ? pending.splice(0, batch) : await store.read(handed, batch)
          if (events.length === 0) break
          await bus.append({ epoch: head.epoch, events })
          handed = events.at(-1)?.seq ?? handed
        }
        pending = []
        return true
      } catch (error) {
        pending = []
        onError(error)
        return false
      }
    }

    let handing: Promise<boolean> | null = null
    /** A bus that takes its time does not hold up the numbers: gateways read the table then. */
    const handOverSoon = async () => {
      handing ??= handOver().finally(() => {
        handing = null
      })
      const patience = new AbortController()
      const reached = await Promise.race([
        handing,
        delay(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false),
      ])
      patience.abort()
      return reached
    }

    const ended = AbortSignal.any([lostLease, stopping.signal])
    try {
      while (!ended.aborted) {
        wake.reset()
        const events = await store.number(head, batch)
        if (events.length > 0) {
          head = { ...head, lastSeq: head.lastSeq + events.length }
          pending.push(...events)
        }
        const reached = await handOverSoon()
        if (events.length < batch) await wake.wait(reached ? idleMs : Math.min(idleMs, 250), ended)
      }
    } finally {
      await handing
    }
  }

  const run = async () => {
    const unlisten = await untilDone(() => store.onAppended(wake.now))
    while (!stopping.signal.aborted) {
      try {
        const lease = await store.tryLease()
        if (lease) {
          try {
            await lead(lease.lost)
          } finally {
            await lease.release().catch(onError)
          }
        } else await wake.wait(idleMs, stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) break
        onError(error)
        await delay(200, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
    await unlisten?.().catch(onError)
  }

  /** Starting to listen needs the database, which may be away just now. */
  const untilDone = async <T>(work: () => Promise<T>): Promise<T | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await work()
      } catch (error) {
        onError(error)
        await delay(200, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
    return null
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** A wake-up that is not lost when it comes before the sleep. */
function wakeUp() {
  let called = false
  let ring: (() => void) | null = null
  return {
    now: () => {
      called = true
      ring?.()
    },
    reset: () => {
      called = false
    },
    async wait(ms: number, signal: AbortSignal) {
      if (called || signal.aborted) return
      const bell = new AbortController()
      ring = () => bell.abort()
      await delay(ms, undefined, { signal: AbortSignal.any([bell.signal, signal]) }).catch(() => {})
      ring = null
    },
  }
}
