import type { PrismaClient } from '../../store/database.ts'
import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'

/** Counts of open work for operators. */
export interface PriceFigures {
  /** SKUs that are sold at cost, or whose price is frozen, because no rule or no exchange rate fits. */
  readonly unpriced: number
  readonly held: number
  /** Open alerts about offers, held prices included. */
  readonly alerts: number
}

/** In one statement over partial indexes. */
export async function priceFigures(prisma: PrismaClient): Promise<PriceFigures> {
  const [row] = await prisma.$queryRaw<PriceFigures[]>`
    SELECT (SELECT count(*)::int FROM sku WHERE unpriced_since IS NOT NULL) AS unpriced,
      (SELECT count(*)::int FROM held_price WHERE decided_at IS NULL) AS held,
      (SELECT count(*)::int FROM offer_alert WHERE resolved_at IS NULL) AS alerts`
  if (!row) throw new Error('no figures')
  return row
}

/**
 * Tells operators once, over the alerts that reach them by subscription, webhook and e-mail, that SKUs have no rule or
 * that offers need a look: one message for a thousand SKUs, until none is left.
 */
export async function tellOperators(prisma: PrismaClient): Promise<void> {
  const { unpriced, held, alerts } = await priceFigures(prisma)
  await tell(prisma, 'UNPRICED', unpriced, `${unpriced} SKUs have no price by a rule: see priceRules.`)
  const message = `${alerts} alerts about offers are open, ${held} prices are held: see offerAlerts and heldPrices.`
  await tell(prisma, 'OFFERS', alerts, message)
}

function tell(prisma: PrismaClient, kind: 'UNPRICED' | 'OFFERS', count: number, message: string) {
  const dedupeKey = `prices:${kind}`
  return transaction(prisma, async (tx) => {
    if (count > 0) await openSyncAlert(tx, { shopId: null, kind, dedupeKey, message })
    else await resolveSyncAlert(tx, dedupeKey)
  })
}
