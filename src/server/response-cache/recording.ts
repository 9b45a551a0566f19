import type { Reads } from '../../../schema/context.ts'

/** What an answer stands on, while it is made; and what changed meanwhile. */
export class Recording implements Reads {
  readonly products = new Set<string>()
  /** Which products are in the list depends on the stock of all. */
  dependsOnAllStock = false
  /** Set when the answer turned out to be one to keep. */
  body: Buffer | null = null
  points = 0
  operation: string | undefined
  readonly #changed = new Set<string>()
  #stockChanged = false
  #outdated = false

  product(id: string): void {
    this.products.add(id)
  }

  allStock(): void {
    this.dependsOnAllStock = true
  }

  changed(productId: string, isStock: boolean): void {
    this.#changed.add(productId)
    this.#stockChanged ||= isStock
  }

  /** Something changed of which it is not known what it concerns. */
  outdate(): void {
    this.#outdated = true
  }

  /** Whether the rows may have been read before a change that was announced since. */
  get isOutdated(): boolean {
    if (this.#outdated || (this.dependsOnAllStock && this.#stockChanged)) return true
    return !this.products.isDisjointFrom(this.#changed)
  }
}
