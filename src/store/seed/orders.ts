import { orders, type SeedOrder } from '../../../seed/orders.ts'
import type { Prisma } from '../generated/client.ts'
import { orderId, partId, shopId, skuId } from './ids.ts'
import type { SeedOptions } from './options.ts'
import { shipmentSteps } from './shipments.ts'
import { type Step, step } from './step.ts'

/** Orders with their lines, payments, purchases, parcels and histories. */
export function orderSteps({ now, secretBox }: SeedOptions): Step[] {
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
    shippingAddress: secretBox.seal(JSON.stringify(order.shippingAddress)),
    // Placed at version 0, one more for each change of state.
    version: order.events.length - 1,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
  }))
  return [
    step('orders', heads, (tx, data) => tx.order.createMany({ data })),
    step('order lines', all.flatMap(lineRows), (tx, data) => tx.orderLine.createMany({ data })),
    step('payments', all.flatMap(paymentRows), (tx, data) => tx.payment.createMany({ data })),
    step('purchases', all.flatMap(purchaseRows), (tx, data) => tx.purchaseOrder.createMany({ data })),
    step('order events', all.flatMap(eventRows), (tx, data) => tx.orderEvent.createMany({ data })),
    ...shipmentSteps(all),
  ]
}

function lineRows({ number, lines }: SeedOrder): Prisma.OrderLineCreateManyInput[] {
  return lines.map(({ skuCode, title, quantity, unitPriceFen, servedFrom }, index) => ({
    id: partId(orderId(number), 'line', index),
    orderId: orderId(number),
    position: index + 1,
    skuId: skuId(skuCode),
    title,
    quantity,
    unitPriceMinor: BigInt(unitPriceFen),
    boughtToOrder: servedFrom === 'PURCHASE',
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
  }))
}
