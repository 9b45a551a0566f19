import { available, oversoldBy, type StockLevel } from './stock.ts'

export const ALERT_KINDS = ['LOW_STOCK', 'OUT_OF_STOCK', 'OVERSOLD', 'BACK_IN_STOCK'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]
export type AlertStatus = 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED'

/** `quantity < threshold` alarms, `quantity >= resumeAbove` ends the alarm. In units. */
export interface AlertLimits {
  readonly threshold: number
  readonly resumeAbove: number
}

export const DEFAULT_THRESHOLD = 10

/** Default end of the alarm: threshold + 20 %, at least one unit more. */
export function defaultResumeAbove(threshold: number): number {
  return Math.max(threshold + 1, Math.ceil(threshold * 1.2))
}

export const DEFAULT_LIMITS: AlertLimits = {
  threshold: DEFAULT_THRESHOLD,
  resumeAbove: defaultResumeAbove(DEFAULT_THRESHOLD),
}

export interface AlertDecision {
  /** Kinds to open now; BACK_IN_STOCK is news, not a condition: it is opened and resolved at once. */
  readonly open: AlertKind[]
  /** Unresolved kinds that are over. */
  readonly resolve: AlertKind[]
}

/**
 * Verdict on a level, given its unresolved kinds. An alarm opens once and stays
 * until its end is reached, so a level that moves about below the threshold stays silent.
 */
export function decideAlerts(
  level: Pick<StockLevel, 'onHand' | 'reserved' | 'safetyStock'>,
  limits: AlertLimits,
  unresolved: ReadonlySet<AlertKind>,
): AlertDecision {
  const quantity = available(level)
  const open: AlertKind[] = []
  const resolve: AlertKind[] = []
  const condition = (kind: AlertKind, begins: boolean, ends: boolean) => {
    if (begins && !unresolved.has(kind)) open.push(kind)
    if (ends && unresolved.has(kind)) resolve.push(kind)
  }
  condition('LOW_STOCK', quantity < limits.threshold, quantity >= limits.resumeAbove)
  condition('OUT_OF_STOCK', quantity === 0, quantity > 0)
  condition('OVERSOLD', oversoldBy(level) > 0, oversoldBy(level) === 0)
  if (resolve.includes('OUT_OF_STOCK')) open.push('BACK_IN_STOCK')
  return { open, resolve }
}

/** How a supplier is notified of an alert. */
export type DeliveryChannel = 'WEBHOOK' | 'EMAIL'
