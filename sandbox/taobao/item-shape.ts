import { stableNumber } from '../state/ids.ts'
import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'

const propertyId = (text: string) => 20_000 + (stableNumber(text) % 100_000_000)

/** A Sku object (protocols.md 1.7): ids and counts are bare numbers, money and codes are strings. */
export function skuRow(item: ShelfItem, sku: ShelfSku): Record<string, unknown> {
  const pairs = sku.attributes.map((a) => ({ ...a, pid: propertyId(a.nameZh), vid: propertyId(a.valueZh) }))
  return {
    sku_id: BigInt(sku.externalSkuId),
    num_iid: BigInt(item.externalId),
    properties: pairs.map((p) => `${p.pid}:${p.vid}`).join(';'),
    properties_name: pairs.map((p) => `${p.pid}:${p.vid}:${p.nameZh}:${p.valueZh}`).join(';'),
    quantity: sku.quantity,
    with_hold_quantity: 0,
    price: yuan(sku.priceFen),
    outer_id: sku.code,
    created: chinaTime(item.created),
    modified: chinaTime(sku.modified),
    status: 'normal',
    barcode: sku.barcode,
  }
}

/** An Item object with its SKUs inside. `nick` is the shop's name. */
export function itemRow(item: ShelfItem, origin: string): Record<string, unknown> {
  return {
    num_iid: BigInt(item.externalId),
    title: item.titleZh,
    nick: item.shop,
    cid: propertyId(item.category),
    num: item.skus.reduce((sum, sku) => sum + sku.quantity, 0),
    price: yuan(Math.min(...item.skus.map((sku) => sku.priceFen))),
    outer_id: item.key,
    approve_status: item.onSale ? 'onsale' : 'instock',
    created: chinaTime(item.created),
    modified: chinaTime(item.modified),
    list_time: chinaTime(item.created),
    pic_url: `${origin}/images/${item.key}.png`,
    desc: item.descriptionZh,
    sub_stock: 2,
    with_hold_quantity: 0,
    ...(item.skus.length === 0 ? {} : { skus: { sku: item.skus.map((sku) => skuRow(item, sku)) } }),
  }
}
