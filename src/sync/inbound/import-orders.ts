import { v7 } from 'uuid'
import type { MarketplaceOrder } from '../../connectors/marketplace.ts'
import type { OrderPayload } from '../../domain/feed-event.ts'
import { isToSend } from '../../domain/order-line.ts'
import type { OrderStatus } from '../../domain/order-state.ts'
import {
  insertMarketplaceOrders,
  lockMarketplaceOrders,
  type StoredMarketplaceOrder,
  skusOfLines,
} from '../../store/marketplace-order.ts'
import { adoptRefunds, type FateRefund, refundsOf } from '../../store/marketplace-refund.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import { lockLevelsOfSkus } from '../../store/stock-level.ts'
import type { Tx } from '../../store/transaction.ts'
import { changeOrder } from './change-order.ts'
import { orderOf, tellUnclear } from './follow-lines.ts'
import { type FateLine, type Fates, lineFates } from './line-fates.ts'
import { addressOf, holdsStock, numberOf, statusOf } from './order-facts.ts'
import {
  type ImportDeps,
  lineRow,
  type OrderShop,
  paymentRow,
  pickingWarehouse,
  type ReadOrder,
  tellMissing,
  totalLeft,
} from './order-rows.ts'
import { holdStock } from './order-stock.ts'

/** Recorded time of an order that the platform may still change within the same second. */
const SETTLED_MS = 90_000

export type MapOrder = (order: MarketplaceOrder) => Readonly<Record<string, unknown>> | null

/**
 * Imports orders of a shop as they were read: new ones as they are, known ones by the moves that lead there,
 * with their stock held, given back or gone. An order that is older than what we have changes nothing.
 * @returns orders that were new or changed
 */
export async function importOrders(
  tx: Tx,
  deps: ImportDeps,
  shop: OrderShop,
  orders: readonly MarketplaceOrder[],
  readAt: Date,
  map: MapOrder | null = null,
): Promise<number> {
  const newest = newestOf(orders)
  const stored = await lockMarketplaceOrders(
    tx,
    shop.platform,
    newest.map((order) => order.externalId),
  )
  const byId = new Map(stored.map((row) => [row.externalId, row]))
  const lines = newest.flatMap((order) => order.lines)
  const skuIds = await skusOfLines(tx, shop.platform, lines)
  const skuOf = new Map(lines.map((line, index) => [line, skuIds[index] ?? null]))
  const read = newest.map(
    (order): ReadOrder => ({
      order,
      skuIds: order.lines.map((line) => skuOf.get(line) ?? null),
      extra: map?.(order) ?? null,
    }),
  )
  // Several orders change levels in this transaction: all are locked now, in the one order.
  const held = read.filter(({ order }) => {
    const row = byId.get(order.externalId)
    return row ? mayChange(row, order) : holdsStock(statusOf(order))
  })
  await lockLevelsOfSkus(tx, [...new Set(held.flatMap((one) => one.skuIds).filter((id) => id !== null))])
  let changed = await insertOrders(
    tx,
    deps,
    shop,
    read.filter(({ order }) => !byId.has(order.externalId)),
    readAt,
  )
  for (const one of read) {
    const row = byId.get(one.order.externalId)
    if (row && (await changeOrder(tx, deps, shop, row, one, settled(one.order, readAt)))) changed += 1
  }
  return changed
}

function mayChange(row: StoredMarketplaceOrder, order: MarketplaceOrder): boolean {
  return (
    row.status !== statusOf(order) ||
    (row.externalTotalMinor ?? row.totalMinor) !== order.total.minor ||
    holdsStock(row.status)
  )
}

/** Pages that shift bring an order twice. */
function newestOf(orders: readonly MarketplaceOrder[]): MarketplaceOrder[] {
  const newest = new Map<string, MarketplaceOrder>()
  for (const order of orders) {
    const known = newest.get(order.externalId)
    if (!known || (order.modifiedAt?.getTime() ?? 0) >= (known.modifiedAt?.getTime() ?? 0))
      newest.set(order.externalId, order)
  }
  return [...newest.values()]
}

/**
 * Platforms count in seconds. An order that was changed just now can change again within the same second, and would
 * then look as if we had it: it is put on record a moment older, so that the next look reads it again.
 */
function settled({ modifiedAt }: MarketplaceOrder, readAt: Date): Date | null {
  if (!modifiedAt) return null
  const fresh = readAt.getTime() - modifiedAt.getTime() < SETTLED_MS
  return fresh ? new Date(modifiedAt.getTime() - 1) : modifiedAt
}

/** Lines of an order that is not here yet, and its state by them: its refunds may come before it. */
function fatesOfNew(
  { order, skuIds }: ReadOrder,
  refunds: readonly FateRefund[],
  modifiedAt: Date | null,
): Fates & { readonly status: OrderStatus } {
  const lines = order.lines.map(
    (line, index): FateLine => ({
      ...line,
      skuId: skuIds[index] ?? null,
      status: 'PENDING',
      worthMinor: line.total.minor,
    }),
  )
  const fates = (status: OrderStatus) =>
    lineFates({ status, modifiedAt, totalMinor: order.total.minor }, lines, refunds)
  const told = statusOf(order)
  const status = orderOf(told, fates(told).lines) ?? told
  return { status, ...fates(status) }
}

async function insertOrders(
  tx: Tx,
  deps: ImportDeps,
  { shopId, platform }: OrderShop,
  read: readonly ReadOrder[],
  readAt: Date,
): Promise<number> {
  if (read.length === 0) return 0
  const ids = read.map(({ order }) => order.externalId)
  const refunds = await refundsOf(tx, shopId, ids)
  const rows = read.map((one) => {
    const told = refunds.get(one.order.externalId) ?? []
    return { ...one, id: v7(), refunds: told, ...fatesOfNew(one, told, settled(one.order, readAt)) }
  })
  const at = new Date()
  await insertMarketplaceOrders(
    tx,
    { shopId, platform },
    rows.map(({ id, order, status, extra, skuIds, lines, refundedMinor }) => ({
      id,
      number: numberOf(platform, order.externalId),
      status,
      externalId: order.externalId,
      externalModifiedAt: settled(order, readAt),
      externalStatus: order.rawStatus,
      totalMinor: totalLeft(status, order.total.minor, refundedMinor),
      externalTotalMinor: order.total.minor,
      onHold: order.status === 'ON_HOLD',
      currency: order.total.currency,
      shippingAddress: order.receiver ? deps.box.seal(JSON.stringify(addressOf(order.receiver))) : null,
      extra,
      placedAt: order.createdAt ?? order.modifiedAt ?? readAt,
      note: `Read from ${platform}: ${order.rawStatus}`,
      lines: order.lines.map((line, index) => ({
        ...lineRow(id, index, line, skuIds[index] ?? null),
        ...(lines[index] ?? { status: 'PENDING' as const, refundPending: false }),
      })),
      payment: paymentRow(
        {
          id,
          status,
          externalId: order.externalId,
          totalMinor: order.total.minor,
          currency: order.total.currency,
        },
        platform,
        refundedMinor,
        order.paidAt ?? order.modifiedAt,
      ),
    })),
    at,
    'system:sync',
  )
  await appendToOutbox(
    tx,
    rows.map(
      ({ id, status }): OrderPayload => ({
        topic: 'order',
        orderId: id,
        customerId: null,
        from: null,
        to: status,
        occurredAt: at.toISOString(),
      }),
    ),
  )
  if (refunds.size > 0) await adoptRefunds(tx, shopId, [...refunds.keys()])
  const pickFrom = await pickingWarehouse(tx, deps)
  for (const { id, order, skuIds, status, lines, refunds: told, unclear } of rows) {
    const { externalId } = order
    const number = numberOf(platform, externalId)
    await tellUnclear(tx, { shopId, platform }, { number, externalId }, told, { unclear })
    if (!holdsStock(status)) continue
    const wanted = order.lines.flatMap(({ quantity }, index) => {
      const [skuId, fate] = [skuIds[index], lines[index]]
      return skuId && fate && isToSend(fate) ? [{ skuId, quantity }] : []
    })
    const missing = await holdStock(tx, deps.inventory, { id, number }, wanted, pickFrom)
    await tellMissing(tx, shopId, number, missing)
  }
  return rows.length
}
