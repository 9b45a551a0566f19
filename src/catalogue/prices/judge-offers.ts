import type { RateOf } from '../../domain/convert-money.ts'
import { type Money, money } from '../../domain/money.ts'
import { DEFAULT_LIMITS, judgeQuantity, judgeRise, type OfferLimits } from '../../domain/offer-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import { readLimits } from './alert-limits.ts'
import { readRateOf } from './rules-of-skus.ts'
import { type JudgedOffer, openKey, readOpenOfferAlerts, writeOfferAlerts } from './write-alerts.ts'

/** A listing that was read again. */
export interface ReadListing {
  readonly listingId: string
  /** Seller's price before this reading; null: unknown. */
  readonly priceBefore: Money | null
}

interface OfferRow {
  readonly id: string
  readonly skuId: string
  readonly platform: 'TAOBAO' | 'JD' | 'ALIBABA_1688' | 'WEIDIAN' | 'PINDUODUO'
  readonly supplierId: string | null
  readonly priceMinor: bigint | null
  readonly currency: string
  readonly quantity: number | null
  readonly isGone: boolean
  /** Where we sell our stock: nothing is bought there. */
  readonly isOurShelf: boolean
}

const OF_SELLERS = ['UPSTREAM_GONE', 'UPSTREAM_LOW'] as const

/**
 * Alerts about what sellers offer: low stock, a price that rose, an item that is gone. Call it after the rows of the
 * listings are written, in their transaction. Listings that are not matched with a SKU are left out.
 */
export async function judgeOffers(
  tx: Tx,
  listings: readonly ReadListing[],
  now: Date = new Date(),
): Promise<void> {
  if (listings.length === 0) return
  const rows = await tx.$queryRaw<OfferRow[]>`
    SELECT listing.id, listing.sku_id AS "skuId", listing.platform::text AS platform,
      product.supplier_id AS "supplierId", listing.price_minor AS "priceMinor", listing.currency, listing.quantity,
      listing.removed_at IS NOT NULL OR NOT listing.on_sale AS "isGone",
      listing.shop_id IS NOT NULL AND NOT sku.buy_to_order AS "isOurShelf"
    FROM listing JOIN sku ON sku.id = listing.sku_id JOIN product ON product.id = sku.product_id
    WHERE listing.id = ANY(${listings.map((one) => one.listingId)}::text[])
    ORDER BY sku.id, listing.id FOR NO KEY UPDATE OF sku`
  if (rows.length === 0) return
  const open = await readOpenOfferAlerts(
    tx,
    rows.map((row) => row.skuId),
  )
  const [limitsOf, rateOf] = [await readLimits(tx), await readRateOf(tx)]
  const before = new Map(listings.map((one) => [one.listingId, one.priceBefore]))
  const judged = rows.flatMap((row): JudgedOffer[] => {
    const place = { skuId: row.skuId, supplierId: row.supplierId, platforms: [row.platform] }
    const about = { skuId: row.skuId, listingId: row.id, quantity: row.quantity }
    if (row.isOurShelf) return OF_SELLERS.map((kind) => ({ ...about, kind, verdict: 'RESOLVE' }))
    const gone: JudgedOffer = { ...about, kind: 'UPSTREAM_GONE', verdict: row.isGone ? 'OPEN' : 'RESOLVE' }
    // An item that is gone has neither stock nor a price: their alerts stay.
    if (row.isGone) return [gone]
    const few = limitsOf('UPSTREAM_LOW', place) ?? DEFAULT_LIMITS.UPSTREAM_LOW
    const low: JudgedOffer = {
      ...about,
      kind: 'UPSTREAM_LOW',
      verdict: judgeQuantity(row.quantity, few),
      limit: few.limit,
    }
    const known = open.get(openKey({ ...about, kind: 'PRICE_ROSE' }))?.before
    const rise = riseOf(row, known ?? before.get(row.id) ?? null, limitsOf('PRICE_ROSE', place), rateOf)
    return [gone, low, ...rise]
  })
  await writeOfferAlerts(tx, judged, open, now)
}

/** An open alert is judged by the price that it began with. */
function riseOf(
  { id, skuId, priceMinor, currency, quantity }: OfferRow,
  before: Money | null,
  ofRule: OfferLimits | null,
  rateOf: RateOf,
): JudgedOffer[] {
  if (!before || priceMinor === null) return []
  const limits = ofRule ?? DEFAULT_LIMITS.PRICE_ROSE
  const after = money(priceMinor, currency)
  const verdict = judgeRise(before, after, limits, rateOf)
  return [{ skuId, listingId: id, kind: 'PRICE_ROSE', verdict, before, after, quantity, limit: limits.limit }]
}
