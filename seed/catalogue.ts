import { availabilities } from './availability.ts'
import { listings } from './listings.ts'
import { merchandise } from './products.ts'
import type { SeedProduct } from './types.ts'

export { SHOPS, SUPPLIERS, WAREHOUSES } from './parties.ts'
export type { SeedPlatform, SeedProduct } from './types.ts'

let computed: readonly SeedProduct[] | undefined

/** Goods of the shops. Computed once; the same read-only objects at every call. */
export function catalogue(): readonly SeedProduct[] {
  if (!computed) {
    const products = merchandise()
    const offers = listings(products, availabilities(products))
    computed = products.map((product, index) => ({ ...product, listings: offers[index] ?? [] }))
  }
  return computed
}
