import type { MarketplaceLineState } from '../../connectors/marketplace-order.ts'
import { isLive, isUnsent, type RefundState } from '../../domain/order-line.ts'
import { canMove, type OrderStatus } from '../../domain/order-state.ts'
import { moveOrder } from '../../orders/move-order.ts'
import type { OrderLine } from '../../store/generated/client.ts'
import type { StoredMarketplaceOrder } from '../../store/marketplace-order.ts'
import { type FateRefund, refundsOf } from '../../store/marketplace-refund.ts'
import { resolveSyncAlert } from '../../store/sync-alert.ts'
import { recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import type { Tx } from '../../store/transaction.ts'
import { type Fate, type FateLine, type Fates, lineFates } from './line-fates.ts'
import { hasLeft, holdsStock } from './order-facts.ts'
import {
  type ImportDeps,
  type OrderShop,
  oversoldKey,
  paymentRow,
  pickingWarehouse,
  tellMissing,
  totalLeft,
} from './order-rows.ts'
import { goodsLeft, holdExactly, piecesLeft } from './order-stock.ts'

const ACTOR = 'system:sync'

interface Following {
  /** The order's state before what was read now moved it. */
  readonly before: OrderStatus
  /** For a payment that is not on record yet. */
  readonly paidAt: Date | null
  /** False: the lines do not move the order, because its own news is still to come. */
  readonly moves?: boolean
}

/**
 * Takes all that depends on the lines of an order to where its marketplace has them: the lines themselves, the order,
 * its total and payment, and the stock that it holds. Called whenever the order or a refund of it was read, in
 * any sequence, under the order's lock and with the levels of its SKUs locked.
 * @returns the order as it is now, and whether something that the graph shows is other than it was
 */
export async function followLines(
  tx: Tx,
  deps: ImportDeps,
  shop: OrderShop,
  order: StoredMarketplaceOrder,
  { before, paidAt, moves = true }: Following,
): Promise<{ readonly changed: boolean; readonly order: StoredMarketplaceOrder }> {
  const refunds = (await refundsOf(tx, shop.shopId, [order.externalId])).get(order.externalId) ?? []
  const lines = await tx.orderLine.findMany({ where: { orderId: order.id }, orderBy: { position: 'asc' } })
  const fates = lineFates(asked(order), lines.map(fateLine), refunds)
  const left: OrderLine[] = []
  let now: StoredMarketplaceOrder = order
  let changed = false
  for (const [index, line] of lines.entries()) {
    const fate = fates.lines[index]
    if (!fate || (fate.status === line.status && fate.refundPending === line.refundPending)) continue
    const { status, refundPending } = fate
    await tx.orderLine.update({
      where: { id: line.id },
      data: { status, refundPending },
      select: { id: true },
    })
    if (isUnsent(line.status) && isLive(status) && !isUnsent(status)) left.push(line)
    changed = true
    const note = noteOf(line, fate, shop)
    if (note)
      now = { ...now, ...(await moveOrder(tx, now, { note, actor: ACTOR, about: `line:${line.position}` })) }
  }
  const to = moves ? orderOf(now.status, fates.lines) : null
  if (to) now = { ...now, ...(await moveOrder(tx, now, { to, note: NOTES[to] ?? '', actor: ACTOR })) }
  const totalMinor = totalLeft(now.status, asked(order).totalMinor, fates.refundedMinor)
  const money = await followMoney(tx, { ...now, totalMinor }, order, shop, fates.refundedMinor, paidAt)
  await tellUnclear(tx, shop, order, refunds, fates)
  await followStock(tx, deps, shop, now, before, left)
  return { changed: changed || to !== null || money, order: { ...now, totalMinor } }
}

/** The sum that the lines and refunds are measured by. */
const asked = ({ status, externalModifiedAt, externalTotalMinor, totalMinor }: StoredMarketplaceOrder) => ({
  status,
  modifiedAt: externalModifiedAt,
  totalMinor: externalTotalMinor ?? totalMinor,
})

function fateLine(line: OrderLine): FateLine {
  const { externalId, skuId, quantity, status, unitPriceMinor, externalTotalMinor } = line
  return {
    externalId,
    skuId,
    quantity,
    status,
    state: line.externalState as MarketplaceLineState | null,
    refund: line.externalRefund as RefundState | 'NONE' | null,
    worthMinor: externalTotalMinor ?? unitPriceMinor * BigInt(quantity),
  }
}

const NOTES: Readonly<Partial<Record<OrderStatus, string>>> = {
  REFUNDED: 'All of its lines were given back on the marketplace',
  SHIPPED: 'All that is to be sent of it has left',
  DELIVERED: 'All that was sent of it has arrived',
}

/** Where the lines take their order; null: it stays. The least advanced line that lives counts. */
export function orderOf(now: OrderStatus, fates: readonly Fate[]): OrderStatus | null {
  if (fates.length === 0 || now === 'PENDING_PAYMENT') return null
  const live = fates.filter(({ status }) => isLive(status))
  const to: OrderStatus | null =
    live.length === 0
      ? 'REFUNDED'
      : live.some(({ status }) => isUnsent(status))
        ? null
        : live.every(({ status }) => status === 'DELIVERED')
          ? 'DELIVERED'
          : 'SHIPPED'
  return to && canMove(now, to) ? to : null
}

function noteOf(
  { position, status, refundPending, warehouseOrderCode }: OrderLine,
  fate: Fate,
  shop: OrderShop,
) {
  const there =
    warehouseOrderCode === null ? 'it is not sent' : 'it is taken back from the warehouse if it still can be'
  if (fate.status === 'REFUNDED' && status !== 'REFUNDED')
    return isUnsent(status)
      ? `Line ${position} was given back on ${shop.platform}: ${there}`
      : `Line ${position} was given back on ${shop.platform}`
  if (fate.refundPending && !refundPending)
    return `The buyer asks for the money of line ${position} back on ${shop.platform}: ${there} until that is decided`
  if (isUnsent(fate.status) && !fate.refundPending) return `Line ${position} is to be sent again`
  return null
}

async function followMoney(
  tx: Tx,
  now: StoredMarketplaceOrder,
  before: StoredMarketplaceOrder,
  shop: OrderShop,
  refundedMinor: bigint,
  paidAt: Date | null,
): Promise<boolean> {
  const { id, totalMinor } = now
  const changed = totalMinor !== before.totalMinor
  if (changed) await tx.order.update({ where: { id }, data: { totalMinor }, select: { id: true } })
  const payment = paymentRow(
    { ...now, totalMinor: asked(before).totalMinor },
    shop.platform,
    refundedMinor,
    paidAt,
  )
  if (!payment) return changed
  const { provider, reference } = payment
  const where = { provider_reference: { provider, reference } }
  const known = await tx.payment.findUnique({ where })
  const data = {
    status: payment.status,
    refundedMinor: payment.refundedMinor,
    amountMinor: payment.amountMinor,
  }
  const same =
    known?.status === data.status &&
    known.refundedMinor === data.refundedMinor &&
    known.amountMinor === data.amountMinor
  if (!same) await tx.payment.upsert({ where, create: payment, update: data, select: { id: true } })
  return !same || changed
}

/**
 * Where a warehouse system picks, its word is taken for what has left: what it has of the order stays held until it says
 * so, and what it was never asked for is still in its count. Elsewhere the marketplace's word has to do.
 */
async function followStock(
  tx: Tx,
  deps: ImportDeps,
  shop: OrderShop,
  order: StoredMarketplaceOrder,
  before: OrderStatus,
  left: readonly OrderLine[],
): Promise<void> {
  const { inventory, handover } = deps
  if (hasLeft(order.status)) {
    if (!hasLeft(before))
      await (handover ? holdExactly(tx, inventory, order, null) : goodsLeft(tx, inventory, order))
  } else if (order.status !== 'PENDING_PAYMENT') {
    if (!handover) await piecesLeft(tx, inventory, order, left)
    const missing = await holdExactly(tx, inventory, order, await pickingWarehouse(tx, deps))
    if (missing.length > 0) await tellMissing(tx, shop.shopId, order.number, missing)
    else if (holdsStock(order.status)) await resolveSyncAlert(tx, oversoldKey(order.number))
  }
  if (!holdsStock(order.status) && order.status !== before)
    await resolveSyncAlert(tx, oversoldKey(order.number))
}

/** One entry for each refund whose lines are unclear, until they are known. */
export async function tellUnclear(
  tx: Tx,
  { shopId }: OrderShop,
  { number, externalId }: Pick<StoredMarketplaceOrder, 'number' | 'externalId'>,
  refunds: readonly FateRefund[],
  { unclear }: Pick<Fates, 'unclear'>,
): Promise<void> {
  if (refunds.length === 0) return
  const target = { shopId, kind: 'DELIVERY_PUSH' as const }
  const keyOf = (refund: FateRefund) => `${externalId}:refund:${refund.externalId}`
  const clear = refunds.filter((refund) => refund !== unclear)
  await resolveFailures(tx, target, clear.map(keyOf))
  if (!unclear) return
  const message = `Refund ${unclear.externalId} of order ${number} names no line, and several fit its amount: none of them is sent before somebody has looked`
  const failure = {
    externalId: keyOf(unclear),
    errorClass: 'REFUSED',
    message,
    payload: null,
    retryAt: () => null,
  }
  await recordFailures(tx, target, [failure])
}
