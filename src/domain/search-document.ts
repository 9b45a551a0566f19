/** The words that a product is found by. */
export interface SearchDocument {
  readonly id: string
  readonly titleZh: string | null
  readonly titleEn: string | null
  /** In further languages. */
  readonly titles: readonly string[]
  readonly brand: string | null
  /** Codes and barcodes of its SKUs. */
  readonly codes: readonly string[]
}
