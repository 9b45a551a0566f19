import type { ExchangeRate } from '../domain/exchange-rate.ts'
import type { PrismaClient } from './generated/client.ts'
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

/** How the rates stand that follow a published table. */
export interface PublishedRateFigures {
  /** The newest day of a table that was taken; null: none yet. */
  readonly day: string | null
  readonly followed: number
  /** Currencies whose rates people have set. */
  readonly byHand: number
}

/**
 * Writes the rates of a published table, except those that a person has set and those of a later table.
 * @returns how many are other than before
 */
export function writePublishedRates(
  prisma: PrismaClient,
  {
    day,
    source,
    rates,
  }: { readonly day: string; readonly source: string; readonly rates: readonly ExchangeRate[] },
): Promise<number> {
  return prisma.$executeRaw`
    INSERT INTO exchange_rate AS known (currency, rate, updated_at, updated_by, published_on)
    SELECT currency, rate, clock_timestamp(), ${source}, ${day}
    FROM unnest(${rates.map(({ currency }) => currency)}::text[], ${rates.map(({ rate }) => rate)}::text[]::numeric[])
      AS told (currency, rate) ORDER BY currency
    ON CONFLICT (currency) DO UPDATE SET rate = excluded.rate, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, published_on = excluded.published_on
    WHERE (known.published_on IS NOT NULL OR known.updated_by IS NULL)
      AND (known.published_on IS NULL OR known.published_on < excluded.published_on
        OR known.published_on = excluded.published_on AND known.rate <> excluded.rate)`
}

export async function publishedRateFigures(prisma: PrismaClient): Promise<PublishedRateFigures> {
  const [row] = await prisma.$queryRaw<PublishedRateFigures[]>`
    SELECT max(published_on) AS day, count(published_on)::int AS followed,
      count(*) FILTER (WHERE published_on IS NULL AND updated_by IS NOT NULL)::int AS "byHand"
    FROM exchange_rate`
  return row ?? { day: null, followed: 0, byHand: 0 }
}
