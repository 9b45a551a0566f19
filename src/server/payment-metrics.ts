import { Counter, type Registry } from 'prom-client'
import type { PaymentVerdict } from './payment-webhook.ts'

export type OnPaymentEvent = (provider: string, verdict: PaymentVerdict) => void

/** Signed events of payment providers. Providers are those of the configuration, so there are few of them. */
export function addPaymentMetrics(registry: Registry): OnPaymentEvent {
  const events = new Counter({
    name: 'haitao_payment_events_total',
    help: 'Signed events of payment providers, by provider and what was done with them, such as ACCEPTED or IGNORED.',
    labelNames: ['provider', 'result'],
    registers: [registry],
  })
  return (provider, { result }) => events.inc({ provider, result })
}
