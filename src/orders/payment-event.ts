import { z } from 'zod'
import { NOT_AHEAD, notAhead } from '../domain/clock.ts'
import { isCurrency, notACurrency } from '../domain/currency.ts'
import { type Money, parseAmount } from '../domain/money.ts'
import { isStorable } from '../domain/text.ts'

const text = (most: number) =>
  z.string().trim().min(1).max(most).refine(isStorable, 'has a NUL character or half a surrogate pair')

const Kind = z.enum(['payment.succeeded', 'payment.failed', 'payment.refunded'])

const Body = z.object({
  eventId: text(200),
  type: Kind,
  orderNumber: text(50),
  /** Decimal string in major units. */
  amount: z.string(),
  currency: z.string().refine(isCurrency, { error: ({ input }) => notACurrency(String(input)) }),
  /** The provider's id of the payment: the same for its success and its refund. */
  reference: text(200),
  occurredAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine(notAhead, NOT_AHEAD),
})

/** Parsed body of a payment provider's webhook. */
export const PaymentEventBody = Body.transform(({ amount, currency, ...event }, context): PaymentEvent => {
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

/** An event of a kind that we don't handle: named and identified, and nothing in it contradicts what we know. */
const OtherBody = Body.partial()
  .required({ eventId: true })
  .extend({ type: text(100).refine((type) => !Kind.safeParse(type).success) })

/** The type of an event without a handler, such as `payment.disputed`; null for a known or malformed one. */
export function unhandledType(body: unknown): string | null {
  return OtherBody.safeParse(body).data?.type ?? null
}

export interface PaymentEvent {
  readonly eventId: string
  readonly type: z.output<typeof Kind>
  readonly orderNumber: string
  readonly amount: Money
  readonly reference: string
  readonly occurredAt: Date
}

/** Outcome of an event, as answered to the provider and stored. */
export interface PaymentAnswer {
  /**
   * INVALID: the body is malformed. IGNORED: events of this type have no handler. Both store nothing.
   * ACCEPTED: it moved the order. RECORDED: it is kept and changed no state (late, repeated, partial).
   * MISMATCH: the amount or the reference is not the order's. UNKNOWN_ORDER: there is no such order. Both may become
   * right later: the same event is examined again when it is repeated.
   */
  readonly result: 'INVALID' | 'IGNORED' | 'ACCEPTED' | 'RECORDED' | 'MISMATCH' | 'UNKNOWN_ORDER'
  /** In words, for people. */
  readonly detail: string
  /** The event came before, and this is what was answered then. */
  readonly repeated?: boolean
  /** Which field of the body is wrong. */
  readonly field?: string
}
