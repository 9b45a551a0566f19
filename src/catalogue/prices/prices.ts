import type { AlertStatus } from '../../domain/alert.ts'
import type { OfferAlertKind } from '../../domain/offer-alert.ts'
import type { PrismaClient } from '../../store/database.ts'
import { decideHeldPrice } from './decide-held-price.ts'
import { saveOfferAlertRule } from './save-offer-alert-rule.ts'
import { savePriceRule } from './save-price-rule.ts'
import { tellOperators } from './tell-operators.ts'
import { judgeDue, repriceDue } from './work-rules.ts'

/** Which alerts about offers are listed; null: all. */
export interface OfferAlertConditions {
  readonly kinds: readonly OfferAlertKind[] | null
  readonly status: AlertStatus | null
}

/** From cost to price: rules, what they hold, and alerts about offers. */
export function pricesOf(prisma: PrismaClient) {
  return {
    savePriceRule: (input: unknown, actor: string) => savePriceRule(prisma, input, actor),
    decideHeldPrice: (input: unknown, actor: string) => decideHeldPrice(prisma, input, actor),
    saveOfferAlertRule: (input: unknown, actor: string) => saveOfferAlertRule(prisma, input, actor),
    /** Rules that are not archived, in the order in which two alike are chosen. */
    rules: { where: { archivedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    /** Prices that wait for an operator, the oldest first. */
    held: { where: { decidedAt: null }, orderBy: [{ heldAt: 'asc' }, { id: 'asc' }] },
    /** Alerts, the newest first. */
    alerts: ({ kinds, status }: OfferAlertConditions) => ({
      where: { ...(kinds && { kind: { in: [...kinds] } }), ...(status && { status }) },
      orderBy: [{ openedAt: 'desc' as const }, { id: 'desc' as const }],
    }),
    jobs: {
      /** Applies one rule that was changed. @returns whether there may be more */
      applyRules: async (signal: AbortSignal) =>
        (await repriceDue(prisma, signal)) || (await judgeDue(prisma, signal)),
      tellOperators: async () => {
        await tellOperators(prisma)
        return false
      },
    },
  } as const
}
