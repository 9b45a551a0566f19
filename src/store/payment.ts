import type { Payment } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export type { Payment } from './generated/client.ts'

/**
 * Locks the event until the transaction ends: a parallel delivery of it waits here for the first to commit.
 * @returns what came of it before, or '' for an event that is new
 */
export async function claimPaymentEvent(
  tx: Tx,
  { provider, eventId, kind }: { provider: string; eventId: string; kind: string },
): Promise<string> {
  const [row] = await tx.$queryRaw<{ outcome: string }[]>`
    INSERT INTO payment_event (provider, event_id, kind, outcome) VALUES (${provider}, ${eventId}, ${kind}, '')
    ON CONFLICT (provider, event_id) DO UPDATE SET kind = payment_event.kind RETURNING outcome`
  if (!row) throw new Error('an event was neither written nor found')
  return row.outcome
}

export async function writePaymentOutcome(
  tx: Tx,
  event: { provider: string; eventId: string; orderId: string | null; outcome: string },
): Promise<void> {
  const { provider, eventId, orderId, outcome } = event
  await tx.paymentEvent.update({
    where: { provider_eventId: { provider, eventId } },
    data: { orderId, outcome },
    select: { eventId: true },
  })
}

/** The payment that the provider calls so; else one of the order that it has not named yet. Null when there is neither. */
export async function findPayment(
  tx: Tx,
  key: { provider: string; reference: string; orderId: string },
): Promise<Payment | null> {
  const { provider, reference, orderId } = key
  const named = await tx.payment.findUnique({ where: { provider_reference: { provider, reference } } })
  if (named) return named
  return tx.payment.findFirst({
    where: { orderId, provider, reference: null, status: { in: ['PENDING', 'AUTHORIZED'] } },
    orderBy: { createdAt: 'asc' },
  })
}
