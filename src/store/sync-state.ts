import type { PrismaClient } from './database.ts'
import { Prisma, type SyncKind } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export type { SyncKind } from './generated/client.ts'

export interface StoredState {
  readonly shopId: string
  readonly kind: SyncKind
  readonly cursor: Date | null
  readonly firstFrom: Date | null
  readonly firstUntil: Date | null
  readonly failuresInRow: number
  readonly everySeconds: number | null
}

/** The state of a kind of a shop, made when it is not there. */
export async function readState(prisma: PrismaClient, shopId: string, kind: SyncKind): Promise<StoredState> {
  const key = { shopId, kind }
  return prisma.syncState.upsert({ where: { shopId_kind: key }, create: key, update: {} })
}

/** Sets the first times to read a linked shop (null: not scheduled); kinds it has already keep theirs. */
export async function ensureStates(
  prisma: PrismaClient,
  shopId: string,
  kinds: readonly { readonly kind: SyncKind; readonly dueAt: Date | null }[],
): Promise<void> {
  await prisma.syncState.createMany({
    data: kinds.map(({ kind, dueAt }) => ({ shopId, kind, nextDueAt: dueAt })),
    skipDuplicates: true,
  })
}

/** Linked shops that have no state of some kind yet. */
export function shopsWithoutState(
  prisma: PrismaClient,
  platform: string,
  kinds: readonly SyncKind[],
): Promise<{ id: string }[]> {
  return prisma.$queryRaw`
    SELECT shop.id FROM shop
    WHERE platform = ${platform}::"Platform" AND status = 'LINKED' AND (
      SELECT count(*) FROM sync_state WHERE shop_id = shop.id AND kind::text = ANY(${[...kinds]}::text[])
    ) < ${kinds.length}`
}

/**
 * Takes what is due of linked shops and moves its next time, so that each is given out once, to the worker that
 * asks first. The cursors of shops that are not linked stay as they are until they are linked again.
 */
export async function takeDue(
  prisma: PrismaClient,
  now: Date,
  restSeconds: Readonly<Record<SyncKind, number>>,
): Promise<{ shopId: string; kind: SyncKind }[]> {
  const defaults = Prisma.join(
    Object.entries(restSeconds).map(([kind, seconds]) => Prisma.sql`(${kind}::text, ${seconds}::int)`),
  )
  return prisma.$queryRaw`
    UPDATE sync_state SET next_due_at = CASE
      WHEN COALESCE(every_seconds, rest.seconds) = 0 THEN NULL
      ELSE ${now}::timestamptz + COALESCE(every_seconds, rest.seconds) * interval '1 second' END
    FROM (
      SELECT shop_id, kind FROM sync_state JOIN shop ON shop.id = shop_id
      WHERE next_due_at <= ${now} AND shop.status = 'LINKED' FOR UPDATE OF sync_state SKIP LOCKED
    ) due, (VALUES ${defaults}) AS rest (kind, seconds)
    WHERE sync_state.shop_id = due.shop_id AND sync_state.kind = due.kind AND rest.kind = due.kind::text
    RETURNING sync_state.shop_id AS "shopId", sync_state.kind`
}

/**
 * Moves the cursor, in the transaction of the last rows of its window.
 * @throws Overtaken when it is no longer where the window began
 */
export async function moveCursor(
  tx: Tx,
  { shopId, kind, cursor }: Pick<StoredState, 'shopId' | 'kind' | 'cursor'>,
  to: Date,
): Promise<void> {
  const { count } = await tx.syncState.updateMany({ where: { shopId, kind, cursor }, data: { cursor: to } })
  if (count !== 1) throw new Overtaken()
}

/** Another worker has gone on from here, because this one seemed dead. */
export class Overtaken extends Error {
  constructor() {
    super('another worker has moved the cursor meanwhile')
    this.name = 'Overtaken'
  }
}

/** Where the first synchronisation begins and how far it has to come, for its progress. */
export async function beginFirst(
  prisma: PrismaClient,
  { shopId, kind }: Pick<StoredState, 'shopId' | 'kind'>,
  from: Date,
  until: Date,
): Promise<void> {
  await prisma.syncState.update({
    where: { shopId_kind: { shopId, kind } },
    data: { firstFrom: from, firstUntil: until },
  })
}

export async function stateSucceeded(
  tx: Tx,
  { shopId, kind }: Pick<StoredState, 'shopId' | 'kind'>,
  at: Date,
): Promise<void> {
  await tx.syncState.update({
    where: { shopId_kind: { shopId, kind } },
    data: {
      lastSuccessAt: at,
      failing: false,
      lastError: null,
      failuresInRow: 0,
      firstFrom: null,
      firstUntil: null,
    },
  })
}

/** @returns failures in a row, this one included */
export async function stateFailed(
  tx: Tx,
  { shopId, kind }: Pick<StoredState, 'shopId' | 'kind'>,
  error: string,
  nextDueAt: Date | null,
): Promise<number> {
  const { failuresInRow } = await tx.syncState.update({
    where: { shopId_kind: { shopId, kind } },
    data: {
      failing: true,
      lastError: error,
      failuresInRow: { increment: 1 },
      ...(nextDueAt && { nextDueAt }),
    },
  })
  return failuresInRow
}

/** States from before schedules existed become due, a little apart. */
export async function scheduleUnscheduled(
  prisma: PrismaClient,
  kinds: readonly string[],
  now: Date,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE sync_state SET next_due_at = ${now}::timestamptz + random() * interval '20 seconds'
    WHERE next_due_at IS NULL AND every_seconds IS NULL AND kind::text = ANY(${[...kinds]}::text[])`
}

/** States of kinds that a platform does not offer (any more): they would seem to stall forever. */
export async function dropStates(
  prisma: PrismaClient,
  platform: string,
  kinds: readonly SyncKind[],
): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM sync_state USING shop
    WHERE shop.id = sync_state.shop_id AND shop.platform = ${platform}::"Platform"
      AND kind::text <> ALL(${[...kinds]}::text[])`
}
