import DataLoader from 'dataloader'
import type { ExchangeRate } from '../domain/exchange-rate.ts'
import type { PrismaClient } from '../store/database.ts'
import { readRates } from '../store/exchange-rate.ts'

/** One per request: rates by currency, all asked for at once in one statement; null where operators keep none. */
export function exchangeRateLoader(prisma: PrismaClient): DataLoader<string, ExchangeRate | null> {
  return new DataLoader(async (currencies) => {
    const rates = await readRates(prisma, currencies)
    return currencies.map((currency) => rates.get(currency) ?? null)
  })
}
