import { PACE } from '../state/life.ts'
import type { WmsOrder } from '../state/warehouse.ts'
import { child, children, leaf } from '../wire/xml-read.ts'
import { count, need, type QimenCall, type QimenMethod, warehouse } from './qimen-call.ts'
import { QimenRefusal } from './qimen-refusal.ts'
import { confirmEntry, reportProcess } from './reports.ts'

/** The lines of a create request; every quantity is a whole number. */
export function readOrderLines(call: QimenCall): WmsOrder['lines'] {
  const lines = children(call.body, 'orderLines', 'orderLine').map((line, n) => ({
    lineNo: leaf(line, 'orderLineNo') || String(n + 1),
    itemCode: need(line, 'itemCode'),
    itemId: leaf(line, 'itemId'),
    planQty: count(line, 'planQty'),
    actualQty: 0,
  }))
  if (lines.length === 0) throw new QimenRefusal('S003', '字段orderLines不能为空')
  return lines
}

/** A repeated create answers as the first did and does nothing (protocols.md 4.3). */
const create: QimenMethod = (call) => {
  const { state, now } = call
  const head = child(call.body, 'entryOrder')
  const code = need(head, 'entryOrderCode')
  const ownerCode = need(head, 'ownerCode')
  const warehouseCode = warehouse(call, head)
  const known = state.warehouse.find('entry', ownerCode, warehouseCode, code)
  if (known) return { entryOrderId: known.id }
  const order: WmsOrder = {
    kind: 'entry',
    id: state.warehouse.nextId('EN'),
    code,
    orderType: leaf(head, 'orderType') || 'CGRK',
    ownerCode,
    warehouseCode,
    logisticsCode: '',
    expressCode: '',
    lines: readOrderLines(call),
    status: 'NEW',
    created: now,
    modified: now,
  }
  state.warehouse.add(order)
  state.life.after(PACE.wmsAccepts, () => {
    if (order.status !== 'NEW') return
    order.status = 'ACCEPT'
    order.modified = state.clock.now()
    reportProcess(state, order, 'ACCEPT')
    state.life.after(PACE.wmsWorks, () => receive(call, order))
  })
  return { entryOrderId: order.id }
}

/** Everything planned has come in and is put away. */
function receive({ state }: QimenCall, order: WmsOrder): void {
  if (order.status !== 'ACCEPT') return
  order.status = 'DONE'
  order.modified = state.clock.now()
  for (const line of order.lines) {
    line.actualQty = line.planQty
    state.warehouse.stock(order.warehouseCode, line.itemCode).quantity += line.actualQty
  }
  confirmEntry(state, order)
}

/** Goods in. */
export const entryMethods: Readonly<Record<string, QimenMethod>> = { 'entryorder.create': create }
