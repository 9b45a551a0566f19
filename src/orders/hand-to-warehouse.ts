import type { WarehouseAccount, WarehouseConnector, WarehouseContact } from '../connectors/warehouse.ts'
import type { Address } from '../domain/address.ts'
import { money } from '../domain/money.ts'
import { canMove } from '../domain/order-state.ts'
import type { Prisma, PrismaClient } from '../store/database.ts'
import { lockOrder } from '../store/order.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { transaction } from '../store/transaction.ts'
import { moveOrder } from './move-order.ts'

export interface HandoverDeps {
  readonly prisma: PrismaClient
  readonly box: SecretBox
  readonly warehouse: WarehouseConnector
  readonly account: WarehouseAccount
  /** Who is named as the sender on the parcel. */
  readonly sender: WarehouseContact
  /** Carrier asked for; the warehouse may choose another. */
  readonly carrier: string
}

const INCLUDE = {
  shop: { select: { name: true } },
  payments: { where: { status: 'PAID' }, orderBy: { paidAt: 'asc' }, take: 1 },
  lines: { orderBy: { position: 'asc' }, include: { sku: { select: { code: true } } } },
} as const satisfies Prisma.OrderInclude
type Order = Prisma.OrderGetPayload<{ include: typeof INCLUDE }>

/** Handed over, or why it can't be, in words. */
export type Handover = { readonly handed: true } | { readonly handed: false; readonly reason: string }

/**
 * Hands a paid order of a linked shop to the warehouse system, under the order's number: a repeat after a lost
 * answer is done once there.
 * @throws the classes of domain/upstream-error.ts when the warehouse does not answer
 */
export async function handToWarehouse(
  { prisma, box, warehouse, account, sender, carrier }: HandoverDeps,
  orderId: string,
  signal?: AbortSignal,
): Promise<Handover> {
  const order = await prisma.order.findUnique({ where: { id: orderId }, include: INCLUDE })
  if (!order) return refused('There is no such order')
  if (order.handedOverAt) return { handed: true }
  if (
    order.source === 'STOREFRONT' ||
    !canMove(order.status, 'AT_WAREHOUSE') ||
    order.status === 'PENDING_PAYMENT'
  )
    return refused(`An order of ${order.source} that is ${order.status} is not for the warehouse`)
  if (!order.shippingAddress) return refused('It has no address')
  const unmatched = order.lines.find((line) => !line.sku)
  if (unmatched) return refused(`Line ${unmatched.position} (${unmatched.title}) is not matched to a SKU`)

  const receiver = contactOf(JSON.parse(box.open(order.shippingAddress)) as Address)
  await warehouse.createDeliveryOrder(account, deliveryOf(order, { sender, receiver, carrier }), signal)
  await transaction(prisma, async (tx) => {
    const locked = await lockOrder(tx, { id: orderId })
    if (!locked) return
    const { count } = await tx.order.updateMany({
      where: { id: orderId, handedOverAt: null },
      data: { handedOverAt: new Date() },
    })
    if (count === 0) return
    const note = 'Handed to the warehouse, which picks it from stock'
    await moveOrder(tx, locked, { to: 'AT_WAREHOUSE', note, actor: 'worker:warehouse' })
  })
  return { handed: true }
}

const refused = (reason: string): Handover => ({ handed: false, reason })

function deliveryOf(
  order: Order,
  parties: { sender: WarehouseContact; receiver: WarehouseContact; carrier: string },
): Parameters<WarehouseConnector['createDeliveryOrder']>[1] {
  const [payment] = order.payments
  return {
    code: order.number,
    kind: 'sale',
    createdAt: new Date(),
    placedAt: order.placedAt,
    ...(payment?.paidAt && { paidAt: payment.paidAt }),
    shopName: order.shop?.name ?? '',
    platform: order.source === 'STOREFRONT' ? 'OTHER' : order.source,
    ...parties,
    lines: order.lines.map((line) => ({
      lineNo: String(line.position),
      itemCode: line.sku?.code ?? '',
      quantity: line.quantity,
      price: money(line.unitPriceMinor, line.currency),
      ...(order.externalId && { sourceOrderCode: order.externalId }),
    })),
  }
}

function contactOf(address: Address & { readonly handle?: string }): WarehouseContact {
  const { name, phone, region, city, line1, line2, handle } = address
  return {
    name,
    mobile: phone,
    province: region ?? city,
    city,
    address: [line1, line2].filter(Boolean).join(' '),
    ...(handle && { handle }),
  }
}
