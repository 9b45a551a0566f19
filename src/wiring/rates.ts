import type { Config } from '../config/index.ts'
import { ECB_TABLE, ecbRates } from '../connectors/ecb/index.ts'
import type { Upstream } from '../connectors/upstream.ts'
import { type FollowedRates, followRates } from '../orders/follow-rates.ts'
import type { Logger } from '../server/logger.ts'
import type { RateFigures } from '../server/rate-metrics.ts'
import type { PrismaClient } from '../store/database.ts'
import { publishedRateFigures } from '../store/exchange-rate.ts'
import type { Lifetime } from './lifetime.ts'

/** Rest between two readings of the table, in ms. It is a small file that comes once on a working day. */
const REST_MS = 30 * 60_000

/** The published table that exchange rates follow; null: people set them all. The sandbox serves one like it. */
export function followedRatesFor(
  { rates: { source, url, marginPercent } }: Pick<Config, 'rates'>,
  sandboxUrl: string | null,
  upstream: Upstream,
): FollowedRates | null {
  if (source === 'off') return null
  const standIn = sandboxUrl && `${sandboxUrl}/ecb/eurofxref-daily.xml`
  return { source: ecbRates(upstream, url ?? standIn ?? ECB_TABLE), marginPercent }
}

/** Reads the table, unless this process is only a gateway or none is followed. */
export function startRateJobs(
  { role }: Pick<Config, 'role'>,
  prisma: PrismaClient,
  followed: FollowedRates | null,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway' || followed === null) return
  life.every({
    name: 'exchange rates',
    everyMs: REST_MS,
    run: async (signal) => {
      const { day, changed } = await followRates(prisma, followed, signal)
      if (changed > 0) log.info({ day, changed, source: followed.source.name }, 'exchange rates were taken')
      return false
    },
    log,
  })
}

const DAY_MS = 86_400_000

/** @param now for tests */
export async function rateFigures(
  { rates: { oldDays } }: Pick<Config, 'rates'>,
  prisma: PrismaClient,
  followed: FollowedRates | null,
  now = Date.now(),
): Promise<RateFigures> {
  const figures = await publishedRateFigures(prisma)
  const { day } = figures
  const ageDays = day === null ? null : Math.floor((now - Date.parse(day)) / DAY_MS)
  return {
    ...figures,
    source: followed?.source.name ?? null,
    ageDays: followed && ageDays,
    isOld: followed !== null && (ageDays === null || ageDays > oldDays),
  }
}
