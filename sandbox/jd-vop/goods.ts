import { stableNumber } from '../state/ids.ts'
import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { toJson } from '../wire/json.ts'
import { scalar } from '../wire/json-object.ts'
import { freightOf } from './ordering.ts'
import { contractFen, taxFen, yuanNumber } from './prices.ts'
import type { VopCall, VopMethod } from './vop-call.ts'
import { VopRefusal, vopBadParam } from './vop-refusal.ts'

interface Goods {
  item: ShelfItem
  sku: ShelfSku
}

const find = (call: VopCall, id: string): Goods | undefined => call.state.shelf.sku('JD', id)

const every = (
  call: VopCall,
  ids: readonly string[],
  row: (id: string, found: Goods | undefined) => unknown,
) => ids.map((id) => row(id, find(call, id)))

const pageNum: VopMethod = (call) => {
  const names = [...new Set(call.state.shelf.items('JD').map((item) => item.category))]
  return names.map((name) => ({ name, page_num: String(stableNumber(name) % 1_000_000) }))
}

const poolOf = (call: VopCall) => {
  const pool = call.required('pageNum')
  return call.state.shelf
    .items('JD')
    .filter((item) => String(stableNumber(item.category) % 1_000_000) === pool)
    .flatMap((item) => item.skus.map((sku) => sku.externalSkuId))
}

const skuByPage: VopMethod = (call) => {
  const page = call.number('pageNo', 1, 1, 10_000)
  const ids = poolOf(call)
  return {
    pageCount: Math.ceil(ids.length / 100),
    skuIds: ids.slice((page - 1) * 100, page * 100).map(BigInt),
  }
}

const detail: VopMethod = (call) => {
  const id = call.required('sku')
  const found = find(call, id)
  if (!found) throw new VopRefusal('0010', `商品${id}不存在`)
  const { item, sku } = found
  return {
    sku: BigInt(sku.externalSkuId),
    name: sku.titleZh,
    brandName: item.supplier,
    category: item.category,
    state: item.onSale ? 1 : 0,
    upc: sku.barcode,
    saleUnit: '件',
    imagePath: `${call.origin}/images/${item.key}.png`,
    introduction: item.descriptionZh,
    param: sku.attributes.map((each) => `${each.nameZh}:${each.valueZh}`).join(';'),
  }
}

const skuState: VopMethod = (call) =>
  every(call, call.skuIds('sku', 'skuIds'), (id, found) => ({
    sku: BigInt(id),
    state: found?.item.onSale ? 1 : 0,
  }))

const skuImage: VopMethod = (call) => {
  const entries = every(call, call.skuIds('sku', 'skuIds'), (id, found) => [
    id,
    found ? [{ path: `${call.origin}/images/${found.item.key}.png`, isPrimary: 1 }] : [],
  ])
  return Object.fromEntries(entries as [string, unknown][])
}

const check: VopMethod = (call) =>
  every(call, call.skuIds('skuIds', 'sku'), (id, found) => ({
    skuId: BigInt(id),
    saleState: found?.item.onSale ? 1 : 0,
    isSelf: 1,
    isJDLogistics: 1,
  }))

const checkAreaLimit: VopMethod = (call) =>
  every(call, call.skuIds('skuIds', 'sku'), (id) => ({ skuId: BigInt(id), isAreaRestrict: false }))

/** −1 means unknown (purchasing.md 2.3). */
const sellPrice: VopMethod = (call) =>
  every(call, call.skuIds('sku'), (id, found) => {
    const price = found ? contractFen(found.sku) : undefined
    if (!found || price === undefined) return { skuId: BigInt(id), price: -1, jdPrice: -1 }
    return {
      skuId: BigInt(id),
      price: yuanNumber(price),
      jdPrice: yuanNumber(found.sku.priceFen),
      tax: 13,
      taxPrice: yuanNumber(taxFen(price)),
      nakedPrice: yuanNumber(price - taxFen(price)),
    }
  })

function remain(quantity: number, num: number): number {
  if (num < 50) return quantity
  return num < 100 ? -1 : num
}

/** The result is a JSON string; `remainNum` is the truth only for fewer than 50 (purchasing.md 2.3). */
const newStock: VopMethod = (call) => {
  const area = call.required('area')
  const rows = call.rows('skuNums', 100).map((row) => {
    const id = scalar(row.skuId)
    const num = Number(scalar(row.num))
    if (id === undefined || !/^\d{1,19}$/.test(id) || !Number.isInteger(num)) throw vopBadParam('skuNums')
    const quantity = find(call, id)?.sku.quantity ?? 0
    const enough = quantity >= num
    return {
      skuId: BigInt(id),
      areaId: area,
      stockStateId: enough ? 33 : 34,
      stockStateDesc: enough ? '有货' : '无货',
      remainNum: remain(quantity, num),
    }
  })
  return toJson(rows)
}

const freight: VopMethod = (call) => {
  const lines = call.rows('sku', 50).map((row) => {
    const found = find(call, scalar(row.skuId) ?? '')
    if (!found) throw new VopRefusal('0010', '商品不存在')
    const quantity = Number(scalar(row.num))
    if (!Number.isInteger(quantity) || quantity < 1) throw vopBadParam('sku')
    return { priceFen: contractFen(found.sku), quantity }
  })
  const fen = freightOf(lines)
  return { freight: yuanNumber(fen), baseFreight: yuanNumber(fen), remoteRegionFreight: 0 }
}

/** The customer's pool, prices and stock. */
export const goodsMethods: Readonly<Record<string, VopMethod>> = {
  'product/getPageNum': pageNum,
  'product/getSkuByPage': skuByPage,
  'product/querySkuByPage': skuByPage,
  'product/getDetail': detail,
  'product/skuState': skuState,
  'product/skuImage': skuImage,
  'product/check': check,
  'product/checkAreaLimit': checkAreaLimit,
  'price/getSellPrice': sellPrice,
  'stock/getNewStockById': newStock,
  'order/getFreight': freight,
}
