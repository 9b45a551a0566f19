import type { Offer } from '../connectors/marketplace.ts'
import { itemOfOffer } from '../connectors/shop-item.ts'
import type { Money } from '../domain/money.ts'
import type { Platform } from '../domain/platform.ts'
import { unmatchedItems } from '../store/listing.ts'
import type { Tx } from '../store/transaction.ts'
import { NewListings, type TakeOverOffersDeps, takeOverOffer } from './imports/take-over-offer.ts'
import { lockItems } from './lock-items.ts'
import { moveCosts } from './move-costs.ts'
import { judgeOffers } from './prices/judge-offers.ts'

export interface LinkedShop {
  readonly shopId: string
  readonly platform: Platform
}

/** A listing that is matched with a SKU and was read otherwise than before. */
export interface MovedListing {
  readonly listingId: string
  readonly skuId: string
  readonly before: Money | null
  /** Null: it is gone. */
  readonly now: Money | null
}

/** Makes products of offers that match nothing, after their listings are written. */
export type TakeOverNew = (offers: readonly Offer[], readAt: Date) => Promise<void>

const BY = { actor: 'sync', source: 'MARKETPLACE' } as const

/** Updates the catalogue when the synchronisation writes listings of a linked shop, in the same transaction. */
export function shopFollower(deps: TakeOverOffersDeps) {
  return {
    /**
     * To be called before the listings are locked. Null where listings that match nothing wait for a person.
     */
    async begin(tx: Tx, shop: LinkedShop, externalIds: readonly string[]): Promise<TakeOverNew | null> {
      const row = await tx.shop.findUnique({ where: { id: shop.shopId }, select: { newListings: true } })
      if (!row?.newListings) return null
      const options = NewListings.parse(row.newListings)
      await lockItems(tx, shop.platform, externalIds)
      return async (offers, readAt) => {
        const unmatched = await unmatchedItems(tx, shop.platform, externalIds)
        for (const offer of offers)
          if (unmatched.has(offer.externalId))
            await takeOverOffer(tx, deps, {
              ...shop,
              ...options,
              offer: itemOfOffer(offer),
              at: readAt,
              actor: BY.actor,
              reference: `shop:${shop.shopId}`,
            })
      }
    },

    /** The cost of a SKU follows the listing that it is the price of: one that was set apart stays. */
    async moved(tx: Tx, moves: readonly MovedListing[], readAt: Date): Promise<void> {
      if (moves.length === 0) return
      const skus = await tx.sku.findMany({
        where: { id: { in: moves.map(({ skuId }) => skuId) } },
        select: { id: true, costMinor: true, costCurrency: true, currency: true },
      })
      const known = new Map(skus.map((sku) => [sku.id, sku]))
      const costs = moves.flatMap(({ skuId, before, now }) => {
        const sku = known.get(skuId)
        if (!sku || !before || !now || sku.costMinor !== before.minor) return []
        return (sku.costCurrency ?? sku.currency) === before.currency ? [{ skuId, cost: now }] : []
      })
      await moveCosts(tx, costs, BY)
      await judgeOffers(
        tx,
        moves.map(({ listingId, before }) => ({ listingId, priceBefore: before })),
        readAt,
      )
    },
  }
}

export type ShopFollower = ReturnType<typeof shopFollower>
