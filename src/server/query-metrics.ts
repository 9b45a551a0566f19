import { Counter, type Registry } from 'prom-client'
import type { QueryCounters } from './query-counters.ts'

const SUMS: readonly (readonly [keyof QueryCounters, string, string])[] = [
  ['compiled', 'haitao_query_compiled_total', 'Queries answered by compiled code.'],
  [
    'repeated',
    'haitao_query_repeated_total',
    'Queries that compiled code gave back to the general executor.',
  ],
  ['direct', 'haitao_query_direct_total', 'Compiled queries answered without the rest of the pipeline.'],
  ['cacheHits', 'haitao_query_cache_hits_total', 'Answers that had been kept.'],
  ['cacheMisses', 'haitao_query_cache_misses_total', 'Requests whose answer had not been kept.'],
  ['cacheInvalidations', 'haitao_query_cache_invalidations_total', 'Kept answers that a change ended.'],
]

/** How queries were answered by this process. */
export function addQueryMetrics(registry: Registry, counters: QueryCounters): void {
  for (const [key, name, help] of SUMS)
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset()
        this.inc(counters[key])
      },
    })
}
