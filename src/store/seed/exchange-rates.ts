import type { SeedOptions } from './options.ts'
import { type TableRows, tableRows } from './table-rows.ts'

/** Units for one CNY, about those of a day in 2026; operators keep them from then on. */
const RATES = {
  USD: '0.1406',
  EUR: '0.1208',
  GBP: '0.1052',
  JPY: '21.98',
  AUD: '0.2135',
  CAD: '0.1963',
  SGD: '0.1815',
  HKD: '1.0937',
}

/** Currencies that prices can be shown in from the start. */
export function exchangeRateTables({ now }: SeedOptions): TableRows[] {
  return [
    tableRows(
      'exchange_rate',
      Object.entries(RATES).map(([currency, rate]) => ({ currency, rate, updatedAt: now })),
    ),
  ]
}
