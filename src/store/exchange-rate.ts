import type { ExchangeRate } from '../domain/exchange-rate.ts'
import type { Tx } from './transaction.ts'

/** Null when operators keep no rate for the currency. */
export async function readRate(tx: Tx, currency: string): Promise<ExchangeRate | null> {
  const row = await tx.exchangeRate.findUnique({ where: { currency } })
  return row && { currency, rate: row.rate.toFixed() }
}

/** All rates, by currency. */
export async function readRates(tx: Tx): Promise<ReadonlyMap<string, ExchangeRate>> {
  const rows = await tx.exchangeRate.findMany()
  return new Map(rows.map(({ currency, rate }) => [currency, { currency, rate: rate.toFixed() }]))
}
