import DataLoader from 'dataloader'
import type { PrismaClient } from '../store/database.ts'
import { readSuggestions, type Suggestion } from '../store/sku-mapping.ts'

/** One per request: SKUs that unmatched listings may be, in one statement for all asked at once. */
export function skuSuggestionsLoader(prisma: PrismaClient): DataLoader<string, readonly Suggestion[]> {
  return new DataLoader(async (listingIds) => {
    const byListing = Map.groupBy(await readSuggestions(prisma, listingIds), (one) => one.listingId)
    return listingIds.map((id) => byListing.get(id) ?? [])
  })
}
