import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { FeedEvent } from '../domain/feed-event.ts'
import type { FeedCounters } from '../realtime/hub.ts'

export interface FeedFigures {
  readonly counters: () => FeedCounters
  /** Sets of subscribers for whom an event is resolved once. */
  readonly groups: () => number
  /** Subscribers who have let something wait for a while. */
  readonly lagging: () => number
}

export type Transport = 'websocket' | 'sse'

/** Metrics of this process's feed. */
export function addFeedMetrics(registry: Registry, { counters, groups, lagging }: FeedFigures) {
  const registers = [registry]
  const now: readonly (readonly [string, string, () => number])[] = [
    ['haitao_feed_active', 'Subscriptions that are open.', () => counters().active],
    ['haitao_feed_groups', 'Groups of stock subscribers who share what is rendered.', groups],
    ['haitao_feed_lagged', 'Subscribers for whom something has waited for a second or more.', lagging],
  ]
  for (const [name, help, read] of now)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  const sums: readonly (readonly [string, string, keyof FeedCounters])[] = [
    ['haitao_feed_sent_total', 'Events given to subscribers.', 'sent'],
    ['haitao_feed_coalesced_total', 'Changes covered by a later one.', 'coalesced'],
    ['haitao_feed_gaps_total', 'Gaps announced.', 'gaps'],
    ['haitao_feed_replayed_total', 'Events replayed after a reconnect.', 'replayed'],
    ['haitao_feed_closed_stuck_total', 'Subscribers closed because they did not read.', 'closedStuck'],
  ]
  for (const [name, help, key] of sums)
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(counters()[key])
      },
    })
  const closed = new Counter({
    name: 'haitao_feed_closed_total',
    help: 'Connections of subscribers that have ended, by transport and reason.',
    labelNames: ['transport', 'reason'],
    registers,
  })
  const latency = new Histogram({
    name: 'haitao_feed_delivery_seconds',
    help: 'From a change until this gateway gave it to all its subscribers; changes without subscribers are left out.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  return {
    onClosed: (transport: Transport, reason: string) => closed.inc({ transport, reason }),
    /** @param watchers to how many subscribers it was given */
    onDelivered({ payload }: FeedEvent, watchers: number) {
      if (watchers > 0) latency.observe(Math.max(0, Date.now() - Date.parse(payload.occurredAt)) / 1_000)
    },
  }
}
