import type { Table, Values } from './setting.ts'
import { httpAddress, oneOf, percent, wholeNumber } from './types.ts'

export const RATES = {
  EXCHANGE_RATES: {
    type: oneOf('off', 'ecb'),
    default: 'off',
    sentence:
      'A published table that exchange rates follow: "ecb" is the European Central Bank\'s, of each working day. Rates that people set stay.',
  },
  EXCHANGE_RATES_URL: {
    type: httpAddress('https://rates.example/eurofxref-daily.xml'),
    otherwise: "the European Central Bank's own, or the sandbox's",
    sentence: 'Another address of the table.',
  },
  EXCHANGE_RATE_MARGIN_PERCENT: {
    type: percent(0, 50),
    default: '0',
    sentence: 'Percent by which rates are higher than published, and prices in other currencies with them.',
  },
  EXCHANGE_RATES_OLD_DAYS: {
    type: wholeNumber(1, 365, 'days'),
    default: '4',
    sentence: 'Days after which the table counts as old: weekends and holidays have none.',
  },
} as const satisfies Table

export interface RateSettings {
  readonly source: 'off' | 'ecb'
  /** Null: its own. */
  readonly url: string | null
  readonly marginPercent: string
  readonly oldDays: number
}

export function ratesOf(vars: Values<typeof RATES>): RateSettings {
  return {
    source: vars.EXCHANGE_RATES,
    url: vars.EXCHANGE_RATES_URL ?? null,
    marginPercent: vars.EXCHANGE_RATE_MARGIN_PERCENT,
    oldDays: vars.EXCHANGE_RATES_OLD_DAYS,
  }
}
