import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { addFeedMetrics, type FeedFigures } from './feed-metrics.ts'
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
export function createMetrics(feed: FeedFigures, sync: () => Promise<SyncFigures>) {
  const registry = new Registry()
  addSyncMetrics(registry, sync)
  const feedMetrics = addFeedMetrics(registry, feed)
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

  const handler: Handler = async (req, res) => {
    if (pathOf(req) !== '/metrics') return false
    res.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
    return true
  }
  return {
    /** What there is, for the reference in docs. */
    registry,
    handler,
    feed: feedMetrics,
    onUpstreamCall({ api, method, ms, outcome, items: count }: UpstreamCallSeen) {
      calls.observe({ api, method, outcome }, ms / 1000)
      items.inc({ api, method }, count)
    },
  }
}
