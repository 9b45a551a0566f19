import { z } from 'zod'
import type { Money } from '../../domain/money.ts'
import { webAddress } from '../../domain/web-address.ts'
import type { Offer, OfferAttribute, OfferSku } from '../marketplace.ts'
import { bareList, flag, id, int, link, none, readRows, text, yuan } from '../wire.ts'

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
  productImage: none(z.object({ images: bareList.pipe(z.array(link)) }))
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
  imageUrl: link,
  priceInfo: none(z.object({ price: none(yuan).optional(), consignPrice: none(yuan).optional() }))
    .optional()
    .catch(null),
  price: none(yuan).optional().catch(null),
  amountOnSale: none(int).optional().catch(null),
  soldOut: none(flag).optional().catch(null),
})

const page = (offerId: string) => webAddress(`https://detail.1688.com/offer/${offerId}.html`)
const least = (prices: readonly Money[]) => prices.toSorted((a, b) => (a.minor < b.minor ? -1 : 1))[0]

/** The unit price: promotion and dropshipping prices before the list price. */
const skuPrice = (row: z.output<typeof sku>) =>
  row.promotionPrice ??
  row.fenxiaoPriceInfo?.onePiecePrice ??
  row.price ??
  row.fenxiaoPriceInfo?.offerPrice ??
  null

/**
 * `result.result` of the detail call. If the offer is priced by quantity, a SKU has no price of its own and gets
 * the price of the smallest quantity (`quoteType` 2, protocols.md 3.4).
 * @param language of the translated fields next to the Chinese ones
 */
export function readDetail(raw: unknown, language: string) {
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
      attributes: one.skuAttributes.flatMap((part) => attributeOf(part, language) ?? []),
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

function attributeOf(
  { attributeName, attributeNameTrans, value, valueTrans }: z.output<typeof attribute>,
  locale: string,
): OfferAttribute | null {
  if (!value) return null
  return {
    name: attributeName ?? '',
    value,
    ...(attributeNameTrans && { names: [{ locale, text: attributeNameTrans }] }),
    ...(valueTrans && { values: [{ locale, text: valueTrans }] }),
  }
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
        imageUrl: value.imageUrl,
        url: page(value.offerId),
        skus: [],
        modifiedAt: null,
        raw,
      },
    ]
  })
  return { offers, unreadable }
}
