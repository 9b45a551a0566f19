import { type StandingListing, standingListings } from '../../store/listing-push.ts'
import type { NewDiscrepancy } from '../../store/reconciliation.ts'
import type { Reread } from '../messages/reread.ts'
import type { Compared } from './compared.ts'

/**
 * Compares the shop's quantity with its sellable one, SKU by SKU. A listing whose push is under way is not different, and
 * a difference counts only when it is still there at a second look.
 */
export async function compareShopStock(context: Reread): Promise<Compared> {
  if (!context.connector.supports.stockWrites) return { checked: 0, found: [] }
  const listings = await standingListings(context.deps.prisma, context.shop.shopId, null)
  const first = await differing(context, listings)
  if (first.length === 0) return { checked: listings.length, found: [] }
  const again = await standingListings(
    context.deps.prisma,
    context.shop.shopId,
    first.map(({ listing }) => listing.listingId),
  )
  return { checked: listings.length, found: (await differing(context, again)).map(asDiscrepancy) }
}

interface Difference {
  readonly listing: StandingListing
  readonly theirs: number | null
}

async function differing(
  { connector, shop, signal }: Reread,
  listings: readonly StandingListing[],
): Promise<Difference[]> {
  const byOffer = Map.groupBy(listings, (listing) => listing.externalId)
  const ids = [...byOffer.keys()]
  const found: Difference[] = []
  for (let start = 0; start < ids.length; start += connector.limits.offersPerRead) {
    signal.throwIfAborted()
    const some = ids.slice(start, start + connector.limits.offersPerRead)
    const offers = await connector.readOffers(shop, some, signal)
    for (const id of some)
      for (const listing of byOffer.get(id) ?? []) {
        const offer = offers.get(id)
        const theirs =
          listing.externalSkuId === ''
            ? (offer?.quantity ?? null)
            : (offer?.skus.find((sku) => sku.externalSkuId === listing.externalSkuId)?.quantity ?? null)
        if (theirs !== listing.expected) found.push({ listing, theirs })
      }
  }
  return found
}

function asDiscrepancy({ listing, theirs }: Difference): NewDiscrepancy {
  const { listingId, skuCode, externalId, externalSkuId, expected } = listing
  return {
    kind: 'STOCK_SHOP',
    reference: `${skuCode} (${[externalId, externalSkuId].filter(Boolean).join('/')})`,
    ours: String(expected),
    theirs: theirs === null ? null : String(theirs),
    suggestedRepair: theirs === null ? null : `Push ${expected} pieces to the shop.`,
    repair: theirs === null ? null : { kind: 'push-stock', listingId },
  }
}
