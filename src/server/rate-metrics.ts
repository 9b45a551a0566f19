import type { GaugeNames } from './gauges.ts'

/** How the exchange rates stand that follow a published table. */
export interface RateFigures {
  /** Who publishes it; null: people set all rates. */
  readonly source: string | null
  /** The newest day of a table that was taken; null: none yet. */
  readonly day: string | null
  /** Days since then; null: none yet. */
  readonly ageDays: number | null
  /** More days than are usual between two tables. */
  readonly isOld: boolean
  readonly followed: number
  /** Currencies whose rates people have set. */
  readonly byHand: number
}

export const RATE_GAUGES: GaugeNames<RateFigures> = [
  ['ageDays', 'haitao_exchange_rates_age_days', 'Age of the published table that exchange rates are of.'],
]
