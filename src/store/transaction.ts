import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Prisma } from './database.ts'
import type { PrismaClient } from './generated/client.ts'

export type Tx = Prisma.TransactionClient

/** PostgreSQL says "try the whole transaction again": serialization failure, deadlock. */
const RETRY_CODES = new Set(['40001', '40P01'])
const ATTEMPTS = 5

/**
 * Runs `work` in one transaction (READ COMMITTED). Deadlocks and serialization failures run it again
 * with a little jitter; everything else is thrown after the rollback. `work` must not have effects
 * outside the database.
 * @param options timeout in ms, where the usual one is too short
 */
export async function transaction<T>(
  prisma: PrismaClient,
  work: (tx: Tx) => Promise<T>,
  options: { readonly timeout?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await prisma.$transaction(work, options)
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRY_CODES.has(sqlState(error) ?? '')) throw error
      await delay(Math.random() * 20 * 2 ** attempt)
    }
  }
}

/** The five-character SQLSTATE in an error of Prisma, wherever this version keeps it, or of the driver; null when there is none. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof pg.DatabaseError) return error.code ?? null
  const { code, meta, cause } = error as {
    code?: string
    meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } }
    cause?: { originalCode?: string }
  }
  if (code === 'P2034') return '40001'
  return meta?.driverAdapterError?.cause?.originalCode ?? meta?.code ?? cause?.originalCode ?? null
}

/** Somebody else wrote a row with the same key first. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'P2002' || sqlState(error) === '23505'
}

/** Runs `work` once more if somebody else wrote the same new record meanwhile: now it is there, and is updated. */
export async function againIfTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return await work()
  }
}

/** The transaction took longer than it may, once it had begun; nothing of it was written. */
export function isOutOfTime(error: unknown): boolean {
  const { code, meta } = (error ?? {}) as { code?: unknown; meta?: { timeTaken?: unknown } }
  return code === 'P2028' && meta?.timeTaken !== undefined
}

/**
 * Runs `work` within a transaction so that the transaction can go on after its failure: its writes are undone, and
 * the error is thrown.
 */
export async function apart<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`SAVEPOINT apart`
  try {
    const result = await work()
    await tx.$executeRaw`RELEASE SAVEPOINT apart`
    return result
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT apart`
    throw error
  }
}
