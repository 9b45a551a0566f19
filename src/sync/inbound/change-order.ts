import { formatAmount } from '../../domain/money.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { canonicalJson } from '../../store/idempotency.ts'
import type { StoredMarketplaceOrder } from '../../store/marketplace-order.ts'
import type { Tx } from '../../store/transaction.ts'
import { followLines } from './follow-lines.ts'
import { addressOf, holdsStock, statusOf, stepsTo } from './order-facts.ts'
import { type ImportDeps, lineRow, type OrderShop, type ReadOrder } from './order-rows.ts'

const ACTOR = 'system:sync'

/** Takes a known order to where its marketplace has it. @returns false when it was so already, or is newer here */
export async function changeOrder(
  tx: Tx,
  deps: ImportDeps,
  shop: OrderShop,
  row: StoredMarketplaceOrder,
  read: ReadOrder,
  modifiedAt: Date | null,
): Promise<boolean> {
  const { order } = read
  const known = row.externalModifiedAt
  if (known && order.modifiedAt && order.modifiedAt < known) return false
  const lines = await changeLines(tx, row.id, read)
  const columns = await changeColumns(tx, deps, row, read, modifiedAt)
  const { total } = order
  let now: StoredMarketplaceOrder = {
    ...row,
    currency: total.currency,
    externalTotalMinor: total.minor,
    externalModifiedAt: modifiedAt,
    onHold: order.status === 'ON_HOLD',
  }
  const paidAt = order.paidAt ?? order.modifiedAt
  // Unsent lines release their stock before sent ones take theirs out.
  const first =
    holdsStock(row.status) &&
    (await followLines(tx, deps, shop, now, { before: row.status, paidAt, moves: false }))
  if (first) now = first.order
  for (const to of stepsTo(now.status, statusOf(order))) {
    const note = `Read from ${shop.platform}: ${order.rawStatus}`
    now = { ...now, ...(await moveOrder(tx, now, { to, note, actor: ACTOR })) }
  }
  const moved = now.status !== row.status
  const what = [...(lines ? ['lines'] : []), ...columns]
  if (!moved && what.length > 0)
    now = {
      ...now,
      ...(await moveOrder(tx, now, {
        note: `Changed on ${shop.platform}: ${what.join(', ')}`,
        actor: ACTOR,
      })),
    }
  const { changed } = await followLines(tx, deps, shop, now, { before: row.status, paidAt })
  return moved || what.length > 0 || changed || (first !== false && first.changed)
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

/** @returns what is other than it was of that which the graph shows, in words */
async function changeColumns(
  tx: Tx,
  { box }: ImportDeps,
  row: StoredMarketplaceOrder,
  { order, extra }: ReadOrder,
  modifiedAt: Date | null,
): Promise<string[]> {
  const address = order.receiver ? JSON.stringify(addressOf(order.receiver)) : null
  const addressChanged =
    address !== null && (row.shippingAddress === null || box.open(row.shippingAddress) !== address)
  const { minor, currency } = order.total
  const totalChanged = minor !== (row.externalTotalMinor ?? row.totalMinor) || currency !== row.currency
  const extraChanged = canonicalJson(extra ?? row.extra) !== canonicalJson(row.extra)
  const onHold = order.status === 'ON_HOLD'
  if (
    addressChanged ||
    totalChanged ||
    extraChanged ||
    onHold !== row.onHold ||
    row.externalTotalMinor === null ||
    modifiedAt?.getTime() !== row.externalModifiedAt?.getTime() ||
    order.rawStatus !== row.externalStatus
  )
    await tx.order.update({
      where: { id: row.id },
      data: {
        externalTotalMinor: minor,
        currency,
        onHold,
        externalModifiedAt: modifiedAt,
        externalStatus: order.rawStatus,
        ...(addressChanged && address !== null && { shippingAddress: box.seal(address) }),
        ...(extra && { extra: { ...extra } as object }),
      },
      select: { id: true },
    })
  return [
    ...(addressChanged ? ['address'] : []),
    ...(totalChanged ? [`total ${formatAmount(order.total)} ${currency}`] : []),
    ...(extraChanged ? ['extra'] : []),
  ]
}
