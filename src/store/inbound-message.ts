import { v7 } from 'uuid'
import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export interface NewMessage {
  /** The sender's id of it: a repeat is dropped. */
  readonly messageId: string
  readonly kind: string
  readonly payload: object
}

export interface DueMessage {
  readonly id: string
  readonly messageId: string
  readonly kind: string
  readonly payload: unknown
  readonly attempts: number
  readonly receivedAt: Date
}

/** Stores messages, so that their sender can be answered. @returns how many are new */
export async function storeMessages(
  prisma: Tx,
  source: string,
  messages: readonly NewMessage[],
): Promise<number> {
  if (messages.length === 0) return 0
  const { count } = await prisma.inboundMessage.createMany({
    data: messages.map((message) => ({ id: v7(), source, ...message })),
    skipDuplicates: true,
  })
  return count
}

/**
 * Leases waiting messages, the oldest first; when a worker dies, others get them after the lease.
 * Skips those that another worker holds.
 */
export function takeMessages(
  prisma: PrismaClient,
  source: string,
  limit: number,
  leaseMs: number,
): Promise<DueMessage[]> {
  return prisma.$queryRaw`
    UPDATE inbound_message SET attempts = attempts + 1, next_attempt_at = now() + ${leaseMs} * interval '1 millisecond'
    FROM (
      SELECT id FROM inbound_message WHERE source = ${source} AND done_at IS NULL AND next_attempt_at <= now()
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) due
    WHERE inbound_message.id = due.id
    RETURNING inbound_message.id, message_id AS "messageId", kind, payload, attempts, received_at AS "receivedAt"`
}

/** `note` says why nothing was done with them. */
export async function finishMessages(
  tx: Tx,
  ids: readonly string[],
  note: string | null = null,
): Promise<void> {
  if (ids.length === 0) return
  await tx.inboundMessage.updateMany({
    where: { id: { in: [...ids] }, doneAt: null },
    data: { doneAt: new Date(), lastError: note },
  })
}

export async function retryMessages(
  prisma: PrismaClient,
  ids: readonly string[],
  error: string,
  afterMs: number,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE inbound_message SET last_error = ${error.slice(0, 500)},
      next_attempt_at = now() + ${afterMs} * interval '1 millisecond'
    WHERE id IN (${Prisma.join([...ids])}) AND done_at IS NULL`
}

/** Sources with messages that wait. */
export async function sourcesWaiting(prisma: PrismaClient): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ source: string }[]>`
    SELECT DISTINCT source FROM inbound_message WHERE done_at IS NULL AND next_attempt_at <= now()`
  return rows.map((row) => row.source)
}

/** Whether messages of a source wait that came before then and that no worker has begun. */
export async function hasBacklog(prisma: PrismaClient, source: string, before: Date): Promise<boolean> {
  const one = await prisma.inboundMessage.findFirst({
    where: { source, doneAt: null, attempts: 0, receivedAt: { lt: before } },
    select: { id: true },
  })
  return one !== null
}
