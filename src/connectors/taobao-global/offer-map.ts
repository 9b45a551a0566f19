import { z } from 'zod'
import { webAddress } from '../../domain/web-address.ts'
import type { Offer } from '../marketplace.ts'
import { bareList, fen, id, int, link, none, readRows, text, yuan } from '../wire.ts'

const property = z.object({ prop_name: none(text).optional(), value_name: none(text).optional() })
/** Prices of the detail call are fen; promotion before list price. */
const price = { price: none(fen).optional(), promotion_price: none(fen).optional() }
const sku = z.object({
  ...price,
  sku_id: id,
  mp_skuId: none(id).optional(),
  quantity: none(int).optional(),
  properties: bareList.pipe(z.array(property)).catch([]),
})
const detail = z.object({
  ...price,
  item_id: id,
  mp_id: none(id).optional(),
  title: z.string(),
  pic_urls: bareList.pipe(z.array(link)),
  sku_list: bareList.pipe(z.array(sku)),
})
/** Prices of the search are yuan, as text. */
const hit = z.object({
  item_id: id,
  title: z.string(),
  price: yuan,
  main_image_url: link,
  inventory: none(int).optional().catch(null),
})

const page = (itemId: string) => webAddress(`https://item.taobao.com/item.htm?id=${itemId}`)

/** `data` of `/product/get` or `/traffic/item/get`; null when it cannot be understood. */
export function readDetail(raw: unknown) {
  const { good, unreadable } = readRows(detail, [raw], 'item_id')
  const row = good[0]?.value
  if (!row) return { offer: null, unreadable }
  const skus = row.sku_list.map((one) => ({
    one,
    price: one.promotion_price ?? one.price ?? row.promotion_price ?? row.price ?? null,
  }))
  const priced = skus.flatMap(({ one, price: own }) => (own ? [{ one, price: own }] : []))
  const least =
    row.promotion_price ??
    row.price ??
    priced.map((entry) => entry.price).toSorted((a, b) => (a.minor < b.minor ? -1 : 1))[0]
  if (!least)
    return { offer: null, unreadable: [{ externalId: row.item_id, message: 'no price', payload: raw }] }
  const offer: Offer = {
    externalId: row.item_id,
    title: row.title,
    price: least,
    quantity: priced.reduce((sum, { one }) => sum + (one.quantity ?? 0), 0),
    onSale: true,
    imageUrl: row.pic_urls[0] ?? null,
    url: page(row.item_id),
    skus: priced.map(({ one, price: own }) => ({
      externalSkuId: one.sku_id,
      outerId: null,
      // Orders name the distribution ids, not the marketplace's (purchasing.md 1.4).
      ...(row.mp_id && one.mp_skuId ? { purchaseRef: `${row.mp_id}:${one.mp_skuId}` } : {}),
      price: own,
      quantity: one.quantity ?? 0,
      attributes: one.properties.flatMap((part) =>
        part.value_name ? [{ name: part.prop_name ?? '', value: part.value_name }] : [],
      ),
    })),
    modifiedAt: null,
    raw,
  }
  return { offer, unreadable, mpId: row.mp_id ?? null }
}

/** Rows of the search. */
export function readHits(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(hit, rows, 'item_id')
  const offers = good.map(
    ({ value, raw }): Offer => ({
      externalId: value.item_id,
      title: value.title,
      price: value.price,
      quantity: value.inventory ?? 0,
      quantityKnown: value.inventory !== null && value.inventory !== undefined,
      onSale: true,
      imageUrl: value.main_image_url,
      url: page(value.item_id),
      skus: [],
      modifiedAt: null,
      raw,
    }),
  )
  return { offers, unreadable }
}
