import type { MarketplaceLineState } from '../../connectors/marketplace-order.ts'
import {
  isLive,
  isOpenRefund,
  isUnsent,
  ORDER_LINE_STATUSES,
  type OrderLineStatus,
  type RefundState,
} from '../../domain/order-line.ts'
import type { OrderStatus } from '../../domain/order-state.ts'
import type { FateRefund } from '../../store/marketplace-refund.ts'
import { linesOfAmount } from './lines-of-amount.ts'
import { hasLeft } from './order-facts.ts'

/** A line as its order was last read, and where we have it. */
export interface FateLine {
  readonly externalId: string | null
  readonly skuId: string | null
  readonly quantity: number
  readonly status: OrderLineStatus
  readonly state: MarketplaceLineState | null
  readonly refund: RefundState | 'NONE' | null
  /** The buyer's price, in minor units: a smaller refund gives money back and leaves the goods sold. */
  readonly worthMinor: bigint
}

export interface FateOrder {
  readonly status: OrderStatus
  /** When the marketplace changed the order that the lines are from. */
  readonly modifiedAt: Date | null
  readonly totalMinor: bigint
}

export interface Fate {
  readonly status: OrderLineStatus
  readonly refundPending: boolean
}

export interface Fates {
  /** In the order of the lines. */
  readonly lines: readonly Fate[]
  /** Given back so far, in minor units; never more than the total. */
  readonly refundedMinor: bigint
  /** A refund without a line that may be of several: which of them must not be sent, a person has to find out. */
  readonly unclear: FateRefund | null
}

/** Outcome of each line of a shop's order by all data of its marketplace, in any order of arrival. */
export function lineFates(
  order: FateOrder,
  lines: readonly FateLine[],
  refunds: readonly FateRefund[],
): Fates {
  const unnamed = refunds
    .filter((refund) => !lines.some((line) => refund.lineId !== null && line.externalId === refund.lineId))
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const shares = lines.map((line): { refunds: FateRefund[]; unclear: boolean } => ({
    refunds: refunds
      .filter((refund) => refund.lineId !== null && refund.lineId === line.externalId)
      .map((refund) => ({ ...refund, amountMinor: refund.amountMinor })),
    unclear: false,
  }))
  let unclear: FateRefund | null = null
  const taken = new Set<number>()
  for (const refund of unnamed) {
    if (!isOpenRefund(refund.status) && refund.status !== 'SUCCEEDED') continue
    const found = linesOfAmount(refund.amountMinor, order.totalMinor, lines, taken)
    for (const index of found.lines) {
      const share = shares[index]
      if (!share) continue
      if (found.certain) taken.add(index)
      share.unclear ||= !found.certain
      // It covers these lines, freight and discounts included: each is given back whole.
      if (found.certain) share.refunds.push({ ...refund, amountMinor: lines[index]?.worthMinor ?? 0n })
    }
    if (!found.certain && found.lines.length > 0) unclear = refund
  }
  const fates = lines.map((line, index) => {
    const share = shares[index]
    return fateOf(order, line, share?.refunds ?? [], share?.unclear ?? false)
  })
  return { lines: fates, refundedMinor: refundedOf(order, lines, fates, refunds), unclear }
}

type Money = 'NONE' | 'OPEN' | 'GIVEN_BACK'

function fateOf(order: FateOrder, line: FateLine, refunds: readonly FateRefund[], unclear: boolean): Fate {
  const money = line.state === 'CLOSED' ? 'GIVEN_BACK' : moneyOf(order, line, refunds)
  if (order.status === 'CANCELLED') return { status: 'CANCELLED', refundPending: false }
  if (order.status === 'REFUNDED' || (money === 'GIVEN_BACK' && order.status !== 'PENDING_PAYMENT'))
    return { status: 'REFUNDED', refundPending: false }
  const at = progressOf(order, line)
  if (isUnsent(at)) return { status: at, refundPending: unclear || money === 'OPEN' }
  const comesBack = money === 'OPEN' && refunds.some((one) => one.goodsReturned && isOpenRefund(one.status))
  return { status: comesBack ? 'RETURNING' : at, refundPending: false }
}

/** The newer word counts: that of the order as it was read, or that of the refund itself. */
function moneyOf(order: FateOrder, line: FateLine, refunds: readonly FateRefund[]): Money {
  const newest = refunds.reduce((last, one) => Math.max(last, one.modifiedAt?.getTime() ?? 0), 0)
  const readLater = order.modifiedAt !== null && order.modifiedAt.getTime() > newest
  if (line.refund !== null && (refunds.length === 0 || readLater)) {
    if (line.refund === 'NONE' || (line.refund !== 'SUCCEEDED' && !isOpenRefund(line.refund))) return 'NONE'
    const covers = refunds.length === 0 || refunds.some((one) => one.amountMinor >= line.worthMinor)
    if (!covers) return 'NONE'
    // A line that waits although money was given back: whether it was all is known with the refund.
    return line.refund === 'SUCCEEDED' && (refunds.length > 0 || line.state !== 'WAITS')
      ? 'GIVEN_BACK'
      : 'OPEN'
  }
  const given = refunds.filter((one) => one.status === 'SUCCEEDED')
  const sum = given.reduce((total, one) => total + one.amountMinor, 0n)
  if (given.length > 0 && sum >= line.worthMinor) return 'GIVEN_BACK'
  const open = refunds.some((one) => isOpenRefund(one.status) && sum + one.amountMinor >= line.worthMinor)
  return open ? 'OPEN' : 'NONE'
}

/** How far the goods are: by what we have, by the line's own state, else by its order. Never back. */
function progressOf(order: FateOrder, { status, state }: FateLine): OrderLineStatus {
  const delivered = order.status === 'DELIVERED' || order.status === 'COMPLETED'
  const told: OrderLineStatus =
    state === 'WAITS' || !(state === 'SENT' || hasLeft(order.status))
      ? 'PENDING'
      : delivered
        ? 'DELIVERED'
        : 'SHIPPED'
  const ours: OrderLineStatus = !isLive(status)
    ? 'PENDING'
    : status === 'RETURNING' || status === 'EXCHANGING'
      ? 'SHIPPED'
      : status
  return ORDER_LINE_STATUSES.indexOf(told) > ORDER_LINE_STATUSES.indexOf(ours) ? told : ours
}

function refundedOf(
  order: FateOrder,
  lines: readonly FateLine[],
  fates: readonly Fate[],
  refunds: readonly FateRefund[],
): bigint {
  if (order.status === 'REFUNDED') return order.totalMinor
  if (order.status === 'PENDING_PAYMENT' || order.status === 'CANCELLED') return 0n
  let sum = refunds.reduce((total, one) => (one.status === 'SUCCEEDED' ? total + one.amountMinor : total), 0n)
  // Closed on the marketplace, and its refund is not read yet.
  for (const [index, line] of lines.entries())
    if (
      fates[index]?.status === 'REFUNDED' &&
      !refunds.some(
        (one) => one.status === 'SUCCEEDED' && (one.lineId === null || one.lineId === line.externalId),
      )
    )
      sum += line.worthMinor
  // Sums are bigint, which Math.min does not take.
  if (sum > order.totalMinor) return order.totalMinor
  return sum
}
