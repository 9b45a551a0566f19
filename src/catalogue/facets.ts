import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Facet, FacetValue, ProductConditions } from '../domain/product-list.ts'
import type { PrismaClient } from '../store/database.ts'
import { countFacets, type FacetCounts } from '../store/product-facets.ts'

/** Counts of fewer products are made for each question. */
const KEPT_FROM = 2_000
/** Age after which cached counts are refreshed in the background, in ms; they are served until `OLDEST_MS`. */
const FRESH_MS = 60_000
const OLDEST_MS = 300_000
/** Filters whose counts this process keeps. */
const MOST_KEPT = 500

interface Kept extends FacetCounts {
  readonly countedAt: number
}

/**
 * Counts facets; those of many products are kept for a while, and counted once for all who ask at the same time.
 * @param marketplaces what people call them, by platform
 */
export function facetCounter(
  prisma: PrismaClient,
  marketplaces: ReadonlyMap<string, NonNullable<FacetValue['label']>> = new Map(),
  now: () => number = Date.now,
) {
  const kept = new LRUCache<string, Kept, ProductConditions>({
    max: MOST_KEPT,
    ttl: FRESH_MS,
    allowStale: true,
    noDeleteOnFetchRejection: false,
    perf: { now },
    fetchMethod: async (_key, _stale, { context }) => ({
      ...(await countFacets(prisma, context)),
      countedAt: now(),
    }),
  })
  return async (conditions: ProductConditions): Promise<readonly Facet[]> => {
    const text = JSON.stringify(conditions, (_name, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    // The products of an import may be 100,000 ids.
    const key = createHash('sha256').update(text).digest('base64')
    const before = kept.peek(key, { allowStale: true })
    if (before && now() - before.countedAt > OLDEST_MS) kept.delete(key)
    const counts = await kept.forceFetch(key, { context: conditions })
    if (counts.products < KEPT_FROM) kept.delete(key)
    return counts.facets.map((facet) => (facet.kind === 'PLATFORM' ? named(facet, marketplaces) : facet))
  }
}

const named = (facet: Facet, labels: ReadonlyMap<string, FacetValue['label']>): Facet => ({
  ...facet,
  values: facet.values.map((one) => ({ ...one, label: labels.get(one.value) ?? null })),
})
