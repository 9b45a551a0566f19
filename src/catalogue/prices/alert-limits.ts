import {
  type AlertPlace,
  type AlertScope,
  chooseAlertRule,
  DEFAULT_LIMITS,
  defaultResumeAt,
  type LimitedKind,
  type OfferLimits,
} from '../../domain/offer-alert.ts'
import type { Platform } from '../../domain/platform.ts'
import type { Tx } from '../../store/transaction.ts'

/** Limits of each kind for a SKU; null where operators have set none. */
export type LimitsOf = (kind: LimitedKind, place: AlertPlace) => OfferLimits | null

/** The rules of operators, as they are now. */
export async function readLimits(tx: Tx): Promise<LimitsOf> {
  const rows = await tx.offerAlertRule.findMany()
  const rules: (AlertScope & OfferLimits)[] = rows.map(({ limit, resumeAt, ...row }) => ({
    ...row,
    limit: limit.toFixed(),
    resumeAt: resumeAt?.toFixed() ?? defaultResumeAt(row.kind as LimitedKind, limit.toFixed()),
  }))
  return (kind, place) => chooseAlertRule(rules, kind, place)
}

/** The limits that hold for a margin: a rule of alerts, else the least margin of the price rule, else 0. */
export function marginLimits(ofRule: OfferLimits | null, minMarginPercent: string | null): OfferLimits {
  if (ofRule) return ofRule
  if (minMarginPercent !== null) return { limit: minMarginPercent, resumeAt: minMarginPercent }
  return DEFAULT_LIMITS.MARGIN_LOW
}

/** Suppliers and marketplaces of SKUs, which decide what limits they have. */
export async function readPlaces(
  tx: Tx,
  skuIds: readonly string[],
): Promise<ReadonlyMap<string, AlertPlace>> {
  const rows = await tx.sku.findMany({
    where: { id: { in: [...skuIds] } },
    select: { id: true, product: { select: { supplierId: true } }, listings: { select: { platform: true } } },
  })
  return new Map(
    rows.map(({ id, product: { supplierId }, listings }) => [
      id,
      { skuId: id, supplierId, platforms: listings.map((one): Platform => one.platform) },
    ]),
  )
}
