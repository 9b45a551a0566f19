import type { WmsStock } from '../state/warehouse.ts'
import { child, children, leaf, type XmlNode } from '../wire/xml-read.ts'
import { count, need, type QimenCall, type QimenMethod, warehouse } from './qimen-call.ts'
import { QimenRefusal } from './qimen-refusal.ts'
import { reportTransfer } from './reports.ts'

const synchronize: QimenMethod = ({ body, state }) => {
  const action = need(body, 'actionType')
  if (action !== 'add' && action !== 'update') throw new QimenRefusal('S003', '字段actionType无效')
  need(body, 'warehouseCode')
  need(body, 'ownerCode')
  const item = child(body, 'item')
  for (const name of ['itemCode', 'itemName', 'barCode', 'itemType']) need(item, name)
  const stored = state.warehouse.putItem({
    itemCode: need(item, 'itemCode'),
    itemName: need(item, 'itemName'),
    barCode: need(item, 'barCode'),
  })
  return { itemId: stored.itemId }
}

/** `quantity` is what is not locked; only good stock (ZP) is kept here. */
const stockRow = (level: WmsStock) => ({
  warehouseCode: level.warehouseCode,
  itemCode: level.itemCode,
  itemId: '',
  inventoryType: 'ZP',
  quantity: level.quantity - level.locked,
  lockQuantity: level.locked,
})

const itemsNode = (levels: readonly WmsStock[]) =>
  levels.length === 0 ? { items: '' } : { items: { item: levels.map(stockRow) } }

const inventoryQuery: QimenMethod = (call) => {
  const criteria = children(call.body, 'criteriaList', 'criteria')
  if (criteria.length === 0) throw new QimenRefusal('S003', '字段criteriaList不能为空')
  if (criteria.length > 100) throw new QimenRefusal('S003', '最多查询100个商品')
  const found = criteria.flatMap((each: XmlNode) => {
    const itemCode = need(each, 'itemCode')
    const wanted = leaf(each, 'warehouseCode')
    const type = leaf(each, 'inventoryType')
    if (type !== '' && type !== 'ZP') return []
    return call.state.warehouse
      .levels()
      .filter((level) => level.itemCode === itemCode && (wanted === '' || level.warehouseCode === wanted))
  })
  return itemsNode(found)
}

const stockQuery: QimenMethod = (call) => {
  const page = count(call.body, 'page')
  const size = count(call.body, 'pageSize')
  if (page < 1 || size < 1 || size > 100) throw new QimenRefusal('S003', '字段pageSize最大100')
  const wanted = leaf(call.body, 'warehouseCode')
  const levels = call.state.warehouse
    .levels()
    .filter((level) => wanted === '' || level.warehouseCode === wanted)
  return { totalCount: levels.length, ...itemsNode(levels.slice((page - 1) * size, page * size)) }
}

interface TransferLine {
  itemCode: string
  count: number
}

function transferLines(call: QimenCall): TransferLine[] {
  // Seen both as a list of <transferItems> and as a wrapper around <transferItem>.
  const wrapped = children(call.body, 'transferItems', 'transferItem')
  const list = wrapped.length > 0 ? wrapped : ((call.body.transferItems as XmlNode[] | undefined) ?? [])
  const lines = list.map((each) => ({ itemCode: need(each, 'scItemCode'), count: count(each, 'count') }))
  if (lines.length === 0) throw new QimenRefusal('S003', '字段transferItems不能为空')
  return lines
}

/** Moves at once, and reports it when the goods have travelled. */
const transferCreate: QimenMethod = (call) => {
  const erpOrderCode = need(call.body, 'erpOrderCode')
  need(call.body, 'ownerCode')
  const from = warehouse(call, call.body, 'fromStoreCode')
  const to = warehouse(call, call.body, 'toStoreCode')
  const lines = transferLines(call)
  const known = call.state.transfers.get(erpOrderCode)
  if (known) return { transferExecuteInfo: { transferOrderCode: known } }
  for (const line of lines) {
    const level = call.state.warehouse.stock(from, line.itemCode)
    if (level.quantity - level.locked < line.count)
      throw new QimenRefusal('S010', `商品${line.itemCode}库存不足`)
  }
  const transferOrderCode = call.state.warehouse.nextId('TR')
  call.state.transfers.set(erpOrderCode, transferOrderCode)
  for (const line of lines) call.state.warehouse.stock(from, line.itemCode).quantity -= line.count
  reportTransfer(call.state, { erpOrderCode, transferOrderCode, from, to, lines, outAt: call.now })
  return { transferExecuteInfo: { transferOrderCode } }
}

/** Items, stock and transfers. */
export const inventoryMethods: Readonly<Record<string, QimenMethod>> = {
  'singleitem.synchronize': synchronize,
  'inventory.query': inventoryQuery,
  'stock.query': stockQuery,
  'transferorder.create': transferCreate,
}
