import type { Random } from '../random.ts'
import type { Blueprint } from './blueprint.ts'
import { reachedAt } from './journey.ts'
import type { SeedOrderEvent, SeedOrderSource, SeedPayment } from './types.ts'

/** Who takes the money, and how its reference looks. */
const PROVIDERS: Readonly<
  Record<SeedOrderSource, (random: Random) => [provider: string, reference: string]>
> = {
  STOREFRONT: (random) => ['sandbox-pay', `pay_${random.hex(20)}`],
  TAOBAO: (random) => ['alipay', random.digits(28)],
  JD: (random) => ['jdpay', random.digits(16)],
  ALIBABA_1688: (random) => ['alipay', random.digits(28)],
}

function statusOf(random: Random, { status, source }: Blueprint, paid: boolean): SeedPayment['status'] {
  if (!paid) {
    if (status === 'CANCELLED') return 'FAILED'
    return source === 'STOREFRONT' && random.chance(0.3) ? 'AUTHORIZED' : 'PENDING'
  }
  return status === 'CANCELLED' || status === 'REFUNDED' ? 'REFUNDED' : 'PAID'
}

/** The payment of an order; one storefront customer in eight needed a second attempt. */
export function paymentsOf(
  random: Random,
  blueprint: Blueprint,
  events: readonly SeedOrderEvent[],
  amountFen: number,
): SeedPayment[] {
  const placedAt = events[0]?.at ?? new Date(0)
  const paidAt = reachedAt(events, 'PAID') ?? null
  const [provider, reference] = PROVIDERS[blueprint.source](random)
  const status = statusOf(random, blueprint, paidAt !== null)
  const payment: SeedPayment = {
    status,
    provider,
    reference: status === 'PENDING' ? null : reference,
    amountFen,
    createdAt: placedAt,
    paidAt,
  }
  const stumbled = blueprint.source === 'STOREFRONT' && paidAt !== null && random.chance(0.125)
  if (!stumbled) return [payment]
  const [, failedReference] = PROVIDERS[blueprint.source](random)
  const failed: SeedPayment = { ...payment, status: 'FAILED', reference: failedReference, paidAt: null }
  return [failed, { ...payment, createdAt: new Date((placedAt.getTime() + paidAt.getTime()) / 2) }]
}
