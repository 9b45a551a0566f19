import { engineFeeder, type FeedDeps } from '../../src/catalogue/words/feed-engine.ts'
import { findWords, type SearchOutcome } from '../../src/catalogue/words/find-words.ts'
import { meilisearch } from '../../src/connectors/search/meilisearch/index.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import type { FakeMeilisearch } from './meilisearch.ts'

interface Options extends Partial<Pick<FeedDeps, 'batch' | 'restMs' | 'turnMs' | 'onRefused'>> {
  /** Most products that a search hands out. */
  readonly most?: number
}

/** A process that finds by a search engine and feeds it. */
export function processWith(prisma: PrismaClient, { url, key }: FakeMeilisearch, options: Options = {}) {
  const engine = meilisearch({
    url,
    key,
    index: 'products',
    pollMs: 1,
    searchMs: 500,
    ...(options.most !== undefined && { most: options.most }),
  })
  const outcomes: SearchOutcome[] = []
  const { search, lastError } = findWords({ prisma, engine, onSearch: (outcome) => outcomes.push(outcome) })
  const turn = engineFeeder({
    prisma,
    engine,
    onRefused: () => {
      throw new Error('nothing is refused here')
    },
    ...options,
  })
  const { signal } = new AbortController()
  return {
    search,
    outcomes,
    lastError,
    turn: (stopping: AbortSignal = signal) => turn(stopping),
    /** Turns until there is nothing more to do. @returns how many */
    async follow(): Promise<number> {
      let turns = 1
      while (await turn(signal)) turns++
      return turns
    },
  }
}
