import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { chinaTime } from '../wire/china-time.ts'
import type { TopCall, TopMethod } from './top-call.ts'
import { invalidArgument, missingArgument, remoteRefusal } from './top-refusal.ts'

const MAX_SKUS = 20

function ownItem(call: TopCall): ShelfItem {
  const item = call.state.shelf.item('TAOBAO', call.required('num_iid'))
  if (item?.shop !== call.shop) throw remoteRefusal('isv.item-not-exist:invalid-numiid', 'no such item')
  return item
}

/** `sku:qty;sku:qty` */
function quantities(text: string, name: string): [key: string, quantity: number][] {
  const parts = text.split(';').filter((part) => part !== '')
  if (parts.length > MAX_SKUS) throw invalidArgument(name, `at most ${MAX_SKUS} SKUs`)
  return parts.map((part) => {
    const cut = part.lastIndexOf(':')
    const quantity = part.slice(cut + 1)
    if (cut < 1 || !/^-?\d{1,9}$/.test(quantity)) throw invalidArgument(name)
    return [part.slice(0, cut), Number(quantity)]
  })
}

/** `skuid_quantities` wins; an outer id updates every SKU that carries it (protocols.md 1.7). */
function targets(call: TopCall, item: ShelfItem): [ShelfSku, number][] {
  const byId = call.text('skuid_quantities')
  const byCode = call.text('outerid_quantities')
  const name = byId === undefined ? 'outerid_quantities' : 'skuid_quantities'
  const text = byId ?? byCode
  if (text === undefined) throw missingArgument('skuid_quantities')
  return quantities(text, name).flatMap(([key, quantity]) => {
    const skus = item.skus.filter((sku) => (byId === undefined ? sku.code : sku.externalSkuId) === key)
    if (skus.length === 0) throw remoteRefusal('isv.item-not-exist:invalid-skuid', `no SKU ${key}`)
    return skus.map((sku): [ShelfSku, number] => [sku, quantity])
  })
}

const skusQuantityUpdate: TopMethod = (call) => {
  const item = ownItem(call)
  const delta = call.number('type', 1, 1, 2) === 2
  const rows = targets(call, item)
  for (const [, quantity] of rows) if (!delta && quantity < 0) throw invalidArgument('skuid_quantities')
  for (const [sku, quantity] of rows) {
    // A delta below the stock clamps to zero here, and is an error in the single method.
    call.state.shelf.setQuantity(item, sku, delta ? sku.quantity + quantity : quantity, call.now, 'api')
  }
  const skus = rows.map(([sku]) => ({ sku_id: BigInt(sku.externalSkuId), quantity: sku.quantity }))
  return {
    item: { num_iid: BigInt(item.externalId), modified: chinaTime(item.modified), skus: { sku: skus } },
  }
}

const itemQuantityUpdate: TopMethod = (call) => {
  const item = ownItem(call)
  call.required('quantity')
  const quantity = call.number('quantity', 0, -900_000_000, 900_000_000)
  const delta = call.number('type', 1, 1, 2) === 2
  const skuId = call.text('sku_id')
  const code = skuId === undefined ? call.text('outer_id') : undefined
  const skus = item.skus.filter((sku) =>
    skuId === undefined ? sku.code === code : sku.externalSkuId === skuId,
  )
  // Without a SKU the item's own stock is meant; an item that has SKUs has none of its own.
  if (skus.length === 0) throw remoteRefusal('isv.item-not-exist:invalid-skuid', 'no such SKU of this item')
  for (const sku of skus) {
    const next = delta ? sku.quantity + quantity : quantity
    if (next < 0) throw invalidArgument('quantity', 'the stock would be negative')
  }
  for (const sku of skus) {
    call.state.shelf.setQuantity(item, sku, delta ? sku.quantity + quantity : quantity, call.now, 'api')
  }
  const num = item.skus.reduce((sum, sku) => sum + sku.quantity, 0)
  return { item: { num_iid: BigInt(item.externalId), num, modified: chinaTime(item.modified) } }
}

/** The item methods that write stock. */
export const stockWrites: Readonly<Record<string, TopMethod>> = {
  'taobao.skus.quantity.update': skusQuantityUpdate,
  'taobao.item.quantity.update': itemQuantityUpdate,
}
