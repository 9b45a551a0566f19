import type { Catalogue, SearchEngineDeps } from '../catalogue/index.ts'
import type { Config } from '../config/index.ts'
import { meilisearch } from '../connectors/search/meilisearch/index.ts'
import type { UpstreamCallEvent } from '../connectors/upstream.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

/** Rest between two looks for changes that the search engine lacks, in ms. */
const REST_MS = 1_000

/** The search engine; null: none is set. */
export function searchEngineFor(
  { search: { url, key, index } }: Pick<Config, 'search'>,
  onCall: (event: UpstreamCallEvent) => void,
  onSearch: SearchEngineDeps['onSearch'],
  log: Logger,
): SearchEngineDeps | null {
  if (url === null) return null
  return {
    engine: meilisearch({ url, key, index, onCall }),
    onSearch,
    onRefused: (error, productId) =>
      log.error({ err: error, productId }, 'the search engine refuses a product'),
  }
}

/** Feeds the search engine, unless this process is only a gateway or no engine is set. */
export function startSearchJobs(
  { role }: Pick<Config, 'role'>,
  { words: { feedEngine } }: Catalogue,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway' || feedEngine === null) return
  life.every({ name: 'search engine', everyMs: REST_MS, run: feedEngine, log })
}
