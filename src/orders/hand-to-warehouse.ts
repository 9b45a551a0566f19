import type { WarehouseAccount, WarehouseConnector, WarehouseContact } from '../connectors/warehouse.ts'
import { type Address, storedAddress } from '../domain/address.ts'
import { money } from '../domain/money.ts'
import { isToSend } from '../domain/order-line.ts'
import { canMove } from '../domain/order-state.ts'
import { Rejected } from '../domain/upstream-error.ts'
import type { Prisma, PrismaClient } from '../store/database.ts'
import { lockOrder } from '../store/order.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { dropWarehouseOrder, moveWarehouseOrder, submitWarehouseOrder } from '../store/warehouse-order.ts'
import { forAll, moveOrder } from './move-order.ts'

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
  warehouseOrders: { select: { code: true, status: true } },
} as const satisfies Prisma.OrderInclude
type Order = Prisma.OrderGetPayload<{ include: typeof INCLUDE }>

/** Handed over, or why it can't be, in words. */
export type Handover = { readonly handed: true } | { readonly handed: false; readonly reason: string }

/**
 * Hands what is still to be sent of a paid order of a linked shop to the warehouse system, under the order's number
 * (further parts with a counter): a repeat after a lost answer is done once there. The requested lines are on
 * record before it is asked.
 * @throws the classes of domain/upstream-error.ts when the warehouse refuses or does not answer
 */
export async function handToWarehouse(
  { prisma, box, warehouse, account, sender, carrier }: HandoverDeps,
  orderId: string,
  signal?: AbortSignal,
): Promise<Handover> {
  const asked = await transaction(prisma, (tx) => submit(tx, orderId))
  if ('handed' in asked) return asked
  const { order, code, address } = asked
  const receiver = contactOf(storedAddress(box.open(address)))
  try {
    await warehouse.createDeliveryOrder(account, deliveryOf(asked, { sender, receiver, carrier }), signal)
  } catch (error) {
    // It does not have it: the next attempt decides again what to send.
    if (error instanceof Rejected) await transaction(prisma, (tx) => dropWarehouseOrder(tx, orderId, code))
    throw error
  }
  await transaction(prisma, async (tx) => {
    const locked = await lockOrder(tx, { id: orderId })
    if (!locked || !(await moveWarehouseOrder(tx, code, ['SUBMITTED'], 'ACCEPTED'))) return
    await tx.order.updateMany({
      where: { id: orderId, handedOverAt: null },
      data: { handedOverAt: new Date() },
    })
    const note =
      code === order.number
        ? forAll('Handed to the warehouse, which picks it from stock')
        : forAll(`Handed to the warehouse as ${code}, which picks it from stock`)
    const to = locked.status === 'AT_WAREHOUSE' ? {} : { to: 'AT_WAREHOUSE' as const }
    await moveOrder(tx, locked, { ...to, note, actor: 'worker:warehouse' })
  })
  return { handed: true }
}

interface Submitted {
  readonly order: Order
  readonly code: string
  readonly lines: Order['lines']
  /** Sealed. */
  readonly address: Uint8Array
}

/** Puts on record which lines the warehouse is asked to send, under which code; an attempt without an answer is repeated. */
async function submit(tx: Tx, orderId: string): Promise<Submitted | Handover> {
  if (!(await lockOrder(tx, { id: orderId }))) return refused('There is no such order')
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: INCLUDE })
  const open = order.warehouseOrders.find(({ status }) => status === 'SUBMITTED')
  const lines = order.lines.filter((line) =>
    open ? line.warehouseOrderCode === open.code : isToSend(line) && line.warehouseOrderCode === null,
  )
  if (lines.length === 0 && order.warehouseOrders.some(({ status }) => status !== 'RECALLED'))
    return { handed: true }
  if (
    order.source === 'STOREFRONT' ||
    !(order.status === 'AT_WAREHOUSE' || canMove(order.status, 'AT_WAREHOUSE'))
  )
    return refused(`An order of ${order.source} that is ${order.status} is not for the warehouse`)
  if (order.onHold) return refused('The marketplace says that it is not to be sent yet')
  if (lines.length === 0) return refused('Nothing of it is to be sent')
  if (!lines.every(isToSend)) return refused('What the warehouse was asked for is taken back first')
  const { shippingAddress: address } = order
  if (!address) return refused('It has no address')
  const unmatched = lines.find((line) => !line.sku)
  if (unmatched) return refused(`Line ${unmatched.position} (${unmatched.title}) is not matched to a SKU`)
  if (open) return { order, code: open.code, lines, address }
  const before = order.warehouseOrders.length
  const code = before === 0 ? order.number : `${order.number}-${before + 1}`
  await submitWarehouseOrder(
    tx,
    orderId,
    code,
    lines.map((line) => line.id),
  )
  return { order, code, lines, address }
}

const refused = (reason: string): Handover => ({ handed: false, reason })

function deliveryOf(
  { order, code, lines }: Submitted,
  parties: { sender: WarehouseContact; receiver: WarehouseContact; carrier: string },
): Parameters<WarehouseConnector['createDeliveryOrder']>[1] {
  const [payment] = order.payments
  return {
    code,
    kind: 'sale',
    createdAt: new Date(),
    placedAt: order.placedAt,
    ...(payment?.paidAt && { paidAt: payment.paidAt }),
    shopName: order.shop?.name ?? '',
    platform: order.source === 'STOREFRONT' ? 'OTHER' : order.source,
    ...parties,
    lines: lines.map((line) => ({
      lineNo: String(line.position),
      itemCode: line.sku?.code ?? '',
      quantity: line.quantity,
      price: money(line.unitPriceMinor, line.currency),
      ...(order.externalId && { sourceOrderCode: order.externalId }),
      ...(line.externalId && { sourceLineCode: line.externalId }),
    })),
  }
}

function contactOf(address: Address & { readonly handle?: string }): WarehouseContact {
  const { name, phone, country, region, city, postalCode, line1, line2, handle } = address
  return {
    name,
    mobile: phone,
    country,
    province: region ?? city,
    city: city || (region ?? ''),
    ...(postalCode && { postalCode }),
    address: [line1, line2].filter(Boolean).join(' '),
    ...(handle && { handle }),
  }
}
