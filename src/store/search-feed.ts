import type { ProductPayload } from '../domain/feed-event.ts'
import type { PrismaClient } from './generated/client.ts'

/** Progress of an index: which part of the feed and of the catalogue it has. */
export interface FeedProgress {
  readonly epoch: string
  readonly seq: bigint
  readonly fillAfter: string | null
  readonly filledAt: Date | null
}

export interface FeedLease extends FeedProgress {
  readonly index: string
  readonly failures: number
  /** Ends the lease, and tells it from a later one. */
  readonly leasedUntil: Date
}

/** A worker's lease of an index, in seconds. */
export const FEED_LEASE_SECONDS = 120

/**
 * Leases the index to one worker, so that changes are written in their order.
 * @param always also if nothing is due
 * @returns null: another worker has it, nothing is due, or it is paused
 */
export async function takeSearchFeed(
  prisma: PrismaClient,
  index: string,
  always: boolean,
): Promise<FeedLease | null> {
  if (always)
    await prisma.$executeRaw`
      INSERT INTO search_feed (index_name, epoch, seq) SELECT ${index}, epoch, last_seq FROM feed_state
      ON CONFLICT DO NOTHING`
  const [row] = await prisma.$queryRaw<FeedLease[]>`
    UPDATE search_feed SET leased_until = clock_timestamp() + ${FEED_LEASE_SECONDS} * interval '1 second'
    FROM feed_state
    WHERE index_name = ${index}
      AND (leased_until IS NULL OR leased_until <= clock_timestamp())
      AND (paused_until IS NULL OR paused_until <= clock_timestamp())
      AND (${always} OR fill_after IS NOT NULL OR (search_feed.epoch, seq) IS DISTINCT FROM (feed_state.epoch, last_seq))
    RETURNING index_name AS index, search_feed.epoch, seq, fill_after AS "fillAfter", filled_at AS "filledAt", failures,
      leased_until AS "leasedUntil"`
  return row ?? null
}

/** Ends the lease with what was reached; nothing happens after the lease was lost. */
export async function saveSearchFeed(
  prisma: PrismaClient,
  { index, leasedUntil }: FeedLease,
  { epoch, seq, fillAfter, filledAt }: FeedProgress,
): Promise<void> {
  await prisma.searchFeed.updateMany({
    where: { index, leasedUntil },
    data: {
      epoch,
      seq,
      fillAfter,
      filledAt,
      leasedUntil: null,
      failures: 0,
      pausedUntil: null,
      lastError: null,
    },
  })
}

/** Ends the lease without progress. Nothing is written to the index before then; null: it may be tried at once. */
export async function endSearchFeedLease(
  prisma: PrismaClient,
  { index, leasedUntil, failures }: FeedLease,
  pause: { readonly until: Date; readonly lastError: string } | null,
): Promise<void> {
  await prisma.searchFeed.updateMany({
    where: { index, leasedUntil },
    data: {
      leasedUntil: null,
      ...(pause && { failures: failures + 1, pausedUntil: pause.until, lastError: pause.lastError }),
    },
  })
}

/**
 * Start of a filling: every later change is in the feed.
 * @param filledAt null: the index does not answer before it is filled
 */
export async function startOfFeed(prisma: PrismaClient, filledAt: Date | null): Promise<FeedProgress> {
  const { epoch, lastSeq: seq } = await prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })
  return { epoch, seq, fillAfter: '', filledAt }
}

/** All products are written again, while the index answers. False: no worker has ever had the index. */
export async function fillAgain(prisma: PrismaClient, index: string): Promise<boolean> {
  const { count } = await prisma.searchFeed.updateMany({
    where: { index },
    data: { fillAfter: '', pausedUntil: null, leasedUntil: null },
  })
  return count === 1
}

export interface FeedState extends FeedProgress {
  /** Events that have not been looked at. */
  readonly behind: number
  readonly failures: number
  readonly pausedUntil: Date | null
  readonly lastError: string | null
}

export async function searchFeedState(prisma: PrismaClient, index: string): Promise<FeedState | null> {
  const [row] = await prisma.$queryRaw<FeedState[]>`
    SELECT search_feed.epoch, seq, fill_after AS "fillAfter", filled_at AS "filledAt", failures, last_error AS "lastError",
      CASE WHEN paused_until > clock_timestamp() THEN paused_until END AS "pausedUntil",
      CASE WHEN search_feed.epoch = feed_state.epoch THEN last_seq - seq ELSE last_seq END::float8 AS behind
    FROM search_feed, feed_state WHERE index_name = ${index}`
  return row ?? null
}

/** Whether the index has all products. */
export async function isFilled(prisma: PrismaClient, index: string): Promise<boolean> {
  const row = await prisma.searchFeed.findUnique({ where: { index }, select: { filledAt: true } })
  return row?.filledAt != null
}

/** Names of fields whose change other words may come from. */
const OF_WORDS = /^(title|brand|status|skus\.(code|barcode))/

export interface ProductEvents {
  /** Products whose words may have changed, each once. */
  readonly ids: readonly string[]
  /** The last event that was looked at. */
  readonly seq: bigint
  readonly mayHaveMore: boolean
}

/** Most events that are read at once: most of them are about stock. */
const EVENTS = 2_000

/**
 * Events behind `seq`, up to the one that names the last of `most` products. Null: some are gone, or they belong to
 * another epoch.
 */
export async function productEvents(
  prisma: PrismaClient,
  { epoch, seq }: Pick<FeedProgress, 'epoch' | 'seq'>,
  most: number,
): Promise<ProductEvents | null> {
  const head = await prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })
  if (head.epoch !== epoch || head.lastSeq < seq) return null
  const rows = await prisma.$queryRaw<{ seq: bigint; payload: ProductPayload | null }[]>`
    SELECT seq, CASE WHEN topic = 'product' THEN payload END AS payload
    FROM outbox_event WHERE seq > ${seq} ORDER BY seq LIMIT ${EVENTS}`
  const first = rows[0]?.seq ?? head.lastSeq + 1n
  if (first !== seq + 1n) return null
  const ids = new Set<string>()
  let last = seq
  for (const row of rows) {
    if (ids.size === most) break
    if (row.payload?.fields.some((field) => OF_WORDS.test(field))) ids.add(row.payload.productId)
    last = row.seq
  }
  return {
    ids: [...ids],
    seq: last,
    mayHaveMore: rows.length === EVENTS || last !== (rows.at(-1)?.seq ?? seq),
  }
}
