import { stableNumber } from '../state/ids.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { yuan } from '../wire/china-time.ts'
import type { JsonObject } from '../wire/json-object.ts'
import { byItemId, type Distributed, distributed } from './distribution-ids.ts'
import type { IopCall, IopMethod } from './iop-call.ts'
import { iopInvalid, iopMissing } from './iop-refusal.ts'

const lowest = (item: ShelfItem) => Math.min(...item.skus.map((sku) => sku.priceFen))
const inventory = (item: ShelfItem) => item.skus.reduce((sum, sku) => sum + sku.quantity, 0)
const image = (call: IopCall, item: ShelfItem) => `${call.origin}/images/${item.key}.png`
const LANGUAGES = ['en', 'vi', 'ru', 'ko', 'ja']

/** `traffic/item/*` has its own error names (purchasing.md 1.3). */
const biz = (data: JsonObject) => ({ biz_error_code: '', biz_error_msg: '', data })

function translated(call: IopCall, item: ShelfItem): JsonObject {
  const language = call.text('language')
  if (language === undefined) return {}
  if (!LANGUAGES.includes(language)) throw iopInvalid('language')
  return { multi_language_info: { language, title: item.titleEn } }
}

/** `min_price:2000,max_price:10000`, in fen. */
function priceFilter(call: IopCall): (item: ShelfItem) => boolean {
  const bounds = new Map(
    (call.text('filters') ?? '').split(',').map((part) => part.split(':') as [string, string]),
  )
  const min = Number(bounds.get('min_price') ?? 0)
  const max = Number(bounds.get('max_price') ?? Number.MAX_SAFE_INTEGER)
  if (Number.isNaN(min) || Number.isNaN(max)) throw iopInvalid('filters')
  return (item) => lowest(item) >= min && lowest(item) <= max
}

/** Prices in the search are yuan as text, in the item they are fen as numbers. */
const search: IopMethod = (call) => {
  const page = call.number('page_no', 1, 1, 10_000)
  const size = call.number('page_size', 10, 1, 20)
  const word = (call.text('keyword') ?? '').toLowerCase()
  const cheap = priceFilter(call)
  const rows = call.state.shelf
    .market('TAOBAO')
    .filter((item) => item.onSale && `${item.titleZh} ${item.titleEn}`.toLowerCase().includes(word))
    .filter(cheap)
  const sort = call.text('sort')
  if (sort === 'PRICE_ASC') rows.sort((a, b) => lowest(a) - lowest(b))
  if (sort === 'PRICE_DESC') rows.sort((a, b) => lowest(b) - lowest(a))
  const data = rows.slice((page - 1) * size, page * size).map((item) => ({
    item_id: BigInt(item.externalId),
    title: item.titleZh,
    main_image_url: image(call, item),
    price: yuan(lowest(item)),
    inventory: inventory(item),
    shop_name: item.shop,
    tags: [],
    coupon_price: yuan(lowest(item)),
    ...translated(call, item),
  }))
  return biz({ page_no: page, page_size: size, data })
}

function skuRows({ skus }: Distributed, call: IopCall, item: ShelfItem, withMp: boolean): JsonObject[] {
  return skus.map(({ sku, mpSkuId }) => ({
    sku_id: BigInt(sku.externalSkuId),
    ...(withMp ? { mp_skuId: BigInt(mpSkuId) } : {}),
    quantity: sku.quantity,
    price: sku.priceFen,
    promotion_price: sku.priceFen,
    pic_url: image(call, item),
    properties: sku.attributes.map((each) => ({
      prop_id: stableNumber(each.nameZh) % 100_000,
      prop_name: each.nameZh,
      value_id: stableNumber(each.valueZh) % 1_000_000,
      value_name: each.valueZh,
    })),
  }))
}

function itemData(call: IopCall, found: Distributed, withMp: boolean): JsonObject {
  const { item } = found
  return {
    item_id: BigInt(item.externalId),
    ...(withMp ? { mp_id: BigInt(found.mpId) } : {}),
    title: item.titleZh,
    pic_urls: [image(call, item)],
    shop_id: stableNumber(item.supplier),
    shop_name: item.supplier,
    price: lowest(item),
    promotion_price: lowest(item),
    coupon_price: lowest(item),
    description: item.descriptionZh,
    properties: [],
    ...(withMp ? { postFee: 0, begin_amount: 1, status: item.onSale ? 1 : 0, category_id: 0 } : {}),
    sku_list: skuRows(found, call, item, withMp),
    ...translated(call, item),
  }
}

const itemGet: IopMethod = (call) => {
  if (call.required('item_resource') !== 'taobao') throw iopInvalid('item_resource')
  const found = byItemId(call.state.shelf, call.required('item_id'))
  if (!found?.item.onSale) return { biz_error_code: 'ITEM_NOT_FOUND', biz_error_msg: 'item not found' }
  return biz(itemData(call, found, false))
}

const rootFailure = (error_code: string, error_msg: string) => ({ success: false, error_code, error_msg })

/** The only read that gives the distribution ids. */
const productGet: IopMethod = (call) => {
  const found = byItemId(call.state.shelf, call.required('item_id'))
  if (!found) return rootFailure('ITEM_NOT_FOUND', 'item not found')
  return { success: true, error_code: '', error_msg: '', data: itemData(call, found, true) }
}

const detailsQuery: IopMethod = (call) => {
  const rows = call.ids('items', 100).flatMap((id) => {
    const found = byItemId(call.state.shelf, id)
    return found ? [itemData(call, found, true)] : []
  })
  return { success: true, error_code: '', error_msg: '', data: { goods_info_list: rows } }
}

/** Items changed in a window; SCROLL gives a cursor to go on with. */
const spusGet: IopMethod = (call) => {
  const from = call.time('start_modified_time')
  const to = call.time('end_modified_time')
  if (!from) throw iopMissing('start_modified_time')
  const size = call.number('page_size', 100, 1, 500)
  const start = Number(call.text('scroll_id') ?? 0)
  const rows = distributed(call.state.shelf).filter(
    ({ item }) => item.modified >= from && (!to || item.modified <= to),
  )
  const shown = rows.slice(start, start + size)
  const data = {
    scroll_id: String(start + shown.length),
    surplus_total: Math.max(0, rows.length - start - shown.length),
    results_total: rows.length,
    product_list: shown.map(({ item, mpId }) => ({
      item_id: BigInt(item.externalId),
      mp_id: BigInt(mpId),
      title: item.titleZh,
      modify_time: item.modified.getTime(),
    })),
  }
  return { success: true, error_code: '', error_msg: '', data }
}

/** Finding and reading what can be bought (purchasing.md 1.4). */
export const itemMethods: Readonly<Record<string, IopMethod>> = {
  '/traffic/item/search': search,
  '/traffic/item/get': itemGet,
  '/product/get': productGet,
  '/product/details/query': detailsQuery,
  '/product/spus/get': spusGet,
}
