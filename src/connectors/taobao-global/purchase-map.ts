import { z } from 'zod'
import type { PurchaseOrder, PurchaseStatus } from '../purchasing.ts'
import { bareList, fen, id, none, readRows, text } from '../wire.ts'

/** Spelt as the platform spells them (purchasing.md 1.4). */
const STATUS: Readonly<Record<string, PurchaseStatus>> = {
  BULIDING: 'PLACING',
  BUILDING: 'PLACING',
  WAIT_BUYER_P: 'UNPAID',
  WAIT_BUYER_PAY: 'UNPAID',
  WAIT_SELLER_SEND_GOODS: 'PAID',
  WAIT_BUYER_CONFIRM_GOODS: 'SHIPPED',
  TRADE_FINISHED: 'COMPLETED',
  TRADE_CLOSED: 'CLOSED',
}

const parcel = z.object({
  logistic_company_name: none(text).optional(),
  logistic_number: none(text).optional(),
})
const sub = z.object({
  sub_purchase_order_id: id,
  order_line_no: none(text).optional(),
  status: none(z.string()).optional(),
  close_reason: none(text).optional(),
  logistic_orders: bareList.pipe(z.array(parcel)).catch([]),
})
const order = z.object({
  purchase_id: id,
  outer_purchase_id: none(text).optional(),
  status: z.string(),
  purchase_amount: none(fen).optional(),
  pay_amount: none(fen).optional(),
  domestic_post_fee: none(fen).optional(),
  supplier_nick: none(text).optional(),
  sub_purchase_orders: bareList.pipe(z.array(sub)),
})
export type GlobalOrder = z.output<typeof order>

export const readOrders = (rows: readonly unknown[]) => readRows(order, rows, 'purchase_id')

export function toPurchaseOrder(row: GlobalOrder): PurchaseOrder {
  return {
    externalId: row.purchase_id,
    status: STATUS[row.status] ?? 'UNKNOWN',
    rawStatus: row.status,
    total: row.purchase_amount ?? row.pay_amount ?? null,
    shippingFee: row.domestic_post_fee ?? null,
    seller: row.supplier_nick ?? null,
    lineNos: row.sub_purchase_orders.flatMap((one) => one.order_line_no ?? []),
    closeReason: row.sub_purchase_orders.find((one) => one.close_reason)?.close_reason ?? null,
  }
}
