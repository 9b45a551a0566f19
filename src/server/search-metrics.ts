import { Counter, type Registry } from 'prom-client'
import { addGauges, type GaugeNames } from './gauges.ts'

interface SearchCounts {
  readonly behind: number
  readonly failures: number
}

const INDEX: GaugeNames<SearchCounts> = [
  ['behind', 'haitao_search_index_behind', 'Events of the feed that the search engine has yet to follow.'],
  ['failures', 'haitao_search_index_failures', 'Failures in a row when products were written to it.'],
]

/** Searches by words where a search engine is set, and how far it follows the catalogue. */
export function addSearchMetrics(registry: Registry, figures: () => Promise<SearchCounts>) {
  addGauges(registry, INDEX, figures)
  const searches = new Counter({
    name: 'haitao_searches_total',
    help: 'Searches by words where a search engine is set: engine (it answered); and answered by the database: handed-back (it found more than it hands out), not-filled, failed.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return (outcome: string): void => searches.inc({ outcome })
}
