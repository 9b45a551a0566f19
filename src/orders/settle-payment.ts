import { amountText } from '../domain/money.ts'
import type { LockedOrder } from '../store/order.ts'
import { findPayment, type Payment } from '../store/payment.ts'
import type { Tx } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { forAll, moveOrder, type Note } from './move-order.ts'
import { orderPaid } from './order-paid.ts'
import type { PaymentAnswer, PaymentEvent } from './payment-event.ts'

/** A provider's event about an order, which is locked. */
export interface Settling {
  readonly provider: string
  readonly event: PaymentEvent
  readonly order: LockedOrder
}

/**
 * Does what an event says to the payment of its reference and to the order. Refunds and failures may come before the
 * success they belong to: in any order of arrival, the payment and the order end in the same state.
 */
export async function settlePayment(tx: Tx, deps: OrderDeps, settling: Settling): Promise<PaymentAnswer> {
  const { provider, event, order } = settling
  const { reference } = event
  const payment = await findPayment(tx, { provider, reference, orderId: order.id })
  if (payment && payment.orderId !== order.id)
    return mismatch(
      tx,
      settling,
      `The reference of a payment of ${amountText(event.amount)} belongs to another order.`,
    )
  switch (event.type) {
    case 'payment.succeeded':
      return succeeded(tx, deps, settling, payment)
    case 'payment.failed':
      return failed(tx, settling, payment)
    case 'payment.refunded':
      return payment && isSettled(payment)
        ? refunded(tx, deps, settling, payment)
        : refundedEarly(tx, settling, payment)
  }
}

/** Its success was reported: `paidAt` says when. A payment known only by its refund has none. */
function isSettled(payment: Payment): boolean {
  return payment.status === 'PAID' || (payment.status === 'REFUNDED' && payment.paidAt !== null)
}

async function succeeded(
  tx: Tx,
  deps: OrderDeps,
  settling: Settling,
  payment: Payment | null,
): Promise<PaymentAnswer> {
  const { event, order } = settling
  const { amount } = event
  if ((await priceIn(tx, order, amount.currency)) !== amount.minor)
    return mismatch(
      tx,
      settling,
      `A payment of ${amountText(amount)} was reported, the order costs ${amountText({ minor: order.totalMinor, currency: order.currency })}: it was not accepted.`,
    )
  if (payment && isSettled(payment)) return record(tx, settling, 'The payment was reported once more.')
  const paid = { status: 'PAID', paidAt: event.occurredAt } as const
  // Refunds in another currency than the payment's don't count, as they would not after it.
  const refundedMinor = payment?.currency === amount.currency ? payment.refundedMinor : 0n
  const isGivenBack = refundedMinor > 0n && refundedMinor === amount.minor
  if (order.status !== 'PENDING_PAYMENT') {
    const why = order.status === 'CANCELLED' ? 'the order is cancelled' : 'the order was paid already'
    const status = isGivenBack ? 'REFUNDED' : 'PAID'
    await keep(tx, settling, payment, { ...paid, status, refundedMinor, refundRequestedAt: new Date() })
    const rest = isGivenBack ? 'it was given back already' : 'it has to be given back'
    return recordForAll(tx, settling, `${amountText(amount)} was paid, but ${why}: ${rest}.`)
  }
  const kept = await keep(tx, settling, payment, { ...paid, refundedMinor })
  const detail = `Paid ${amountText(amount)}`
  const news = { note: forAll(detail), actor: actorOf(settling) }
  if (isGivenBack) {
    await tx.order.update({ where: { id: order.id }, data: { payBy: null }, select: { id: true } })
    const now = await moveOrder(tx, order, { ...news, to: 'PAID' })
    return wholeGivenBack(tx, deps, { ...settling, order: now }, { payment: kept, minor: refundedMinor })
  }
  const isServed = await orderPaid(tx, deps, order, { ...news, paymentId: kept.id })
  return {
    result: 'ACCEPTED',
    detail: isServed ? detail : `${detail}; the order was cancelled, its stock is gone`,
  }
}

async function failed(tx: Tx, settling: Settling, payment: Payment | null): Promise<PaymentAnswer> {
  // A failed payment has no refunds: one with a refund has succeeded.
  const isOver =
    payment && (!['PENDING', 'AUTHORIZED', 'FAILED'].includes(payment.status) || payment.refundedMinor > 0n)
  if (isOver) return record(tx, settling, 'A failure of the payment was reported late.')
  await keep(tx, settling, payment, { status: 'FAILED' })
  return recordForAll(tx, settling, `A payment of ${amountText(settling.event.amount)} failed.`)
}

/** A refund whose payment is not known yet: added to those that came earlier, at most what the order costs. */
async function refundedEarly(tx: Tx, settling: Settling, payment: Payment | null): Promise<PaymentAnswer> {
  const { event, order } = settling
  const { minor, currency } = event.amount
  const before = payment?.refundedMinor ?? 0n
  const price = await priceIn(tx, order, currency)
  if (before > 0n && payment?.currency !== currency)
    return mismatch(
      tx,
      settling,
      `A refund of ${amountText(event.amount)} was reported before its payment, in another currency than the refund before it.`,
    )
  if (price === null || before + minor > price)
    return mismatch(
      tx,
      settling,
      `A refund of ${amountText(event.amount)} was reported before its payment, more than the order costs.`,
    )
  const refundedMinor = before + minor
  // A part that was given back does not keep the payment itself from being taken when it is reported.
  const status = refundedMinor === price ? 'REFUNDED' : 'PENDING'
  await keep(tx, settling, payment, { status, amountMinor: price, refundedMinor })
  return record(tx, settling, `A refund of ${amountText(event.amount)} was reported before its payment.`)
}

async function refunded(
  tx: Tx,
  deps: OrderDeps,
  settling: Settling,
  payment: Payment,
): Promise<PaymentAnswer> {
  const { event } = settling
  const { minor, currency } = event.amount
  // This only confirms a refund that an operator has settled already.
  if (payment.status === 'REFUNDED')
    return record(tx, settling, `A refund of ${amountText(event.amount)} was confirmed.`)
  const sum = payment.refundedMinor + minor
  if (currency !== payment.currency || sum > payment.amountMinor)
    return mismatch(
      tx,
      settling,
      `A refund of ${amountText(event.amount)} was reported, more than the ${amountText({ minor: payment.amountMinor, currency: payment.currency })} that was paid.`,
    )
  if (sum === payment.amountMinor) return wholeGivenBack(tx, deps, settling, { payment, minor: sum })
  await tx.payment.update({
    where: { id: payment.id },
    data: { refundedMinor: sum },
    select: { id: true },
  })
  return recordForAll(tx, settling, `${amountText(event.amount)} was given back, a part of the payment.`)
}

/** Nothing is left of a payment that was taken: another one pays for the order, or the order is REFUNDED. */
async function wholeGivenBack(
  tx: Tx,
  deps: OrderDeps,
  settling: Settling,
  { payment, minor }: { readonly payment: { readonly id: string }; readonly minor: bigint },
): Promise<PaymentAnswer> {
  const { event, order } = settling
  await tx.payment.update({
    where: { id: payment.id },
    data: { status: 'REFUNDED', refundedMinor: minor },
    select: { id: true },
  })
  const other = await tx.payment.findFirst({
    where: { orderId: order.id, status: 'PAID' },
    orderBy: { paidAt: 'asc' },
    select: { id: true },
  })
  const detail = `${amountText(event.amount)} was given back`
  if (other && order.status !== 'CANCELLED') {
    // It was one too many; now it is the one that pays for the order, and is not given back.
    await tx.payment.update({
      where: { id: other.id },
      data: { refundRequestedAt: null },
      select: { id: true },
    })
    return recordForAll(tx, settling, `${detail}; another payment stands.`)
  }
  // A cancelled order stays cancelled: its refund was expected.
  if (order.status === 'CANCELLED') return recordForAll(tx, settling, `${detail}.`)
  const news = { note: forAll(detail), actor: actorOf(settling) }
  const moved = await moveOrder(tx, order, { ...news, to: 'REFUNDED' })
  if (moved.status !== order.status) await letGo(tx, deps, order, news.actor)
  return { result: moved.status === 'REFUNDED' ? 'ACCEPTED' : 'RECORDED', detail }
}

/** Total of the order in its currency, or in the one that the customer saw; null for any other. */
async function priceIn(tx: Tx, order: LockedOrder, currency: string): Promise<bigint | null> {
  if (currency === order.currency) return order.totalMinor
  const shown = await tx.order.findUniqueOrThrow({
    where: { id: order.id },
    select: { shownCurrency: true, shownTotalMinor: true },
  })
  return shown.shownCurrency === currency ? shown.shownTotalMinor : null
}

type PaymentState = Pick<Payment, 'status'> &
  Partial<Pick<Payment, 'paidAt' | 'refundRequestedAt' | 'refundedMinor' | 'amountMinor'>>

/** The payment as it is now: the one that is known, or a new one. Its amount is the event's, if `state` has none. */
async function keep(
  tx: Tx,
  { provider, event, order }: Settling,
  payment: Payment | null,
  state: PaymentState,
): Promise<{ id: string }> {
  const { reference, amount } = event
  const data = { amountMinor: amount.minor, ...state, reference, currency: amount.currency }
  return payment
    ? tx.payment.update({ where: { id: payment.id }, data, select: { id: true } })
    : tx.payment.create({ data: { ...data, provider, orderId: order.id }, select: { id: true } })
}

/** Remembered in the order's history, where operators read it; nothing moves. */
async function record(tx: Tx, settling: Settling, detail: string): Promise<PaymentAnswer> {
  await noted(tx, settling, detail)
  return { result: 'RECORDED', detail }
}

/** Remembered likewise, and the customer reads it too. */
async function recordForAll(tx: Tx, settling: Settling, detail: string): Promise<PaymentAnswer> {
  await noted(tx, settling, forAll(detail))
  return { result: 'RECORDED', detail }
}

/** Not accepted. Providers repeat such an event for days: the history has it once. */
async function mismatch(tx: Tx, settling: Settling, detail: string): Promise<PaymentAnswer> {
  await noted(tx, settling, detail)
  return { result: 'MISMATCH', detail }
}

async function noted(tx: Tx, settling: Settling, note: Note): Promise<void> {
  const { provider, event, order } = settling
  // Two refunds of one amount are two entries, a repeated event adds none.
  const about = `payment:${provider}:${event.eventId}`
  await moveOrder(tx, order, { note, actor: actorOf(settling), about })
}

const actorOf = ({ provider }: Settling) => `payment:${provider}`
