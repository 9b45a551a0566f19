import { lockOrder } from '../store/order.ts'
import { claimPaymentEvent, writePaymentOutcome } from '../store/payment.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import type { OrderDeps } from './deps.ts'
import { type PaymentAnswer, type PaymentEvent, PaymentEventBody, unhandledType } from './payment-event.ts'
import { settlePayment } from './settle-payment.ts'

/**
 * Takes what a provider tells, once per (provider, event): events come repeated, late and in any order. Money that
 * arrived is always kept as a payment, also when the order can't use it any more: it then waits to be given back. The
 * caller has verified the signature.
 */
export async function takePayment(deps: OrderDeps, provider: string, body: unknown): Promise<PaymentAnswer> {
  const parsed = PaymentEventBody.safeParse(body)
  if (!parsed.success) {
    const unhandled = unhandledType(body)
    if (unhandled !== null)
      return { result: 'IGNORED', detail: `Events of type ${unhandled} are not handled.` }
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') ?? ''
    return { result: 'INVALID', field, detail: `${field || 'body'}: ${issue?.message ?? 'not readable'}` }
  }
  const event = parsed.data
  const answer = await transaction(deps.prisma, (tx) => takeOnce(tx, deps, provider, event))
  if (answer.result === 'ACCEPTED' && !answer.repeated) deps.onPurchasesDue()
  return answer
}

/** Answers that ask the provider to try again: never the last word about an event. */
const OPEN: readonly PaymentAnswer['result'][] = ['UNKNOWN_ORDER', 'MISMATCH']

async function takeOnce(
  tx: Tx,
  deps: OrderDeps,
  provider: string,
  event: PaymentEvent,
): Promise<PaymentAnswer> {
  const { eventId, type: kind } = event
  const before = answerOf(await claimPaymentEvent(tx, { provider, eventId, kind }))
  if (before && !OPEN.includes(before.result)) return { ...before, repeated: true }
  const order = await lockOrder(tx, { number: event.orderNumber })
  const answer: PaymentAnswer = order
    ? await settlePayment(tx, deps, { provider, event, order })
    : { result: 'UNKNOWN_ORDER', field: 'orderNumber', detail: 'There is no order of that number.' }
  const isSame = before?.result === answer.result && before.detail === answer.detail
  if (isSame) return { ...answer, repeated: true }
  await writePaymentOutcome(tx, {
    provider,
    eventId,
    orderId: order?.id ?? null,
    outcome: `${answer.result}: ${answer.detail}`,
  })
  return answer
}

/** The earlier answer; null for a new event. */
function answerOf(outcome: string): PaymentAnswer | null {
  const [result = '', ...detail] = outcome.split(': ')
  return result === '' ? null : { result: result as PaymentAnswer['result'], detail: detail.join(': ') }
}
