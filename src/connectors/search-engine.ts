import type { FoundProduct } from '../domain/product-list.ts'
import type { SearchDocument } from '../domain/search-document.ts'
import type { UpstreamName } from '../domain/upstream-error.ts'

/**
 * An index of an existing search engine, for finding products by words. Throws only the classes of
 * domain/upstream-error.ts, or the signal's reason.
 */
export interface SearchEngine {
  /** For operators: `meilisearch`. */
  readonly name: string
  /** The same in errors. */
  readonly upstream: UpstreamName
  /** Name of the index there. */
  readonly index: string
  /**
   * Products that have all words, best first. It answers soon or fails: somebody waits.
   * @returns null: they are more than the engine hands out, or the words have nothing to search by
   */
  find(words: string): Promise<readonly FoundProduct[] | null>
  /** Makes the index where there is none, and gives it its settings. */
  prepare(signal?: AbortSignal): Promise<void>
  /** Documents in the index; none where there is no index. */
  count(signal?: AbortSignal): Promise<number>
  /** Replaces documents, then removes others; the engine has done so when it returns. May be repeated. */
  write(documents: readonly SearchDocument[], removed: readonly string[], signal?: AbortSignal): Promise<void>
}
