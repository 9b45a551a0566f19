import type { Availability } from './availability.ts'
import type { LocalizedText } from './localized-text.ts'
import type { Platform } from './platform.ts'

export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const
export type ProductStatus = (typeof PRODUCT_STATUSES)[number]

export const PRODUCT_SORTS = [
  'RELEVANCE',
  'NEWEST',
  'PRICE_ASC',
  'PRICE_DESC',
  'BEST_SELLING',
  'TITLE',
] as const
export type ProductSort = (typeof PRODUCT_SORTS)[number]

/** Days of orders whose units BEST_SELLING counts. */
export const SOLD_DAYS = 30

export interface AttributeCondition {
  readonly name: string
  readonly values: readonly string[]
}

/** Fen, both ends included; null: no bound. */
export interface PriceBounds {
  readonly min: bigint | null
  readonly max: bigint | null
}

/** A product that a search engine found. */
export interface FoundProduct {
  readonly id: string
  /** How well it fits the words: a whole number from 0 to `BEST_SCORE`. It depends on the words and the product alone. */
  readonly score: number
}

export const BEST_SCORE = 1_000_000

/**
 * Finds products on show by words, best first. Which of them are shown, counted and in which order stays with the
 * database. Null: the database's own index finds them, in the statement that filters and sorts.
 */
export interface WordSearch {
  find(words: string): Promise<readonly FoundProduct[] | null>
}

/** Conditions that all have to hold; absent and null ones are ignored. */
export interface ProductConditions {
  /** Words of titles, brands, codes and barcodes, in any order. */
  readonly search?: string | null | undefined
  /** All products that a search engine found by `search`; null and absent: the database's own index finds them. */
  readonly found?: readonly FoundProduct[] | null | undefined
  /** Sold on at least one of them. */
  readonly platforms?: readonly Platform[] | null | undefined
  /** In one of these categories, or in one below them. */
  readonly categoryIds?: readonly string[] | null | undefined
  /** Absent: ACTIVE only, the products on show. */
  readonly statuses?: readonly ProductStatus[] | null | undefined
  readonly availability?: Availability | null | undefined
  readonly ids?: readonly string[] | null | undefined
  /** Of its lowest price. */
  readonly price?: PriceBounds | null | undefined
  /** For each name a SKU has one of the values. */
  readonly attributes?: readonly AttributeCondition[] | null | undefined
  /** Without a title in this language, as the catalogue writes it ("zh", "fr", "zh-TW"). */
  readonly lacksTitleIn?: string | null | undefined
}

/** The next products after `cursor`, or those before it where `take` is below zero; null: from the end of the list. */
export interface ListPart {
  readonly take: number
  readonly cursor: string | null
  /** Absent: by RELEVANCE for a search, else in the order in which products came into the catalogue. */
  readonly sort?: ProductSort | null | undefined
}

/** A product of a list, and what a page after it begins with. */
export interface ListedProduct {
  readonly id: string
  readonly cursor: string
}

export const FACET_KINDS = ['CATEGORY', 'PLATFORM', 'AVAILABILITY', 'ATTRIBUTE'] as const
export type FacetKind = (typeof FACET_KINDS)[number]

/** Attributes that are counted at most, and values of each facet: those that most products have. */
export const MOST_ATTRIBUTES = 20
export const MOST_VALUES = 50

export interface FacetValue {
  /** As the filter takes it; of a category, its local id. */
  readonly value: string
  /** Null: its value is its label. */
  readonly label: LocalizedText | null
  readonly count: number
}

export interface Facet {
  readonly kind: FacetKind
  /** Of an attribute its name; of others the condition of the filter. */
  readonly name: string
  readonly label: LocalizedText | null
  readonly values: readonly FacetValue[]
}
