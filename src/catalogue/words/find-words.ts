import { LRUCache } from 'lru-cache'
import type { SearchEngine } from '../../connectors/search-engine.ts'
import type { FoundProduct, WordSearch } from '../../domain/product-list.ts'
import { UpstreamError } from '../../domain/upstream-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { isFilled } from '../../store/search-feed.ts'

/**
 * How a search was answered: by the engine; or by the database, because the engine found too many products or nothing
 * to search by (handed-back), has yet to be filled, or failed.
 */
export type SearchOutcome = 'engine' | 'handed-back' | 'not-filled' | 'failed'

export interface FindDeps {
  readonly prisma: PrismaClient
  readonly engine: SearchEngine
  readonly onSearch: (outcome: SearchOutcome) => void
}

/** The products, the count and the facets of one question, and its next pages, have one answer of the engine, in ms. */
const KEPT_MS = 3_000
/** Ids of all answers that this process keeps. */
const MOST_KEPT = 50_000

interface Answer {
  readonly found: readonly FoundProduct[] | null
}

/** Finds by the engine, and leaves to the database what the engine can't answer in full. */
export function findWords({ prisma, engine, onSearch }: FindDeps) {
  let lastError: string | null = null

  async function ask(words: string): Promise<Answer> {
    if (!(await isFilled(prisma, engine.index))) {
      onSearch('not-filled')
      return { found: null }
    }
    try {
      const found = await engine.find(words)
      lastError = null
      onSearch(found ? 'engine' : 'handed-back')
      return { found }
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      lastError = error.message
      onSearch('failed')
      return { found: null }
    }
  }

  const answers = new LRUCache<string, Answer>({
    maxSize: MOST_KEPT,
    sizeCalculation: ({ found }) => 1 + (found?.length ?? 0),
    ttl: KEPT_MS,
    fetchMethod: ask,
  })
  const search: WordSearch = { find: async (words) => (await answers.forceFetch(words)).found }
  return {
    search,
    /** Why the last search of this process failed; null: it did not. */
    lastError: () => lastError,
  }
}
