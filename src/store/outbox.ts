import { randomUUID } from 'node:crypto'
import type { FeedEvent, FeedPayload } from '../domain/feed-event.ts'
import type { Database, Lease } from './database.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Where the feed's numbering stands. Events of another epoch have nothing to do with these numbers. */
export interface FeedHead {
  readonly epoch: string
  /** Number of the last numbered event; 0 when there is none. */
  readonly lastSeq: number
}

/** Database access of relay and feed. */
export interface Outbox {
  head(): Promise<FeedHead>
  /** Numbers up to `limit` events; see `numberPending`. */
  number(head: FeedHead, limit: number): Promise<FeedEvent[]>
  /** Numbered events after `after`, oldest first; may start later than `after + 1` when older ones were deleted. */
  read(after: number, limit: number): Promise<FeedEvent[]>
  /** The right to number, for one process at a time; null while another has it. */
  tryLease(): Promise<Lease | null>
  /** Calls back after each commit that appended something. Returns a stop. */
  onAppended(callback: () => void): Promise<() => Promise<void>>
}

export function outboxOf(database: Database): Outbox {
  const { prisma } = database
  return {
    head: () => readFeedHead(prisma),
    number: (head, limit) => numberPending(prisma, head, limit),
    read: (after, limit) => readNumbered(prisma, after, limit),
    tryLease: () => database.tryLease('relay'),
    onAppended: (callback) => database.listen('outbox', callback),
  }
}

/** Called by use cases inside the transaction of the change. Order of the array is order of delivery. */
export async function appendToOutbox(tx: Tx, payloads: readonly FeedPayload[]): Promise<void> {
  if (payloads.length === 0) return
  const rows = payloads.map(
    (payload) => Prisma.sql`(${payload.topic}, ${keyOf(payload)}, ${JSON.stringify(payload)}::jsonb)`,
  )
  await tx.$executeRaw`INSERT INTO outbox_event (topic, key, payload) VALUES ${Prisma.join(rows)}`
}

function keyOf(payload: FeedPayload): string {
  if (payload.topic === 'sync') return payload.shopId === null ? 'sync' : `shop:${payload.shopId}`
  if (payload.topic === 'order') return `order:${payload.orderId}`
  if (payload.topic === 'listing') return `listing:${payload.listingId}`
  if (payload.topic === 'product') return `product:${payload.productId}`
  if (payload.topic === 'import') return `import:${payload.importId}`
  if (payload.topic === 'back-in-stock') return `customer:${payload.customerId}`
  return payload.topic === 'stock' ? payload.level.skuId : payload.skuId
}

async function readFeedHead(prisma: PrismaClient): Promise<FeedHead> {
  const state = await prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })
  return { epoch: state.epoch, lastSeq: Number(state.lastSeq) }
}

export interface OutboxFigures {
  /** Events that are committed and wait for the relay. */
  readonly waiting: number
  /** Since when the oldest of them waits; 0 when there is none. */
  readonly oldestSeconds: number
}

/** How far the relay is behind, in one statement over an index. */
export async function outboxFigures(prisma: PrismaClient): Promise<OutboxFigures> {
  const [row] = await prisma.$queryRaw<OutboxFigures[]>`
    SELECT count(*)::int AS waiting,
      COALESCE(GREATEST(0, extract(epoch FROM now() - min(created_at))), 0)::float8 AS "oldestSeconds"
    FROM outbox_event WHERE seq IS NULL`
  if (!row) throw new Error('no figures')
  return row
}

/**
 * For data that went back in time: numbers given from now on mean other events than those that clients may have seen
 * under them, so every older cursor and log gets a gap.
 */
export async function beginEpoch(prisma: PrismaClient): Promise<void> {
  await prisma.feedState.update({ where: { id: 1 }, data: { epoch: randomUUID().replaceAll('-', '') } })
}

/**
 * Numbers up to `limit` events that have no number yet, in one transaction. Only the relay calls it,
 * under its lease; the conditional update of the head fences off a relay that lost the lease unnoticed.
 * A row that commits late gets a later number, so numbers are in commit order per key: writers of one
 * key hold the row lock of its level until they commit.
 * @returns the events just numbered, in order; empty when there is nothing to do
 */
async function numberPending(prisma: PrismaClient, head: FeedHead, limit: number): Promise<FeedEvent[]> {
  return prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: bigint; payload: FeedPayload }[]>`
      SELECT id, payload FROM outbox_event WHERE seq IS NULL ORDER BY id LIMIT ${limit}`
    if (rows.length === 0) return []
    const events = rows.map((row, index) => ({ seq: head.lastSeq + index + 1, payload: row.payload }))
    const moved = await tx.feedState.updateMany({
      where: { id: 1, epoch: head.epoch, lastSeq: BigInt(head.lastSeq) },
      data: { lastSeq: BigInt(head.lastSeq + events.length) },
    })
    if (moved.count !== 1) throw new RelayOvertaken()
    const ids = rows.map((row) => row.id)
    await tx.$executeRaw`
      UPDATE outbox_event SET seq = numbered.seq
      FROM unnest(${ids}::bigint[], ${events.map((event) => BigInt(event.seq))}::bigint[]) AS numbered (id, seq)
      WHERE outbox_event.id = numbered.id`
    return events
  })
}

/** Another relay has moved the head: this one has to give up and take the lease again. */
export class RelayOvertaken extends Error {
  constructor() {
    super('another relay has numbered events meanwhile')
    this.name = 'RelayOvertaken'
  }
}

async function readNumbered(prisma: PrismaClient, after: number, limit: number): Promise<FeedEvent[]> {
  const rows = await prisma.$queryRaw<{ seq: bigint; payload: FeedPayload }[]>`
    SELECT seq, payload FROM outbox_event WHERE seq > ${after} ORDER BY seq LIMIT ${limit}`
  return rows.map((row) => ({ seq: Number(row.seq), payload: row.payload }))
}
