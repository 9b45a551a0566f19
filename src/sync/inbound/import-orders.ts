import { v7 } from 'uuid'
import type { MarketplaceOrder } from '../../connectors/marketplace.ts'
import type { OrderPayload } from '../../domain/feed-event.ts'
import {
  insertMarketplaceOrders,
  lockMarketplaceOrders,
  type StoredMarketplaceOrder,
  skusOfLines,
} from '../../store/marketplace-order.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import { lockLevelsOfSkus } from '../../store/stock-level.ts'
import type { Tx } from '../../store/transaction.ts'
import { changeOrder } from './change-order.ts'
import { addressOf, holdsStock, numberOf, statusOf } from './order-facts.ts'
import {
  type ImportDeps,
  lineRow,
  type OrderShop,
  paymentRow,
  pickingWarehouse,
  type ReadOrder,
  tellMissing,
  wantedOf,
} from './order-rows.ts'
import { holdStock } from './order-stock.ts'

/** What is put on record as its time when the platform may still change it within the same second. */
const SETTLED_MS = 90_000

export type MapOrder = (order: MarketplaceOrder) => Readonly<Record<string, unknown>> | null

/**
 * Takes over orders of a shop as they were read: new ones as they stand, known ones by the moves that lead there,
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
  return row.status !== statusOf(order) || row.totalMinor !== order.total.minor || holdsStock(row.status)
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

async function insertOrders(
  tx: Tx,
  deps: ImportDeps,
  { shopId, platform }: OrderShop,
  read: readonly ReadOrder[],
  readAt: Date,
): Promise<number> {
  if (read.length === 0) return 0
  const rows = read.map((one) => ({ ...one, id: v7(), status: statusOf(one.order) }))
  const at = new Date()
  await insertMarketplaceOrders(
    tx,
    { shopId, platform },
    rows.map(({ id, order, status, extra, skuIds }) => ({
      id,
      number: numberOf(platform, order.externalId),
      status,
      externalId: order.externalId,
      externalModifiedAt: settled(order, readAt),
      externalStatus: order.rawStatus,
      totalMinor: order.total.minor,
      currency: order.total.currency,
      shippingAddress: order.receiver ? deps.box.seal(JSON.stringify(addressOf(order.receiver))) : null,
      extra,
      placedAt: order.createdAt ?? order.modifiedAt ?? readAt,
      note: `Read from ${platform}: ${order.rawStatus}`,
      lines: order.lines.map((line, index) => lineRow(id, index, line, skuIds[index] ?? null)),
      payment: paymentRow(id, platform, order),
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
  const pickFrom = await pickingWarehouse(tx, deps)
  for (const { id, order, skuIds } of rows.filter((row) => holdsStock(row.status))) {
    const number = numberOf(platform, order.externalId)
    const missing = await holdStock(tx, deps.inventory, { id, number }, wantedOf(order, skuIds), pickFrom)
    await tellMissing(tx, shopId, number, missing)
  }
  return rows.length
}
