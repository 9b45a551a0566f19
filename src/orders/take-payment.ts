import { formatAmount, type Money } from '../domain/money.ts'
import { type LockedOrder, lockOrder } from '../store/order.ts'
import { findPayment, insertPaymentEvent, type Payment } from '../store/payment.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { moveOrder } from './move-order.ts'
import { orderPaid } from './order-paid.ts'
import { type PaymentAnswer, type PaymentEvent, PaymentEventBody } from './payment-event.ts'

/**
 * Takes what a provider tells, once per (provider, event): events come repeated, late and in any order
 * (pitfalls 18). Money that arrived is always kept as a payment, also when the order can't use it any more:
 * it then waits to be given back. The caller has verified the signature.
 */
export async function takePayment(deps: OrderDeps, provider: string, body: unknown): Promise<PaymentAnswer> {
  const parsed = PaymentEventBody.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') ?? ''
    return { result: 'INVALID', field, detail: `${field || 'body'}: ${issue?.message ?? 'not readable'}` }
  }
  const event = parsed.data
  const answer = await transaction(deps.prisma, (tx) => takeOnce(tx, deps, provider, event))
  if (answer.result === 'ACCEPTED' && !answer.repeated) deps.onPurchasesDue()
  return answer
}

async function takeOnce(
  tx: Tx,
  deps: OrderDeps,
  provider: string,
  event: PaymentEvent,
): Promise<PaymentAnswer> {
  const { eventId, type: kind } = event
  const where = { provider_eventId: { provider, eventId } }
  if (!(await insertPaymentEvent(tx, { provider, eventId, kind }))) {
    const first = await tx.paymentEvent.findUniqueOrThrow({ where })
    return { ...answerOf(first.outcome), repeated: true }
  }
  const order = await lockOrder(tx, { number: event.orderNumber })
  const answer: PaymentAnswer = order
    ? await take(tx, deps, { provider, event, order })
    : { result: 'UNKNOWN_ORDER', field: 'orderNumber', detail: 'There is no order of that number.' }
  const outcome = `${answer.result}: ${answer.detail}`
  await tx.paymentEvent.update({
    where,
    data: { orderId: order?.id ?? null, outcome },
    select: { eventId: true },
  })
  return answer
}

function answerOf(outcome: string): PaymentAnswer {
  const [result = '', ...detail] = outcome.split(': ')
  return { result: result as PaymentAnswer['result'], detail: detail.join(': ') }
}

interface Taking {
  readonly provider: string
  readonly event: PaymentEvent
  readonly order: LockedOrder
}

async function take(tx: Tx, deps: OrderDeps, taking: Taking): Promise<PaymentAnswer> {
  const { provider, event, order } = taking
  const { reference } = event
  const payment = await findPayment(tx, { provider, reference, orderId: order.id })
  if (payment && payment.orderId !== order.id)
    return note(
      tx,
      taking,
      'MISMATCH',
      `The reference of a payment of ${said(event.amount)} belongs to another order.`,
    )
  switch (event.type) {
    case 'payment.succeeded':
      return succeeded(tx, deps, taking, payment)
    case 'payment.failed':
      return failed(tx, taking, payment)
    case 'payment.refunded':
      return refunded(tx, deps, taking, payment)
  }
}

async function succeeded(
  tx: Tx,
  deps: OrderDeps,
  taking: Taking,
  payment: Payment | null,
): Promise<PaymentAnswer> {
  const { event, order } = taking
  const { amount } = event
  if ((await priceIn(tx, order, amount.currency)) !== amount.minor)
    return note(
      tx,
      taking,
      'MISMATCH',
      `A payment of ${said(amount)} was reported, the order costs ${said({ minor: order.totalMinor, currency: order.currency })}: it was not accepted.`,
    )
  if (payment?.status === 'REFUNDED')
    return note(tx, taking, 'RECORDED', 'The payment was reported after its refund.')
  if (payment?.status === 'PAID') return note(tx, taking, 'RECORDED', 'The payment was reported once more.')
  const paid = { status: 'PAID', paidAt: event.occurredAt } as const
  if (order.status === 'PENDING_PAYMENT') {
    const { id } = await keep(tx, taking, payment, paid)
    const detail = `Paid ${said(amount)}`
    const kept = await orderPaid(tx, deps, order, { paymentId: id, note: detail, actor: actorOf(taking) })
    return {
      result: 'ACCEPTED',
      detail: kept ? detail : `${detail}; the order was cancelled, its stock is gone`,
    }
  }
  await keep(tx, taking, payment, { ...paid, refundRequestedAt: new Date() })
  const why = order.status === 'CANCELLED' ? 'the order is cancelled' : 'the order was paid already'
  return note(tx, taking, 'RECORDED', `${said(amount)} was paid, but ${why}: it has to be given back.`)
}

async function failed(tx: Tx, taking: Taking, payment: Payment | null): Promise<PaymentAnswer> {
  if (payment && payment.status !== 'PENDING' && payment.status !== 'AUTHORIZED')
    return note(tx, taking, 'RECORDED', 'A failure of the payment was reported late.')
  await keep(tx, taking, payment, { status: 'FAILED' })
  return note(tx, taking, 'RECORDED', `A payment of ${said(taking.event.amount)} failed.`)
}

async function refunded(
  tx: Tx,
  deps: OrderDeps,
  taking: Taking,
  payment: Payment | null,
): Promise<PaymentAnswer> {
  const { event, order } = taking
  const { minor, currency } = event.amount
  if (!payment || (payment.status !== 'PAID' && payment.status !== 'REFUNDED')) {
    const price = await priceIn(tx, order, currency)
    if (price === null || minor > price)
      return note(
        tx,
        taking,
        'MISMATCH',
        `A refund of ${said(event.amount)} was reported before its payment, more than the order costs.`,
      )
    // A part that was given back does not keep the payment itself from being taken when it is reported.
    const status = minor === price ? 'REFUNDED' : 'PENDING'
    await keep(tx, taking, payment, { status, refundedMinor: minor })
    return note(tx, taking, 'RECORDED', `A refund of ${said(event.amount)} was reported before its payment.`)
  }
  // What an operator has settled already is only confirmed by this.
  if (payment.status === 'REFUNDED')
    return note(tx, taking, 'RECORDED', `A refund of ${said(event.amount)} was confirmed.`)
  const sum = payment.refundedMinor + minor
  if (currency !== payment.currency || sum > payment.amountMinor)
    return note(
      tx,
      taking,
      'MISMATCH',
      `A refund of ${said(event.amount)} was reported, more than the ${said({ minor: payment.amountMinor, currency: payment.currency })} that was paid.`,
    )
  const isWhole = sum === payment.amountMinor
  await tx.payment.update({
    where: { id: payment.id },
    data: { refundedMinor: sum, ...(isWhole && { status: 'REFUNDED' }) },
    select: { id: true },
  })
  if (!isWhole)
    return note(tx, taking, 'RECORDED', `${said(event.amount)} was given back, a part of the payment.`)
  const other = await tx.payment.findFirst({
    where: { orderId: order.id, status: 'PAID' },
    orderBy: { paidAt: 'asc' },
    select: { id: true },
  })
  const detail = `${said(event.amount)} was given back`
  if (other && order.status !== 'CANCELLED') {
    // It was one too many; now it is the one that pays for the order, and is not given back.
    await tx.payment.update({
      where: { id: other.id },
      data: { refundRequestedAt: null },
      select: { id: true },
    })
    return note(tx, taking, 'RECORDED', `${detail}; another payment stands.`)
  }
  const news = { note: detail, actor: actorOf(taking) }
  // A cancelled order stays cancelled: its refund was expected.
  if (order.status === 'CANCELLED') return note(tx, taking, 'RECORDED', `${detail}.`)
  const moved = await moveOrder(tx, order, { ...news, to: 'REFUNDED' })
  if (moved.status !== order.status) await letGo(tx, deps, order, news.actor)
  return { result: moved.status === 'REFUNDED' ? 'ACCEPTED' : 'RECORDED', detail }
}

/** What the order costs in its currency, or in the one that the customer was shown; null for any other. */
async function priceIn(tx: Tx, order: LockedOrder, currency: string): Promise<bigint | null> {
  if (currency === order.currency) return order.totalMinor
  const shown = await tx.order.findUniqueOrThrow({
    where: { id: order.id },
    select: { shownCurrency: true, shownTotalMinor: true },
  })
  return shown.shownCurrency === currency ? shown.shownTotalMinor : null
}

/** The payment as it is now: the one that is known, or a new one. */
async function keep(
  tx: Tx,
  { provider, event, order }: Taking,
  payment: Payment | null,
  state: Pick<Payment, 'status'> & Partial<Pick<Payment, 'paidAt' | 'refundRequestedAt' | 'refundedMinor'>>,
): Promise<{ id: string }> {
  const { reference, amount } = event
  const data = { ...state, reference, amountMinor: amount.minor, currency: amount.currency }
  return payment
    ? tx.payment.update({ where: { id: payment.id }, data, select: { id: true } })
    : tx.payment.create({ data: { ...data, provider, orderId: order.id }, select: { id: true } })
}

/** Remembered in the order's history, where operators see it; nothing moves. */
async function note(
  tx: Tx,
  taking: Taking,
  result: PaymentAnswer['result'],
  detail: string,
): Promise<PaymentAnswer> {
  await moveOrder(tx, taking.order, { note: detail, actor: actorOf(taking) })
  return { result, detail }
}

const actorOf = ({ provider }: Taking) => `payment:${provider}`
const said = (amount: Money) => `${formatAmount(amount)} ${amount.currency}`
