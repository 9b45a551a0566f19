import type { OrderStatus } from '../../domain/order-state.ts'
import type { Platform } from '../../domain/platform.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { canonicalJson } from '../../store/idempotency.ts'
import type { StoredMarketplaceOrder } from '../../store/marketplace-order.ts'
import { resolveSyncAlert } from '../../store/sync-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import { addressOf, hasLeft, holdsStock, statusOf, stepsTo } from './order-facts.ts'
import {
  type ImportDeps,
  lineRow,
  type OrderShop,
  oversoldKey,
  paymentRow,
  pickingWarehouse,
  type ReadOrder,
  tellMissing,
  wantedOf,
} from './order-rows.ts'
import { giveStockBack, goodsLeft, holdStock } from './order-stock.ts'

const ACTOR = 'system:sync'

/** Takes a known order to where its marketplace has it. @returns false when it was so already, or is newer here */
export async function changeOrder(
  tx: Tx,
  deps: ImportDeps,
  { shopId, platform }: OrderShop,
  row: StoredMarketplaceOrder,
  read: ReadOrder,
  modifiedAt: Date | null,
): Promise<boolean> {
  const { order } = read
  const known = row.externalModifiedAt
  if (known && order.modifiedAt && order.modifiedAt < known) return false
  const lines = await changeLines(tx, row.id, read)
  const columns = await changeColumns(tx, deps, row, read, modifiedAt)
  let now = row
  for (const to of stepsTo(row.status, statusOf(order))) {
    const note = `Read from ${platform}: ${order.rawStatus}`
    now = { ...now, ...(await moveOrder(tx, now, { to, note, actor: ACTOR })) }
  }
  const moved = now.status !== row.status
  if (!moved && (lines || columns)) await moveOrder(tx, now, { note: `Changed on ${platform}`, actor: ACTOR })
  if (moved) await changePayment(tx, now, platform, read)
  await changeStock(tx, deps, shopId, row, now.status, read, lines)
  return moved || lines || columns
}

/** Lines are known by the marketplace's ids. @returns whether anything is other than it was */
async function changeLines(tx: Tx, orderId: string, { order, skuIds }: ReadOrder): Promise<boolean> {
  const stored = await tx.orderLine.findMany({ where: { orderId }, orderBy: { position: 'asc' } })
  let changed = false
  let last = Math.max(0, ...stored.map((line) => line.position))
  for (const [index, line] of order.lines.entries()) {
    const known =
      stored.find((one) => one.externalId === line.externalId) ??
      // Orders that were here before their lines had ids of the marketplace.
      stored.find((one) => one.externalId === null && one.position === index + 1)
    if (!known) {
      await tx.orderLine.create({ data: lineRow(orderId, last, line, skuIds[index] ?? null) })
      last += 1
      changed = true
      continue
    }
    const { position: _position, orderId: _order, skuId, ...columns } = lineRow(orderId, index, line, null)
    const next = { ...columns, skuId: skuIds[index] ?? known.skuId ?? skuId }
    const same = (Object.keys(next) as (keyof typeof next)[]).every((name) => next[name] === known[name])
    if (same) continue
    await tx.orderLine.update({ where: { id: known.id }, data: next, select: { id: true } })
    // A line that found its SKU holds stock from now on.
    changed ||=
      next.quantity !== known.quantity ||
      next.unitPriceMinor !== known.unitPriceMinor ||
      next.skuId !== known.skuId
  }
  return changed
}

/** @returns whether something that the graph shows is other than it was */
async function changeColumns(
  tx: Tx,
  { box }: ImportDeps,
  row: StoredMarketplaceOrder,
  { order, extra }: ReadOrder,
  modifiedAt: Date | null,
): Promise<boolean> {
  const address = order.receiver ? JSON.stringify(addressOf(order.receiver)) : null
  const addressChanged =
    address !== null && (row.shippingAddress === null || box.open(row.shippingAddress) !== address)
  const totalChanged = order.total.minor !== row.totalMinor || order.total.currency !== row.currency
  const extraChanged = canonicalJson(extra ?? row.extra) !== canonicalJson(row.extra)
  const changed = addressChanged || totalChanged || extraChanged
  if (
    changed ||
    modifiedAt?.getTime() !== row.externalModifiedAt?.getTime() ||
    order.rawStatus !== row.externalStatus
  )
    await tx.order.update({
      where: { id: row.id },
      data: {
        totalMinor: order.total.minor,
        currency: order.total.currency,
        externalModifiedAt: modifiedAt,
        externalStatus: order.rawStatus,
        ...(addressChanged && address !== null && { shippingAddress: box.seal(address) }),
        ...(extra && { extra: { ...extra } as object }),
      },
      select: { id: true },
    })
  return changed
}

async function changePayment(
  tx: Tx,
  { id }: StoredMarketplaceOrder,
  platform: Platform,
  { order }: ReadOrder,
): Promise<void> {
  const payment = paymentRow(id, platform, order)
  if (!payment) return
  const { provider, reference, status, refundedMinor, amountMinor } = payment
  await tx.payment.upsert({
    where: { provider_reference: { provider, reference } },
    create: payment,
    update: { status, refundedMinor, amountMinor },
    select: { id: true },
  })
}

async function changeStock(
  tx: Tx,
  deps: ImportDeps,
  shopId: string,
  row: StoredMarketplaceOrder,
  status: OrderStatus,
  { order, skuIds }: ReadOrder,
  linesChanged: boolean,
): Promise<void> {
  const { inventory } = deps
  if (holdsStock(status)) {
    if (holdsStock(row.status) && !linesChanged) return
    if (linesChanged) await giveStockBack(tx, inventory, row)
    const pickFrom = await pickingWarehouse(tx, deps)
    const missing = await holdStock(tx, inventory, row, wantedOf(order, skuIds), pickFrom)
    await tellMissing(tx, shopId, row.number, missing)
  } else if (row.status !== status) {
    // An order that was never paid here holds nothing, and both find nothing to do.
    if (hasLeft(status)) await goodsLeft(tx, inventory, row)
    // What the warehouse has may still leave: its stock is free once it was taken back from there.
    else if (!row.handedOverAt) await giveStockBack(tx, inventory, row)
    await resolveSyncAlert(tx, oversoldKey(row.number))
  }
}
