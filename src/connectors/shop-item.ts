import type { Item } from './item-source.ts'
import type { Offer } from './marketplace.ts'

/** An offer as its own shop tells it, as an item: without what only sources for buyers say. */
export function itemOfOffer(offer: Offer): Item {
  return {
    ...offer,
    skus: offer.skus.map((sku) => ({ ...sku, imageUrl: null, quantityKnown: true })),
    description: null,
    titles: [],
    images: offer.imageUrl ? [offer.imageUrl] : [],
    seller: null,
    domesticFreight: null,
    minOrderQuantity: 1,
    lotSize: null,
    priceTiers: [],
    weightGrams: null,
  }
}
