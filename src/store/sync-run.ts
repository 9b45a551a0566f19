import { v7 } from 'uuid'
import type { RunStatus } from '../domain/sync-words.ts'
import type { PrismaClient } from './database.ts'
import type { SyncKind } from './generated/client.ts'
import { type Tx, transaction } from './transaction.ts'

interface Target {
  readonly shopId: string
  readonly kind: SyncKind
}

/** Counts of one chunk, to be added. */
export interface Counts {
  readonly read: number
  readonly written: number
  readonly failed: number
}

/** A run that somebody asked for: the one that runs or waits already, or a new one that waits. */
export function queueRun(prisma: PrismaClient, { shopId, kind }: Target): Promise<string> {
  return transaction(prisma, async (tx) => {
    // Serialises askers of one shop: its state row is there as soon as it was linked.
    await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId} FOR NO KEY UPDATE`
    const present = await tx.syncRun.findFirst({
      where: { shopId, kind, status: { in: ['QUEUED', 'RUNNING'] } },
      orderBy: { startedAt: 'desc' },
      select: { id: true },
    })
    if (present) return present.id
    const run = await tx.syncRun.create({ data: { id: v7(), shopId, kind, status: 'QUEUED' } })
    return run.id
  })
}

/**
 * Begins a run: the one that waits for it, or a new one. One that claims to be running was left by a worker that
 * died, because jobs of one shop and kind never run at the same time.
 */
export function beginRun(prisma: PrismaClient, { shopId, kind }: Target, now: Date): Promise<string> {
  return transaction(prisma, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId} FOR NO KEY UPDATE`
    await tx.syncRun.updateMany({
      where: { shopId, kind, status: 'RUNNING' },
      data: { status: 'INTERRUPTED', finishedAt: now, error: 'The worker vanished; another one goes on.' },
    })
    const queued = await tx.syncRun.findFirst({
      where: { shopId, kind, status: 'QUEUED' },
      orderBy: { startedAt: 'asc' },
      select: { id: true },
    })
    const data = { status: 'RUNNING', startedAt: now, beatAt: now }
    const run = queued
      ? await tx.syncRun.update({ where: { id: queued.id }, data })
      : await tx.syncRun.create({ data: { id: v7(), shopId, kind, ...data } })
    return run.id
  })
}

/** In the transaction of the rows that it counts. Nothing is counted outside of a run. */
export async function addToRun(
  tx: Tx,
  runId: string | null,
  { read, written, failed }: Counts,
  progress: number | null,
): Promise<void> {
  if (runId === null) return
  await tx.syncRun.update({
    where: { id: runId },
    data: {
      read: { increment: read },
      written: { increment: written },
      failed: { increment: failed },
      ...(progress !== null && { progress }),
      beatAt: new Date(),
    },
  })
}

export async function endRun(
  tx: Tx,
  runId: string,
  status: RunStatus & ('SUCCEEDED' | 'FAILED' | 'INTERRUPTED'),
  now: Date,
  error: string | null = null,
): Promise<void> {
  await tx.syncRun.updateMany({
    where: { id: runId, status: 'RUNNING' },
    data: { status, finishedAt: now, error, ...(status === 'SUCCEEDED' && { progress: 1 }) },
  })
}
