import type { ExchangeRate } from '../domain/exchange-rate.ts'
import type { Tx } from './transaction.ts'

/** Null when operators keep no rate for the currency. */
export async function readRate(tx: Tx, currency: string): Promise<ExchangeRate | null> {
  const row = await tx.exchangeRate.findUnique({ where: { currency } })
  return row && { currency, rate: row.rate.toFixed() }
}

/** The rates that operators keep of these currencies. */
export async function readRates(
  tx: Tx,
  currencies: readonly string[],
): Promise<ReadonlyMap<string, ExchangeRate>> {
  const rows = await tx.exchangeRate.findMany({ where: { currency: { in: [...currencies] } } })
  return new Map(rows.map(({ currency, rate }) => [currency, { currency, rate: rate.toFixed() }]))
}
