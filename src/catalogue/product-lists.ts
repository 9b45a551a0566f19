import type { ListPart, ProductConditions, WordSearch } from '../domain/product-list.ts'
import type { PrismaClient } from '../store/database.ts'
import { countProducts, listProducts } from '../store/product-list.ts'
import { isOnShowOnly } from '../store/product-matches.ts'
import { facetCounter } from './facets.ts'

/**
 * Lists of products with their counts and facets. Words are found by `search`; all else is the database's.
 * @param marketplaces what people call them, by platform
 */
export function productLists(
  prisma: PrismaClient,
  { find }: WordSearch,
  marketplaces?: Parameters<typeof facetCounter>[1],
) {
  const countFacets = facetCounter(prisma, marketplaces)

  /** An engine has what is on show alone. */
  async function withFound(conditions: ProductConditions): Promise<ProductConditions> {
    if (!conditions.search || !isOnShowOnly(conditions)) return conditions
    return { ...conditions, found: await find(conditions.search) }
  }

  return {
    listProducts: async (conditions: ProductConditions, part: ListPart) =>
      listProducts(prisma, await withFound(conditions), part),
    countProducts: async (conditions: ProductConditions) =>
      countProducts(prisma, await withFound(conditions)),
    facets: async (conditions: ProductConditions) => countFacets(await withFound(conditions)),
  }
}
