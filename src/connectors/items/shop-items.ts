import type { Platform } from '../../domain/platform.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { ItemSource } from '../item-source.ts'
import type { OfferSource } from '../marketplace.ts'
import { itemOfOffer } from '../shop-item.ts'

/** Items of one's own linked shops: a seller's account knows no others. */
export function shopItems(
  connectors: ReadonlyMap<Platform, OfferSource>,
  linkedShops: (platforms: readonly Platform[]) => Promise<readonly ShopCredentials[]>,
): ItemSource {
  return {
    name: 'linked-shops',
    role: 'SHOP',
    platforms: [...connectors.keys()],
    async readItem(platform, externalId, { signal } = {}) {
      const connector = connectors.get(platform)
      if (!connector) return null
      for (const shop of await linkedShops([platform])) {
        const offer = (await connector.readOffers(shop, [externalId], signal)).get(externalId)
        if (!offer) continue
        return itemOfOffer(offer)
      }
      return null
    },
  }
}
