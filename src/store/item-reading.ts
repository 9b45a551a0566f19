import type { Platform } from '../domain/platform.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/** Names one reading: an item, as it was asked for in one language (empty: in none). */
export interface ReadingKey {
  readonly platform: Platform
  readonly externalId: string
  readonly locale: string
}

export interface StoredReading {
  /** Null: no source knew the item. */
  readonly payload: unknown
  readonly source: string | null
  readonly fetchedAt: Date
}

/** Lease of one gateway for a reading, in seconds; when it dies, others continue after it. */
const LEASE_SECONDS = 25

/** The last reading; null when there is none. */
export async function storedReading(prisma: PrismaClient, key: ReadingKey): Promise<StoredReading | null> {
  const row = await prisma.itemReading.findUnique({ where: { platform_externalId_locale: key } })
  return row?.fetchedAt ? { payload: row.payload, source: row.source, fetchedAt: row.fetchedAt } : null
}

/** The last readings of these items in no particular language. */
export async function storedReadings(
  prisma: PrismaClient,
  items: readonly Omit<ReadingKey, 'locale'>[],
): Promise<(Omit<ReadingKey, 'locale'> & { readonly payload: unknown; readonly fetchedAt: Date })[]> {
  const rows = await prisma.itemReading.findMany({
    where: { locale: '', OR: items.map(({ platform, externalId }) => ({ platform, externalId })) },
    select: { platform: true, externalId: true, payload: true, fetchedAt: true },
  })
  return rows.flatMap(({ fetchedAt, ...row }) => (fetchedAt ? [{ ...row, fetchedAt }] : []))
}

/** Leases the item to one gateway for reading; false when another one has it or has just read it. */
export async function takeReadingLease(
  prisma: PrismaClient,
  { platform, externalId, locale }: ReadingKey,
  olderThan: Date,
): Promise<boolean> {
  const taken = await prisma.$executeRaw`
    INSERT INTO item_reading (platform, external_id, locale, leased_until)
    VALUES (${platform}::"Platform", ${externalId}, ${locale}, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second')
    ON CONFLICT (platform, external_id, locale) DO UPDATE SET leased_until = excluded.leased_until
    WHERE item_reading.leased_until <= clock_timestamp()
      AND (item_reading.fetched_at IS NULL OR item_reading.fetched_at < ${olderThan})`
  return taken === 1
}

/** Ends the lease with what was read. */
export async function keepReading(
  prisma: PrismaClient,
  key: ReadingKey,
  { payload, source, fetchedAt }: StoredReading,
): Promise<void> {
  await prisma.itemReading.update({
    where: { platform_externalId_locale: key },
    data: {
      payload: payload === null ? Prisma.DbNull : (payload as object),
      source,
      fetchedAt,
      leasedUntil: fetchedAt,
    },
  })
}

/** Ends the lease of a reading that failed: others may try. */
export async function endReadingLease(prisma: PrismaClient, key: ReadingKey): Promise<void> {
  await prisma.itemReading.updateMany({ where: key, data: { leasedUntil: new Date(0) } })
}

/** Total of the calls of one day. */
export interface UsageOfDay {
  readonly calls: number
  readonly nothing: number
  readonly failed: number
  /** As the provider counts; null until it says so. */
  readonly counted: number | null
  readonly quota: number | null
}

const TOTAL = 'total'

/** One more paid call of an address; false when it has had its `most` of the day. */
export async function takePaidCall(
  prisma: PrismaClient,
  day: string,
  payer: string,
  most: number,
): Promise<boolean> {
  const taken = await prisma.$executeRaw`
    INSERT INTO item_data_usage (day, payer, calls) VALUES (${day}, ${payer}, 1)
    ON CONFLICT (day, payer) DO UPDATE SET calls = item_data_usage.calls + 1
    WHERE item_data_usage.calls < ${most}`
  return taken === 1
}

export async function notePaidAnswer(
  prisma: PrismaClient,
  day: string,
  answer: { outcome: 'found' | 'nothing' | 'failed'; usedToday: number | null; dailyQuota: number | null },
): Promise<void> {
  const nothing = answer.outcome === 'nothing' ? 1 : 0
  const failed = answer.outcome === 'failed' ? 1 : 0
  await prisma.$executeRaw`
    INSERT INTO item_data_usage (day, payer, calls, nothing, failed, counted, quota)
    VALUES (${day}, ${TOTAL}, 1, ${nothing}, ${failed}, ${answer.usedToday}, ${answer.dailyQuota})
    ON CONFLICT (day, payer) DO UPDATE SET
      calls = item_data_usage.calls + 1,
      nothing = item_data_usage.nothing + excluded.nothing,
      failed = item_data_usage.failed + excluded.failed,
      counted = greatest(item_data_usage.counted, excluded.counted),
      quota = coalesce(excluded.quota, item_data_usage.quota)`
}

export async function usageOf(prisma: PrismaClient, day: string): Promise<UsageOfDay | null> {
  return prisma.itemDataUsage.findUnique({ where: { day_payer: { day, payer: TOTAL } } })
}
