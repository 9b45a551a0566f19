import type { ShelfItem } from '../state/shelf.ts'
import { itemRow, skuRow } from './item-shape.ts'
import { pageOf, select, type TopCall, type TopMethod, wrapped } from './top-call.ts'
import { remoteRefusal } from './top-refusal.ts'

/** In `fields` the SKUs of an item are asked for as `sku` (protocols.md 1.7). */
const SKU_ALIAS = { sku: 'skus' }

/** `taobao.items.onsale.get` and `taobao.items.inventory.get`: together the whole shop. */
function listed(onSale: boolean, maxPage: number): TopMethod {
  return (call) => {
    const fields = call.fields()
    const page = pageOf(call, 200, maxPage)
    const rows = matching(call, onSale).sort((a, b) => b.modified.getTime() - a.modified.getTime())
    const shown = rows.slice(page.from, page.from + page.size)
    return {
      ...wrapped(
        'items',
        'item',
        shown.map((item) => select(itemRow(item, call.origin), fields)),
      ),
      total_results: rows.length,
    }
  }
}

function matching(call: TopCall, onSale: boolean): ShelfItem[] {
  const text = call.text('q')?.toLowerCase()
  const from = call.time('start_modified')
  const to = call.time('end_modified')
  return call.state.shelf
    .items('TAOBAO', call.shop)
    .filter(
      (item) =>
        item.onSale === onSale &&
        (text === undefined || `${item.titleZh} ${item.titleEn}`.toLowerCase().includes(text)) &&
        (from === undefined || item.modified >= from) &&
        (to === undefined || item.modified <= to),
    )
}

/** Unknown ids and ids of other shops are missing without a word (protocols.md 1.7). */
function own(call: TopCall, ids: readonly string[]): ShelfItem[] {
  return ids.flatMap((id) => {
    const item = call.state.shelf.item('TAOBAO', id)
    return item && item.shop === call.shop ? [item] : []
  })
}

const itemSellerGet: TopMethod = (call) => {
  const fields = call.fields()
  const id = call.required('num_iid')
  const [item] = own(call, [id])
  if (!item) throw remoteRefusal('isv.item-not-exist:invalid-numiid', `no item ${id}`)
  return { item: select(itemRow(item, call.origin), fields, SKU_ALIAS) }
}

const itemsSellerListGet: TopMethod = (call) => {
  const fields = call.fields()
  // Here the field is `sku` alone; asking for `skus` gives none.
  const asked = new Set([...fields].filter((field) => field !== 'skus'))
  const items = own(call, call.ids('num_iids', 20))
  return wrapped(
    'items',
    'item',
    items.map((item) => select(itemRow(item, call.origin), asked, SKU_ALIAS)),
  )
}

const itemSkusGet: TopMethod = (call) => {
  const fields = call.fields()
  const rows = own(call, call.ids('num_iids', 40)).flatMap((item) =>
    item.skus.map((sku) => select(skuRow(item, sku), fields)),
  )
  return wrapped('skus', 'sku', rows)
}

/** The item methods that read. */
export const itemReads: Readonly<Record<string, TopMethod>> = {
  'taobao.items.onsale.get': listed(true, 100_000),
  'taobao.items.inventory.get': listed(false, 101),
  'taobao.item.seller.get': itemSellerGet,
  'taobao.items.seller.list.get': itemsSellerListGet,
  'taobao.item.skus.get': itemSkusGet,
}
