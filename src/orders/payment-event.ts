import { z } from 'zod'
import { NOT_AHEAD, notAhead } from '../domain/clock.ts'
import { isCurrency } from '../domain/exchange-rate.ts'
import { type Money, parseAmount } from '../domain/money.ts'

/** PostgreSQL's text holds no NUL. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\0'), 'has a NUL character')

/** What a payment provider tells, parsed: the body of its webhook. */
export const PaymentEventBody = z
  .object({
    eventId: text(200),
    type: z.enum(['payment.succeeded', 'payment.failed', 'payment.refunded']),
    orderNumber: text(50),
    /** Decimal string in major units. */
    amount: z.string(),
    currency: z.string().refine(isCurrency, 'has to be an ISO 4217 code such as CNY'),
    /** The provider's id of the payment: the same for its success and its refund. */
    reference: text(200),
    occurredAt: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine(notAhead, NOT_AHEAD),
  })
  .transform(({ amount, currency, ...event }, context): PaymentEvent => {
    try {
      const parsed = parseAmount(amount, currency)
      if (parsed.minor >= 0n) return { ...event, amount: parsed }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
    context.issues.push({
      code: 'custom',
      path: ['amount'],
      message: `has to be a decimal such as "19.90" with no more digits than ${currency} has`,
      input: amount,
    })
    return z.NEVER
  })

export interface PaymentEvent {
  readonly eventId: string
  readonly type: 'payment.succeeded' | 'payment.failed' | 'payment.refunded'
  readonly orderNumber: string
  readonly amount: Money
  readonly reference: string
  readonly occurredAt: Date
}

/** What was done with an event, as the provider is answered and as it is kept. */
export interface PaymentAnswer {
  /**
   * INVALID: the body is not what it should be; nothing is kept.
   * ACCEPTED: it moved the order. RECORDED: it is kept and changed no state (late, repeated, partial).
   * MISMATCH: the amount or the reference is not the order's. UNKNOWN_ORDER: there is no such order.
   */
  readonly result: 'INVALID' | 'ACCEPTED' | 'RECORDED' | 'MISMATCH' | 'UNKNOWN_ORDER'
  /** In words, for people. */
  readonly detail: string
  /** The event came before, and this is what was answered then. */
  readonly repeated?: boolean
  /** Which field of the body is wrong. */
  readonly field?: string
}
