import type { Catalogue, OfferPrices, ReadItem } from '../src/catalogue/index.ts'
import type { Platform } from '../src/domain/platform.ts'

/** An item as the graph shows it. */
export interface MarketplaceItem extends ReadItem {
  readonly platform: Platform
  readonly url: string
  readonly prices: OfferPrices
}

/** A reading of an item with what names it, and with what customers pay for it. */
export async function itemShown(
  catalog: Pick<Catalogue, 'offerPrices'>,
  platform: Platform,
  read: ReadItem,
): Promise<MarketplaceItem> {
  return {
    ...read,
    platform,
    url: read.item.url ?? '',
    prices: await catalog.offerPrices(platform, read.item),
  }
}
