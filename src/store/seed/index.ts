import { type Database, lockNumber } from '../database.ts'
import type { Tx } from '../transaction.ts'
import { catalogueSteps } from './catalogue.ts'
import type { SeedOptions } from './options.ts'
import { orderSteps } from './orders.ts'
import { shopSteps } from './shops.ts'
import { stockSteps } from './stock.ts'

export type { SeedOptions } from './options.ts'

/** Seeding takes about a second; a process that waits for another one's on a slow disk waits this long. */
const TIMEOUT_MS = 120_000

/**
 * Fills an empty database with the deterministic seed data; does nothing (returns false) when there is a
 * product already. All in one transaction, so a seeding that is killed leaves nothing behind, and under one
 * advisory lock, so that several processes may start at once. Writes no outbox rows: nobody watches yet.
 * @returns true when it seeded
 */
export async function seedDatabase(database: Database, options: SeedOptions): Promise<boolean> {
  const { prisma } = database
  if (await hasProducts(prisma)) return false
  return prisma.$transaction(
    async (tx) => {
      // Let go at the end of the transaction: who waited here then sees the products.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber('seed')}::bigint)`
      if (await hasProducts(tx)) return false
      await write(tx, options)
      return true
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  )
}

/** In the order of the foreign keys. */
async function write(tx: Tx, options: SeedOptions): Promise<void> {
  const steps = [
    ...catalogueSteps(options),
    ...shopSteps(options),
    ...stockSteps(options),
    ...orderSteps(options),
  ]
  const total = steps.reduce((sum, { count }) => sum + count, 0)
  let done = 0
  for (const step of steps)
    await step.run(tx, (rows) => {
      done += rows
      options.onProgress?.(done, total, step.what)
    })
}

async function hasProducts(tx: Tx): Promise<boolean> {
  return (await tx.product.findFirst({ select: { id: true } })) !== null
}
