import { orders, type SeedOrder } from '../../../seed/orders.ts'
import type { OrderLineStatus } from '../../domain/order-line.ts'
import type { Prisma } from '../generated/client.ts'
import { orderId, partId, shopId, skuId } from './ids.ts'
import type { SeedOptions } from './options.ts'
import { shipmentTables } from './shipments.ts'
import { type TableRows, tableRows } from './table-rows.ts'

const DAY_MS = 24 * 3600_000

/** Orders with their lines, payments, purchases, parcels and histories. */
export function orderTables({ now, secretBox }: SeedOptions): TableRows[] {
  const all = orders(now)
  const heads: Prisma.OrderCreateManyInput[] = all.map((order) => ({
    id: orderId(order.number),
    number: order.number,
    source: order.source,
    status: order.status,
    customerId: order.customer,
    shopId: order.shop === null ? null : shopId(order.shop),
    externalId: order.externalId,
    totalMinor: BigInt(order.totalFen),
    externalTotalMinor: order.externalId === null ? null : BigInt(order.totalFen),
    shippingAddress: secretBox.seal(JSON.stringify(order.shippingAddress)),
    // As long as the seed's reservations of unpaid orders.
    payBy:
      order.status === 'PENDING_PAYMENT' && order.customer
        ? new Date(order.placedAt.getTime() + DAY_MS)
        : null,
    // Placed at version 0, one more for each change of state.
    version: order.events.length - 1,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
  }))
  return [
    tableRows('order', heads),
    tableRows('order_line', all.flatMap(lineRows)),
    tableRows('payment', all.flatMap(paymentRows)),
    tableRows('purchase_order', all.flatMap(purchaseRows)),
    tableRows('order_event', all.flatMap(eventRows)),
    ...shipmentTables(all),
  ]
}

/** Where the lines of an order are by its state; of the states before these nothing has happened to a line. */
const LINE_STATUS: Readonly<Partial<Record<SeedOrder['status'], OrderLineStatus>>> = {
  SHIPPED: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  COMPLETED: 'DELIVERED',
  CANCELLED: 'CANCELLED',
  REFUNDED: 'REFUNDED',
}
const BOUGHT_STATUS: typeof LINE_STATUS = {
  PURCHASING: 'PURCHASING',
  PURCHASED: 'PURCHASED',
  AT_WAREHOUSE: 'ARRIVED',
}

function lineRows({ number, lines, status }: SeedOrder): Prisma.OrderLineCreateManyInput[] {
  return lines.map(({ skuCode, title, quantity, unitPriceFen, servedFrom }, index) => ({
    id: partId(orderId(number), 'line', index),
    orderId: orderId(number),
    position: index + 1,
    skuId: skuId(skuCode),
    title,
    quantity,
    unitPriceMinor: BigInt(unitPriceFen),
    boughtToOrder: servedFrom === 'PURCHASE',
    status: LINE_STATUS[status] ?? (servedFrom === 'PURCHASE' ? BOUGHT_STATUS[status] : null) ?? 'PENDING',
  }))
}

function paymentRows({ number, payments }: SeedOrder): Prisma.PaymentCreateManyInput[] {
  return payments.map(({ amountFen, ...payment }, index) => ({
    id: partId(orderId(number), 'payment', index),
    orderId: orderId(number),
    amountMinor: BigInt(amountFen),
    ...payment,
  }))
}

function purchaseRows({ number, purchases, updatedAt }: SeedOrder): Prisma.PurchaseOrderCreateManyInput[] {
  return purchases.map(({ platform, externalId, status, totalFen, reason, createdAt }, index) => ({
    id: partId(orderId(number), 'purchase', index),
    orderId: orderId(number),
    platform,
    externalId,
    status,
    totalMinor: BigInt(totalFen),
    reason,
    createdAt,
    updatedAt,
  }))
}

function eventRows({ number, events }: SeedOrder): Prisma.OrderEventCreateManyInput[] {
  return events.map((event, index) => ({
    id: partId(orderId(number), 'event', index),
    orderId: orderId(number),
    ...event,
    customerNote: event.note,
  }))
}
