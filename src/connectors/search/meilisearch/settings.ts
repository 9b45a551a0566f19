import type { Settings } from 'meilisearch'

/** Most products that a search hands out. More are answered by the database, which filters and counts all of them. */
export const MOST_FOUND = 1_000

/**
 * Settings of the index, as near to the database's own search as they can be: titles before codes before brands, one
 * wrong letter from four letters on and two from eight on, none in codes. One more is handed out than `MOST_FOUND`, so
 * that too many can be told.
 */
export const SETTINGS: Settings = {
  searchableAttributes: ['titleZh', 'titleEn', 'titles', 'codes', 'brand'],
  displayedAttributes: ['id'],
  typoTolerance: {
    minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
    disableOnAttributes: ['codes'],
  },
  // Short Chinese titles are taken for Japanese otherwise.
  localizedAttributes: [{ attributePatterns: ['titleZh'], locales: ['zho'] }],
  pagination: { maxTotalHits: MOST_FOUND + 1 },
}

/**
 * Words as the engine takes them. To Meilisearch, quotation marks make phrases and a hyphen before a word excludes it;
 * without any letter or digit it would find everything.
 * @returns null: there is nothing to search by
 */
export function plainWords(words: string): string | null {
  const plain = words
    .replace(/["“”]|(?<![\p{L}\p{N}])-+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(plain) ? plain : null
}
