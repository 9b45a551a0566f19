import { z } from 'zod'
import type { Money } from '../../domain/money.ts'
import type { Offer, OfferSku } from '../marketplace.ts'
import { bareList, flag, id, int, none, readRows, text, yuan } from '../wire.ts'

const attribute = z.object({
  attributeName: none(text).optional(),
  attributeNameTrans: none(text).optional(),
  value: none(text).optional(),
  valueTrans: none(text).optional(),
})

const sku = z.object({
  skuId: id,
  specId: none(text).optional(),
  amountOnSale: none(int).optional(),
  price: none(yuan).optional(),
  promotionPrice: none(yuan).optional(),
  cargoNumber: none(text).optional(),
  skuAttributes: bareList.pipe(z.array(attribute)).catch([]),
  fenxiaoPriceInfo: none(
    z.object({ onePiecePrice: none(yuan).optional(), offerPrice: none(yuan).optional() }),
  )
    .optional()
    .catch(null),
})

const saleInfo = z.object({
  amountOnSale: none(int).optional(),
  priceRangeList: bareList.pipe(z.array(z.object({ startQuantity: int, price: yuan }))).catch([]),
})

const detail = z.object({
  offerId: id,
  subject: z.string(),
  productImage: none(z.object({ images: bareList.pipe(z.array(z.string())).catch([]) }))
    .optional()
    .catch(null),
  productSkuInfos: bareList.pipe(z.array(sku)),
  productSaleInfo: none(saleInfo).optional(),
  status: none(text).optional(),
  soldOut: none(text).optional().catch(null),
})

const hit = z.object({
  offerId: id,
  subject: z.string(),
  imageUrl: none(z.string()).optional(),
  priceInfo: none(z.object({ price: none(yuan).optional(), consignPrice: none(yuan).optional() }))
    .optional()
    .catch(null),
  price: none(yuan).optional().catch(null),
  amountOnSale: none(int).optional().catch(null),
  soldOut: none(flag).optional().catch(null),
})

const page = (offerId: string) => `https://detail.1688.com/offer/${offerId}.html`
const least = (prices: readonly Money[]) => prices.toSorted((a, b) => (a.minor < b.minor ? -1 : 1))[0]

/** The price of one piece: promotion and dropshipping prices before the list price. */
const skuPrice = (row: z.output<typeof sku>) =>
  row.promotionPrice ??
  row.fenxiaoPriceInfo?.onePiecePrice ??
  row.price ??
  row.fenxiaoPriceInfo?.offerPrice ??
  null

/**
 * `result.result` of the detail call. Where the offer is priced by quantity, a SKU has no price of its own and costs
 * what the smallest quantity costs (`quoteType` 2, protocols.md 3.4).
 */
export function readDetail(raw: unknown) {
  const { good, unreadable } = readRows(detail, [raw], 'offerId')
  const [row] = good
  if (!row) return { offer: null, unreadable }
  const { value } = row
  const ranges = (value.productSaleInfo?.priceRangeList ?? []).toSorted(
    (a, b) => a.startQuantity - b.startQuantity,
  )
  const bySku = value.productSkuInfos.map((one) => ({
    one,
    price: skuPrice(one) ?? ranges[0]?.price ?? null,
  }))
  const price = least(bySku.flatMap((entry) => (entry.price ? [entry.price] : []))) ?? ranges[0]?.price
  if (!price)
    return { offer: null, unreadable: [{ externalId: value.offerId, message: 'no price', payload: raw }] }
  const skus = bySku.map(
    ({ one, price: own }): OfferSku => ({
      externalSkuId: one.skuId,
      outerId: one.cargoNumber ?? null,
      ...(one.specId ? { purchaseRef: one.specId } : {}),
      price: own ?? price,
      quantity: one.amountOnSale ?? 0,
      attributes: one.skuAttributes.flatMap((part) =>
        part.value ? [{ name: part.attributeName ?? '', value: part.value }] : [],
      ),
    }),
  )
  const offer: Offer = {
    externalId: value.offerId,
    title: value.subject,
    price,
    quantity: value.productSaleInfo?.amountOnSale ?? skus.reduce((sum, one) => sum + one.quantity, 0),
    onSale: value.status === undefined || value.status === null || value.status === 'published',
    imageUrl: value.productImage?.images[0] ?? null,
    url: page(value.offerId),
    skus,
    modifiedAt: null,
    raw,
  }
  return { offer, unreadable }
}

/** `result.result.data[]` of the keyword search. */
export function readHits(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(hit, rows, 'offerId')
  const offers = good.flatMap(({ value, raw }): Offer[] => {
    const price = value.priceInfo?.price ?? value.priceInfo?.consignPrice ?? value.price
    if (!price) return []
    return [
      {
        externalId: value.offerId,
        title: value.subject,
        price,
        quantity: value.amountOnSale ?? 0,
        quantityKnown: value.amountOnSale !== null && value.amountOnSale !== undefined,
        onSale: value.soldOut !== true,
        imageUrl: value.imageUrl ?? null,
        url: page(value.offerId),
        skus: [],
        modifiedAt: null,
        raw,
      },
    ]
  })
  return { offers, unreadable }
}
