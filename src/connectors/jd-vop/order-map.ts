import { z } from 'zod'
import type { PurchaseOrder, PurchaseStatus } from '../purchasing.ts'
import { bareList, id, int, none, yuan } from '../wire.ts'

/** One order of `selectJdOrder`: whole, parent or child. */
const one = z.object({
  jdOrderId: id,
  orderState: int.catch(1),
  submitState: int.catch(1),
  state: none(int).optional().catch(null),
  jdOrderState: none(int).optional().catch(null),
  orderPrice: none(yuan).optional().catch(null),
  freight: none(yuan).optional().catch(null),
})
/** `pOrder` is 0 or the parent's id for a child, the parent itself for a split order, whose children are in `cOrder`. */
export const jdOrder = z.union([
  z.object({ pOrder: one, cOrder: bareList.pipe(z.array(one)) }),
  one.transform((order) => ({ pOrder: order, cOrder: [] as (typeof order)[] })),
])
export type JdOrder = z.output<typeof jdOrder>
export type OneOrder = z.output<typeof one>

/** `jdOrderState` (purchasing.md 2.3): 16 waits for receipt, 19 done, 10 and 31 on the way, 17 came back. */
const SHIPPED = new Set([10, 11, 12, 13, 14, 16, 31])
const DONE = 19

function statusOf(order: OneOrder, parent: OneOrder): PurchaseStatus {
  if (order.orderState === 0 || parent.orderState === 0) return 'CLOSED'
  if (parent.submitState === 0) return 'HELD'
  if (order.jdOrderState === DONE) return 'COMPLETED'
  if (order.state === 1) return 'RECEIVED'
  if (order.jdOrderState !== null && order.jdOrderState !== undefined && SHIPPED.has(order.jdOrderState))
    return 'SHIPPED'
  return 'PAID'
}

/** The parts that exist: the children of a split order, else the order itself. */
export function parts({ pOrder, cOrder }: JdOrder): PurchaseOrder[] {
  return (cOrder.length > 0 ? cOrder : [pOrder]).map((order) => ({
    externalId: order.jdOrderId,
    status: statusOf(order, pOrder),
    rawStatus: `orderState ${order.orderState}, submitState ${pOrder.submitState}, jdOrderState ${order.jdOrderState ?? '-'}, state ${order.state ?? '-'}`,
    total: order.orderPrice ?? null,
    shippingFee: order.freight ?? null,
    seller: 'JD',
    lineNos: [],
    closeReason: order.orderState === 0 ? 'cancelled' : null,
  }))
}

/** The order that is confirmed, cancelled and looked up: the parent, also after a split. */
export function parentOf(order: JdOrder): PurchaseOrder {
  const [whole] = parts({ pOrder: order.pOrder, cOrder: [] })
  return whole as PurchaseOrder
}
