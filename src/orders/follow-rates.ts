import type { RateSource } from '../connectors/rates.ts'
import { BASE_CURRENCY, crossRate } from '../domain/exchange-rate.ts'
import type { PrismaClient } from '../store/database.ts'
import { writePublishedRates } from '../store/exchange-rate.ts'

export interface FollowedRates {
  readonly source: RateSource
  /** By which rates are higher than published: "2" for two percent. */
  readonly marginPercent: string
}

/**
 * Brings the exchange rates to the newest published table. Rates that a person has set stay, and so do currencies that
 * the table lacks. @returns the table's day, and how many rates are other than before
 */
export async function followRates(
  prisma: PrismaClient,
  { source, marginPercent }: FollowedRates,
  signal?: AbortSignal,
): Promise<{ readonly day: string; readonly changed: number }> {
  const { day, rates } = await source.readRates(signal)
  const ofCny = rates.get(BASE_CURRENCY)
  if (ofCny === undefined) throw new Error(`a table of ${source.name} without ${BASE_CURRENCY}`)
  const followed = [...rates].flatMap(([currency, perUnit]) => {
    const rate = currency === BASE_CURRENCY ? null : crossRate(perUnit, ofCny, marginPercent)
    return rate === null ? [] : [{ currency, rate }]
  })
  const changed = await writePublishedRates(prisma, { day, source: source.name, rates: followed })
  return { day, changed }
}
