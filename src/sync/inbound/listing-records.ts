import type { Offer, OfferSku } from '../../connectors/marketplace.ts'
import type { ListingRecord } from '../../store/listing.ts'

/** The listings of an offer: one for each SKU, or one for an offer that has none. */
export function listingRecords(
  offer: Offer,
  map: ((offer: Offer, externalSkuId: string) => Partial<ListingRecord> | null) | null,
): ListingRecord[] {
  const records = offer.skus.length > 0 ? offer.skus.map((sku) => ofSku(offer, sku)) : [ofOffer(offer)]
  return map ? records.map((record) => ({ ...record, ...map(offer, record.externalSkuId) })) : records
}

function ofOffer(offer: Offer): ListingRecord {
  const { externalId, title, url, price, quantity, onSale, modifiedAt } = offer
  return {
    externalId,
    externalSkuId: '',
    specId: null,
    url,
    title,
    outerId: textAt(offer.raw, ['outer_id', 'outerId', 'outId', 'cargoNumber']),
    barcode: textAt(offer.raw, BARCODES),
    priceMinor: price.minor,
    currency: price.currency,
    quantity,
    onSale,
    modifiedAt,
    extra: null,
  }
}

function ofSku(offer: Offer, sku: OfferSku): ListingRecord {
  const attributes = sku.attributes.map(({ value }) => value).join(' / ')
  return {
    ...ofOffer(offer),
    externalSkuId: sku.externalSkuId,
    specId: sku.purchaseRef ?? null,
    title: attributes ? `${offer.title} (${attributes})` : offer.title,
    outerId: sku.outerId,
    barcode: textAt(skuRow(offer.raw, sku.externalSkuId), BARCODES),
    priceMinor: sku.price.minor,
    currency: sku.price.currency,
    quantity: sku.quantity,
  }
}

/** Names under which the platforms carry a barcode, where the shop's owner filled it in. */
const BARCODES = ['barcode', 'barCode', 'upcCode', 'upc']

/** The platform's own row of a SKU at any depth of the offer's record. */
export function skuRow(raw: unknown, externalSkuId: string, depth = 0): unknown {
  if (raw === null || typeof raw !== 'object' || depth > 6) return null
  if (Array.isArray(raw)) {
    const own = raw.find((row) => textAt(row, ['sku_id', 'skuId']) === externalSkuId)
    if (own) return own
  }
  for (const inner of Object.values(raw)) {
    const found = skuRow(inner, externalSkuId, depth + 1)
    if (found) return found
  }
  return null
}

function textAt(row: unknown, names: readonly string[]): string | null {
  if (row === null || typeof row !== 'object') return null
  for (const name of names) {
    const value = Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : undefined
    if (value === null || value === undefined || value === '') continue
    if (typeof value === 'object' && !('isLosslessNumber' in value)) continue
    return String(value)
  }
  return null
}
