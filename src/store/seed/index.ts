import { type Database, lockNumber } from '../database.ts'
import type { Tx } from '../transaction.ts'
import { catalogueTables } from './catalogue.ts'
import { exchangeRateTables } from './exchange-rates.ts'
import type { SeedOptions } from './options.ts'
import { orderTables } from './orders.ts'
import { shopTables } from './shops.ts'
import { stockTables } from './stock.ts'
import { insertRows } from './table-rows.ts'

export type { SeedOptions } from './options.ts'

/** Seeding takes a second or two; on a slow disk, or behind another process that seeds, it may take this long. */
const TIMEOUT_MS = 120_000

/**
 * Fills an empty database with the deterministic seed data; does nothing (returns false) when there is a
 * product already. All in one transaction, so a seeding that is killed leaves nothing behind, and under one
 * advisory lock, so that several processes may start at once. Writes no outbox rows: nobody is subscribed yet.
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
  const tables = [
    ...catalogueTables(options),
    ...shopTables(options),
    ...stockTables(options),
    ...orderTables(options),
    ...exchangeRateTables(options),
  ]
  const total = tables.reduce((sum, { rows }) => sum + rows.length, 0)
  let done = 0
  for (const table of tables) {
    await insertRows(tx, table)
    done += table.rows.length
    options.onProgress?.(done, total, table.table)
  }
}

async function hasProducts(tx: Tx): Promise<boolean> {
  return (await tx.product.findFirst({ select: { id: true } })) !== null
}
