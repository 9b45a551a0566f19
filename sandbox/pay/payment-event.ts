import { createHmac, randomUUID } from 'node:crypto'
import type { PaymentReceiver } from '../state/till.ts'

/** Action of the customer on the provider's page. */
export interface PaymentDecision {
  readonly type: 'payment.succeeded' | 'payment.failed'
  readonly orderNumber: string
  readonly amount: string
  readonly currency: string
}

/** Posts a signed event, as docs/orders.md has it. @returns null when it was taken, else why not */
export async function tellOfPayment(
  { url, provider, secret }: PaymentReceiver,
  decision: PaymentDecision,
  now: Date,
): Promise<string | null> {
  const body = JSON.stringify({
    eventId: randomUUID(),
    ...decision,
    reference: `SBX${now.getTime()}`,
    occurredAt: now.toISOString(),
  })
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${provider}.${timestamp}.${body}`).digest('hex')
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'haitao-timestamp': timestamp,
        'haitao-signature': `v1=${signature}`,
      },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    return answer.ok ? null : `the gateway answered ${answer.status}: ${await answer.text()}`
  } catch (error) {
    return `the gateway could not be reached: ${(error as Error).message}`
  }
}
