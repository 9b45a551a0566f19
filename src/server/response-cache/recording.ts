import type { Reads } from '../../../schema/context.ts'

/** Data that an answer depends on, while it is made; and changes meanwhile. */
export class Recording implements Reads {
  readonly products = new Set<string>()
  /** Which products are in the list depends on the stock of all. */
  dependsOnAllStock = false
  /** Which products are in the list depends on what is on show. */
  dependsOnCatalogue = false
  /** Set when the answer turned out to be one to keep. */
  body: Buffer | null = null
  points = 0
  operation: string | undefined
  readonly #changed = new Set<string>()
  #stockChanged = false
  #catalogueChanged = false
  #outdated = false

  product(id: string): void {
    this.products.add(id)
  }

  allStock(): void {
    this.dependsOnAllStock = true
  }

  catalogue(): void {
    this.dependsOnCatalogue = true
  }

  unannounced(): void {
    this.#outdated = true
  }

  /** @param what stock, or (catalogue) something that decides in which lists the product is; null: neither */
  changed(productId: string, what: 'stock' | 'catalogue' | null): void {
    this.#changed.add(productId)
    this.#stockChanged ||= what === 'stock'
    this.#catalogueChanged ||= what === 'catalogue'
  }

  /** Something changed of which it is not known what it concerns. */
  outdate(): void {
    this.#outdated = true
  }

  /** True if the rows may predate a change that was announced since. */
  get isOutdated(): boolean {
    if (this.#outdated || (this.dependsOnAllStock && this.#stockChanged)) return true
    if (this.dependsOnCatalogue && this.#catalogueChanged) return true
    return !this.products.isDisjointFrom(this.#changed)
  }
}
