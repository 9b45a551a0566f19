import type { RateOf } from './convert-money.ts'
import type { Money } from './money.ts'
import type { Platform } from './platform.ts'
import { marginIsBelow, risesAbove } from './price-rule.ts'

export const OFFER_ALERT_KINDS = [
  'UPSTREAM_LOW',
  'UPSTREAM_GONE',
  'PRICE_ROSE',
  'MARGIN_LOW',
  'PRICE_HELD',
] as const
export type OfferAlertKind = (typeof OFFER_ALERT_KINDS)[number]

/** Kinds that a rule can set a limit for: UPSTREAM_GONE has none, and the price rule limits a price's jump. */
export const LIMITED_KINDS = ['UPSTREAM_LOW', 'PRICE_ROSE', 'MARGIN_LOW'] as const
export type LimitedKind = (typeof LIMITED_KINDS)[number]

/** Decimals as strings: units for UPSTREAM_LOW, percent for the others. */
export interface OfferLimits {
  readonly limit: string
  /** Limit at which an open alert ends: units, percent of rise, or percent of margin. */
  readonly resumeAt: string
}

/** Limits where no rule is set. A margin is low below the least margin of its price rule, or below 0. */
export const DEFAULT_LIMITS: Readonly<Record<LimitedKind, OfferLimits>> = {
  UPSTREAM_LOW: { limit: '10', resumeAt: '12' },
  PRICE_ROSE: { limit: '10', resumeAt: '8' },
  MARGIN_LOW: { limit: '0', resumeAt: '0' },
}

/**
 * Default end of an alert: 20 % beyond the limit, at least one unit. A margin ends it at the
 * limit, because the floor of a price rule leads exactly there.
 */
export function defaultResumeAt(kind: LimitedKind, limit: string): string {
  const value = Number(limit)
  if (kind === 'UPSTREAM_LOW') return String(Math.max(value + 1, Math.ceil(value * 1.2)))
  return kind === 'PRICE_ROSE' ? (value * 0.8).toFixed(4) : limit
}

/** Verdict of a figure on an alert; null: an open alert stays open, and none is opened. */
export type Verdict = 'OPEN' | 'RESOLVE' | null

/** Stock of a seller; an unknown number changes no alert. */
export function judgeQuantity(quantity: number | null, { limit, resumeAt }: OfferLimits): Verdict {
  if (quantity === null) return null
  if (quantity < Number(limit)) return 'OPEN'
  return quantity >= Number(resumeAt) ? 'RESOLVE' : null
}

/** A seller's price against the one before it rose. */
export function judgeRise(
  before: Money,
  now: Money,
  { limit, resumeAt }: OfferLimits,
  rateOf: RateOf,
): Verdict {
  if (risesAbove(before, now, limit, rateOf) === true) return 'OPEN'
  return risesAbove(before, now, resumeAt, rateOf) === false ? 'RESOLVE' : null
}

/** Margin of a price over the cost. */
export function judgeMargin(
  price: Money,
  cost: Money,
  { limit, resumeAt }: OfferLimits,
  rateOf: RateOf,
): Verdict {
  if (marginIsBelow(price, cost, limit, rateOf) === true) return 'OPEN'
  return marginIsBelow(price, cost, resumeAt, rateOf) === false ? 'RESOLVE' : null
}

/** Whom a rule is for; null: any. All named ones must match. */
export interface AlertScope {
  readonly id: string
  readonly kind: OfferAlertKind
  readonly skuId: string | null
  readonly supplierId: string | null
  readonly platform: Platform | null
}

/** Scope of a rule. */
export interface AlertPlace {
  readonly skuId: string
  readonly supplierId: string | null
  readonly platforms: readonly Platform[]
}

/** The most specific rule of a kind: one that names the SKU, then the supplier, then the platform. */
export function chooseAlertRule<Rule extends AlertScope>(
  rules: readonly Rule[],
  kind: OfferAlertKind,
  { skuId, supplierId, platforms }: AlertPlace,
): Rule | null {
  const weight = (rule: Rule) => (rule.skuId ? 4 : 0) + (rule.supplierId ? 2 : 0) + (rule.platform ? 1 : 0)
  const fitting = rules.filter(
    (rule) =>
      rule.kind === kind &&
      (rule.skuId === null || rule.skuId === skuId) &&
      (rule.supplierId === null || rule.supplierId === supplierId) &&
      (rule.platform === null || platforms.includes(rule.platform)),
  )
  return fitting.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))[0] ?? null
}
