import type { Database } from '../../src/store/database.ts'
import { until } from '../support/until.ts'
import type { Told } from './alert-mirror.ts'
import { globalId } from './global-id.ts'

/** A row of the outbox that has its number. */
export interface Numbered {
  readonly seq: bigint | null
  readonly payload: unknown
}

/** Newest events that are always kept. */
const KEPT = 3
/** Another relay may have to start first, in ms. */
const PATIENCE_MS = 20_000

/**
 * Deletes old events as retention does, only much sooner, and gives them: the verdict still needs them. Some
 * are undelivered: it waits until enough were numbered after `known`.
 */
export async function forgetEvents({ prisma }: Database, known: bigint): Promise<Numbered[]> {
  await until(
    async () => (await lastNumber({ prisma })) > known + BigInt(2 * KEPT),
    'new numbers',
    PATIENCE_MS,
  ).catch(() => {})
  return prisma.$queryRaw<Numbered[]>`
    DELETE FROM outbox_event WHERE seq <= (SELECT max(seq) FROM outbox_event) - ${KEPT} RETURNING seq, payload`
}

export async function lastNumber({ prisma }: Pick<Database, 'prisma'>): Promise<bigint> {
  return (await prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })).lastSeq
}

/** The alerts of the outbox as they were numbered, and what is wrong with its numbers. */
export async function readOutbox(
  { prisma }: Database,
  forgotten: readonly Numbered[],
): Promise<{ told: Told[]; violations: string[] }> {
  const kept: Numbered[] = await prisma.outboxEvent.findMany({ orderBy: { seq: 'asc' } })
  const rows = [...forgotten].sort((a, b) => Number(a.seq) - Number(b.seq)).concat(kept)
  const violations: string[] = []
  const told: Told[] = []
  const versions = new Map<string, number>()
  for (const [index, { seq, payload }] of rows.entries()) {
    if (Number(seq) !== index + 1) violations.push(`outbox: number ${seq} in place ${index + 1}`)
    const event = payload as
      | { topic: 'alert'; alertId: string }
      | { topic: 'stock'; level: { id: string; version: number } }
    if (event.topic === 'alert')
      told.push({ seq: Number(seq), alertId: globalId('InventoryAlert', event.alertId) })
    if (event.topic !== 'stock') continue
    const before = versions.get(event.level.id) ?? 1
    if (event.level.version !== before + 1)
      violations.push(`outbox: ${event.level.id} version ${event.level.version} after ${before}`)
    versions.set(event.level.id, event.level.version)
  }
  return { told, violations: violations.slice(0, 20) }
}
