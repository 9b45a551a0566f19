import { stableNumber } from '../state/ids.ts'
import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'
import { type JdCall, type JdMethod, type JsonObject, pick } from './jd-call.ts'
import { jdBadParam } from './jd-refusal.ts'

/** Ware status: 8 on sale, 2 taken off by the seller (protocols.md 2.5). */
const wareStatus = (item: ShelfItem) => (item.onSale ? 8 : 2)

function wareRow(item: ShelfItem, origin: string): JsonObject {
  return {
    wareId: BigInt(item.externalId),
    title: item.titleZh,
    wareStatus: wareStatus(item),
    outerId: item.key,
    itemNum: item.key,
    categoryId: stableNumber(item.category) % 100_000,
    jdPrice: yuan(Math.min(...item.skus.map((sku) => sku.priceFen))),
    stockNum: item.skus.reduce((sum, sku) => sum + sku.quantity, 0),
    logo: `${origin}/images/${item.key}.png`,
    introduction: item.descriptionZh,
    created: chinaTime(item.created),
    modified: chinaTime(item.modified),
  }
}

function skuRow(item: ShelfItem, sku: ShelfSku): JsonObject {
  return {
    skuId: BigInt(sku.externalSkuId),
    wareId: BigInt(item.externalId),
    skuName: sku.titleZh,
    outerId: sku.code,
    barCode: sku.barcode,
    status: 1,
    jdPrice: yuan(sku.priceFen),
    stockNum: sku.quantity,
    saleAttrs: sku.attributes.map((attribute) => ({
      attrId: String(stableNumber(attribute.nameZh) % 100_000),
      attrName: attribute.nameZh,
      attrValues: [String(stableNumber(attribute.valueZh) % 1_000_000)],
      attrValueAlias: [attribute.valueZh],
    })),
    created: chinaTime(item.created),
    modified: chinaTime(sku.modified),
  }
}

const own = (call: JdCall) => call.state.shelf.items('JD', call.shop)

function within(call: JdCall, at: Date, start: string, end: string): boolean {
  const from = call.time(start)
  const to = call.time(end)
  return (from === undefined || at >= from) && (to === undefined || at <= to)
}

/** `page{data[], pageNo, pageSize, totalItem}`; an empty page has an empty list here. */
function paged(call: JdCall, rows: JsonObject[], sizeName: string): JsonObject {
  const pageNo = call.number('pageNo', 1, 1, 1_000_000)
  const pageSize = call.number(sizeName, 20, 1, 50)
  const fields = call.list('field')
  const data = rows.slice((pageNo - 1) * pageSize, pageNo * pageSize).map((row) => pick(row, fields))
  return { page: { data, pageNo, pageSize, totalItem: rows.length } }
}

const searchWares: JdMethod = (call) => {
  const ids = call.list('wareId')
  const statuses = call.list('wareStatusValue')
  const key = call.text('searchKey')?.toLowerCase()
  const itemNum = call.text('itemNum')
  const rows = own(call)
    .filter((item) => ids === undefined || ids.includes(item.externalId))
    .filter((item) => statuses === undefined || statuses.includes(String(wareStatus(item))))
    .filter((item) => key === undefined || `${item.titleZh} ${item.titleEn}`.toLowerCase().includes(key))
    .filter((item) => itemNum === undefined || item.key === itemNum)
    .filter((item) => within(call, item.modified, 'startModifiedTime', 'endModifiedTime'))
    .filter((item) => within(call, item.created, 'startCreatedTime', 'endCreatedTime'))
  return paged(
    call,
    rows.map((item) => wareRow(item, call.origin)),
    'pageSize',
  )
}

const findWare: JdMethod = (call) => {
  const id = call.required('wareId')
  const item = own(call).find((each) => each.externalId === id)
  return item ? { ware: pick(wareRow(item, call.origin), call.list('field')) } : {}
}

const searchSkus: JdMethod = (call) => {
  const wares = call.list('wareId')
  const ids = call.list('skuId')
  const codes = call.list('outId')
  if ((ids?.length ?? 0) > 100) throw jdBadParam('skuId')
  const rows = own(call)
    .filter((item) => wares === undefined || wares.includes(item.externalId))
    .flatMap((item) => item.skus.map((sku) => ({ item, sku })))
    .filter(({ sku }) => ids === undefined || ids.includes(sku.externalSkuId))
    .filter(({ sku }) => codes === undefined || codes.includes(sku.code))
    .filter(({ sku }) => within(call, sku.modified, 'startModifiedTime', 'endModifiedTime'))
  // The real method mixes `page_size` and `pageNo`, too.
  return paged(
    call,
    rows.map(({ item, sku }) => skuRow(item, sku)),
    'page_size',
  )
}

const findSku: JdMethod = (call) => {
  const found = call.state.shelf.sku('JD', call.required('skuId'))
  return found?.item.shop === call.shop
    ? { sku: pick(skuRow(found.item, found.sku), call.list('field')) }
    : {}
}

/** Wares and SKUs, read (protocols.md 2.5). */
export const wareReads: Readonly<Record<string, JdMethod>> = {
  'jingdong.ware.read.searchWare4Valid': searchWares,
  'jingdong.ware.read.findWareById': findWare,
  'jingdong.sku.read.searchSkuList': searchSkus,
  'jingdong.sku.read.findSkuById': findSku,
}
