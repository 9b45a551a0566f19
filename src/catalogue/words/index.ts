import type { WordSearch } from '../../domain/product-list.ts'
import type { PrismaClient } from '../../store/database.ts'
import { searchFeedState } from '../../store/search-feed.ts'
import { engineFeeder, type FeedDeps } from './feed-engine.ts'
import { type FindDeps, findWords } from './find-words.ts'

export type SearchEngineDeps = Omit<FeedDeps & FindDeps, 'prisma'>

/** How a search engine follows the catalogue, and whether it answers. */
export interface SearchFigures {
  /** Null: the database finds products itself. */
  readonly engine: string | null
  /** The index has all products; false: the database answers until then. */
  readonly isFilled: boolean
  /** Products are being written from the start. */
  readonly isFilling: boolean
  /** Events of the feed that the index has yet to follow. */
  readonly behind: number
  /** Failures in a row when products were written, and the last of them. */
  readonly failures: number
  readonly feedError: string | null
  readonly pausedUntil: Date | null
  /** Why this process's last search failed; null: it did not. */
  readonly searchError: string | null
}

const OWN_SEARCH: WordSearch = { find: async () => null }

/** Search by words: a search engine's where one is set, else the database's own. */
export function wordSearch(prisma: PrismaClient, deps: SearchEngineDeps | null) {
  const finder = deps && findWords({ ...deps, prisma })
  return {
    search: finder?.search ?? OWN_SEARCH,
    /** The index follows changes a moment later than the feed tells of them. */
    isLate: deps !== null,
    /** One turn; null: no engine is set. */
    feedEngine: deps && engineFeeder({ ...deps, prisma }),
    async figures(): Promise<SearchFigures> {
      const state = deps && (await searchFeedState(prisma, deps.engine.index))
      return {
        engine: deps?.engine.name ?? null,
        isFilled: state?.filledAt != null,
        isFilling: state?.fillAfter != null,
        behind: state?.behind ?? 0,
        failures: state?.failures ?? 0,
        feedError: state?.lastError ?? null,
        pausedUntil: state?.pausedUntil ?? null,
        searchError: finder?.lastError() ?? null,
      }
    },
  }
}
