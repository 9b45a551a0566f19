import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { QueueFigures } from '../sync/jobs.ts'
import {
  CATALOGUE,
  type CatalogueFigures,
  TRANSLATIONS,
  type TranslationCounts,
} from './catalogue-metrics.ts'
import { addFeedMetrics, type FeedFigures } from './feed-metrics.ts'
import { addGauges, type GaugeNames } from './gauges.ts'
import type { Handler } from './http.ts'
import { addJobMetrics } from './job-metrics.ts'
import { addMediaMetrics, type PictureFigures } from './media-metrics.ts'
import { addOperationMetrics } from './operation-metrics.ts'
import { addPaymentMetrics } from './payment-metrics.ts'
import { addPeriodicMetrics } from './periodic-metrics.ts'
import type { QueryCounters } from './query-counters.ts'
import { addQueryMetrics } from './query-metrics.ts'
import { RATE_GAUGES, type RateFigures } from './rate-metrics.ts'
import { pathOf } from './request-path.ts'
import { addSearchMetrics } from './search-metrics.ts'
import { addSyncMetrics, type SyncFigures } from './sync-metrics.ts'

export interface UpstreamCallSeen {
  readonly api: string
  readonly method: string
  readonly ms: number
  readonly outcome: string
  readonly items: number
}

interface OutboxFigures {
  readonly waiting: number
  readonly oldestSeconds: number
}

const OUTBOX: GaugeNames<OutboxFigures> = [
  ['waiting', 'haitao_outbox_waiting', 'Changes that are committed and wait for the relay.'],
  ['oldestSeconds', 'haitao_outbox_oldest_seconds', 'Since when the oldest of them waits.'],
]

/** Figures that metrics and `systemStatus` both show. */
export interface ShopFigures {
  readonly pictures: () => Promise<PictureFigures>
  readonly catalogue: () => Promise<CatalogueFigures>
  readonly translation: () => Promise<TranslationCounts>
  readonly search: Parameters<typeof addSearchMetrics>[1]
  readonly rates: () => Promise<RateFigures>
}

/** Prometheus metrics of one process, at `/metrics`. */
export function createMetrics(
  feed: FeedFigures,
  sync: () => Promise<SyncFigures>,
  outbox: () => Promise<OutboxFigures>,
  queries: QueryCounters,
  queues: () => Promise<readonly QueueFigures[]>,
  { pictures, catalogue, translation, search, rates }: ShopFigures,
) {
  const registry = new Registry()
  addSyncMetrics(registry, sync)
  addGauges(registry, OUTBOX, outbox)
  addGauges(registry, CATALOGUE, catalogue)
  addGauges(registry, TRANSLATIONS, translation)
  addGauges(registry, RATE_GAUGES, rates)
  const feedMetrics = addFeedMetrics(registry, feed)
  const onOperation = addOperationMetrics(registry)
  addQueryMetrics(registry, queries)
  const onJob = addJobMetrics(registry, queues)
  const onPeriodicRun = addPeriodicMetrics(registry)
  const onPaymentEvent = addPaymentMetrics(registry)
  const onMediaStored = addMediaMetrics(registry, pictures)
  const onSearch = addSearchMetrics(registry, search)
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
    /** All metrics, for the reference in docs. */
    registry,
    handler,
    feed: feedMetrics,
    onOperation,
    onJob,
    onPeriodicRun,
    onPaymentEvent,
    onMediaStored,
    onSearch,
    onUpstreamCall({ api, method, ms, outcome, items: count }: UpstreamCallSeen) {
      calls.observe({ api, method, outcome }, ms / 1000)
      items.inc({ api, method }, count)
    },
  }
}
