import type { Payment } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export type { Payment } from './generated/client.ts'

/** False when the event was received before; a parallel one waits here for the first to commit. */
export async function insertPaymentEvent(
  tx: Tx,
  event: { provider: string; eventId: string; kind: string },
): Promise<boolean> {
  const { provider, eventId, kind } = event
  const inserted = await tx.$executeRaw`
    INSERT INTO payment_event (provider, event_id, kind, outcome) VALUES (${provider}, ${eventId}, ${kind}, '')
    ON CONFLICT DO NOTHING`
  return inserted === 1
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
