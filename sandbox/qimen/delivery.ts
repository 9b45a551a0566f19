import { PACE } from '../state/life.ts'
import type { SandboxState } from '../state/state.ts'
import type { WmsOrder } from '../state/warehouse.ts'
import { chinaTime } from '../wire/china-time.ts'
import { child, leaf } from '../wire/xml-read.ts'
import { readOrderLines } from './entry.ts'
import { count, need, type QimenCall, type QimenMethod, warehouse } from './qimen-call.ts'
import { QimenRefusal } from './qimen-refusal.ts'
import { confirmDelivery, deliveryNodes, reportProcess } from './reports.ts'

/** The steps a delivery order takes inside the warehouse before it leaves. */
const STEPS = ['ACCEPT', 'PICK', 'CHECK', 'PACKAGE', 'WEIGH'] as const

const createOut =
  (kind: 'delivery' | 'stockout'): QimenMethod =>
  (call) => {
    const { state, now } = call
    const head = child(call.body, 'deliveryOrder')
    const code = need(head, 'deliveryOrderCode')
    const orderType = need(head, 'orderType')
    const warehouseCode = warehouse(call, head)
    if (kind === 'delivery') checkAddress(call)
    const lines = readOrderLines(call)
    const ownerCode = leaf(head, 'ownerCode') || leaf(firstLine(call), 'ownerCode')
    const known = state.warehouse.find(kind, ownerCode, warehouseCode, code)
    if (known) return { deliveryOrderId: known.id, createTime: chinaTime(known.created) }
    lock(state, warehouseCode, lines)
    const order: WmsOrder = {
      kind,
      id: state.warehouse.nextId('DO'),
      code,
      orderType,
      ownerCode,
      warehouseCode,
      logisticsCode: leaf(head, 'logisticsCode') || 'SF',
      expressCode: '',
      lines,
      status: 'NEW',
      created: now,
      modified: now,
    }
    state.warehouse.add(order)
    work(state, order, [...STEPS])
    return { deliveryOrderId: order.id, createTime: chinaTime(now) }
  }

const firstLine = (call: QimenCall) => {
  const lines = child(call.body, 'orderLines')?.orderLine
  return Array.isArray(lines) ? lines[0] : undefined
}

function checkAddress(call: QimenCall): void {
  const head = child(call.body, 'deliveryOrder')
  for (const name of ['createTime', 'placeOrderTime', 'operateTime', 'shopNick', 'logisticsCode'])
    need(head, name)
  const receiver = child(head, 'receiverInfo')
  for (const name of ['name', 'mobile', 'province', 'city', 'detailAddress']) need(receiver, name)
}

/** Locks the goods, or refuses the whole order when one line is short. */
function lock(state: SandboxState, warehouseCode: string, lines: WmsOrder['lines']): void {
  for (const line of lines) {
    const level = state.warehouse.stock(warehouseCode, line.itemCode)
    if (level.quantity - level.locked < line.planQty)
      throw new QimenRefusal('S010', `商品${line.itemCode}库存不足`)
  }
  for (const line of lines) state.warehouse.stock(warehouseCode, line.itemCode).locked += line.planQty
}

function work(state: SandboxState, order: WmsOrder, steps: string[]): void {
  state.life.after(PACE.wmsAccepts, () => {
    if (order.status === 'CANCELED') return
    const step = steps.shift()
    order.modified = state.clock.now()
    if (step === undefined) return leave(state, order)
    order.status = step === 'ACCEPT' ? 'ACCEPT' : 'WORKING'
    reportProcess(state, order, step)
    work(state, order, steps)
  })
}

/** Out of the door: the stock goes down, and the parcel has its number. */
function leave(state: SandboxState, order: WmsOrder): void {
  order.status = 'DONE'
  order.expressCode = `${order.logisticsCode}${order.id.slice(2).padStart(12, '7')}`
  for (const line of order.lines) {
    line.actualQty = line.planQty
    const level = state.warehouse.stock(order.warehouseCode, line.itemCode)
    level.quantity -= line.planQty
    level.locked -= line.planQty
  }
  confirmDelivery(state, order)
}

/** Until somebody has begun to pick, an order can be cancelled; cancelling twice is a success. */
const cancel: QimenMethod = (call) => {
  const { state, now } = call
  const warehouseCode = warehouse(call, call.body)
  const code = need(call.body, 'orderCode')
  const order = state.warehouse
    .orders()
    .find((each) => each.code === code && each.warehouseCode === warehouseCode)
  if (!order) throw new QimenRefusal('S012', `单据${code}不存在`)
  if (order.status === 'CANCELED') return {}
  if (order.status !== 'NEW' && order.status !== 'ACCEPT')
    throw new QimenRefusal('S013', '单据已开始作业，不能取消')
  order.status = 'CANCELED'
  order.modified = now
  if (order.kind !== 'entry')
    for (const line of order.lines) state.warehouse.stock(warehouseCode, line.itemCode).locked -= line.planQty
  return {}
}

/** How far an order that goes out is, with its parcel once it has left. Its lines come in one page here. */
const query: QimenMethod = (call) => {
  const code = need(call.body, 'orderCode')
  const ownerCode = need(call.body, 'ownerCode')
  if (count(call.body, 'page') < 1 || count(call.body, 'pageSize') > 100)
    throw new QimenRefusal('S003', '字段pageSize最大100')
  const order = call.state.warehouse
    .orders()
    .find((each) => each.kind === 'delivery' && each.code === code && each.ownerCode === ownerCode)
  if (!order) throw new QimenRefusal('S012', `单据${code}不存在`)
  const status = { DONE: 'DELIVERED', WORKING: 'PICK', NEW: 'NEW', ACCEPT: 'ACCEPT', CANCELED: 'CANCELED' }
  return { totalLines: order.lines.length, ...deliveryNodes(order, status[order.status]) }
}

/** Goods out, asking after them, and taking an order back. */
export const deliveryMethods: Readonly<Record<string, QimenMethod>> = {
  'deliveryorder.create': createOut('delivery'),
  'stockout.create': createOut('stockout'),
  'deliveryorder.query': query,
  'order.cancel': cancel,
}
