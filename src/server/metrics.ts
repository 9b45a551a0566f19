import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { FeedCounters } from '../realtime/hub.ts'
import type { Handler } from './http.ts'
import { pathOf } from './request-path.ts'
import { addSyncMetrics, type SyncFigures } from './sync-metrics.ts'

export interface UpstreamCallSeen {
  readonly api: string
  readonly method: string
  readonly ms: number
  readonly outcome: string
  readonly items: number
}

/** Prometheus metrics of one process, at `/metrics`. */
export function createMetrics(feed: () => FeedCounters, sync: () => Promise<SyncFigures>) {
  const registry = new Registry()
  addSyncMetrics(registry, sync)
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const calls = new Histogram({
    name: 'haitao_upstream_call_seconds',
    help: 'Calls to platforms, by connector, method and outcome.',
    labelNames: ['api', 'method', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const items = new Counter({
    name: 'haitao_upstream_items_total',
    help: 'Ids carried by calls to platforms: divided by the calls, the batch size.',
    labelNames: ['api', 'method'],
    registers,
  })
  new Gauge({
    name: 'haitao_feed_active',
    help: 'Subscriptions that are open.',
    registers,
    collect() {
      this.set(feed().active)
    },
  })
  const sums: readonly (readonly [string, string, (counters: FeedCounters) => number])[] = [
    ['haitao_feed_sent_total', 'Events given to subscribers.', (counters) => counters.sent],
    ['haitao_feed_coalesced_total', 'Changes covered by a later one.', (counters) => counters.coalesced],
    ['haitao_feed_gaps_total', 'Gaps announced.', (counters) => counters.gaps],
    ['haitao_feed_replayed_total', 'Events replayed after a reconnect.', (counters) => counters.replayed],
    [
      'haitao_feed_closed_stuck_total',
      'Subscribers closed because they did not read.',
      (counters) => counters.closedStuck,
    ],
  ]
  for (const [name, help, read] of sums)
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read(feed()))
      },
    })

  const handler: Handler = async (req, res) => {
    if (pathOf(req) !== '/metrics') return false
    res.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
    return true
  }
  return {
    handler,
    onUpstreamCall({ api, method, ms, outcome, items: count }: UpstreamCallSeen) {
      calls.observe({ api, method, outcome }, ms / 1000)
      items.inc({ api, method }, count)
    },
  }
}
