import type { RateOf } from '../../domain/convert-money.ts'
import { judgeMargin } from '../../domain/offer-alert.ts'
import type { Tx } from '../../store/transaction.ts'
import { marginLimits, readLimits, readPlaces } from './alert-limits.ts'
import type { DecidedSku } from './lock-skus.ts'
import { type JudgedOffer, readOpenOfferAlerts, writeOfferAlerts } from './write-alerts.ts'

/** Alerts about what SKUs are sold for: held prices, and margins that are too low, whether a rule or a person set the price. */
export async function judgePrices(
  tx: Tx,
  decided: readonly DecidedSku[],
  rateOf: RateOf,
  now: Date,
): Promise<void> {
  const ids = decided.map(({ sku }) => sku.id)
  const open = await readOpenOfferAlerts(tx, ids)
  const [limitsOf, places] = [await readLimits(tx), await readPlaces(tx, ids)]
  const judged = decided.flatMap(({ sku, rule, result, price, proposed }): JudgedOffer[] => {
    const place = places.get(sku.id)
    if (!place) return []
    const about = { skuId: sku.id, listingId: null }
    const held: JudgedOffer = {
      ...about,
      kind: 'PRICE_HELD',
      verdict: result === 'HELD' ? 'OPEN' : result === 'NO_RATE' ? null : 'RESOLVE',
      before: price,
      after: proposed,
      limit: rule?.holdAbovePercent ?? null,
    }
    if (!sku.cost) return [held]
    const limits = marginLimits(limitsOf('MARGIN_LOW', place), rule?.minMarginPercent ?? null)
    const verdict = judgeMargin(price, sku.cost, limits, rateOf)
    const margin: JudgedOffer = {
      ...about,
      kind: 'MARGIN_LOW',
      verdict,
      before: sku.cost,
      after: price,
      limit: limits.limit,
    }
    return [held, margin]
  })
  await writeOfferAlerts(tx, judged, open, now)
}
