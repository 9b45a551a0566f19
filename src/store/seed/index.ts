import { type Database, lockNumber, type PrismaClient } from '../database.ts'
import { indexedOnce } from '../index-products.ts'
import type { Tx } from '../transaction.ts'
import { catalogueTables } from './catalogue.ts'
import { exchangeRateTables } from './exchange-rates.ts'
import { productId } from './ids.ts'
import type { SeedOptions } from './options.ts'
import { orderTables } from './orders.ts'
import { shopTables } from './shops.ts'
import { stockTables } from './stock.ts'
import { insertRows } from './table-rows.ts'

export type { SeedOptions } from './options.ts'

/** Seeding takes a second or two; on a slow disk, or behind another process that seeds, it may take this long. */
const TIMEOUT_MS = 120_000

/**
 * Fills an empty database with the deterministic seed data. When there is a product already it returns false, and
 * only moves the seed's pictures to where the sandbox is now. All in one transaction, so a seeding that is killed
 * leaves nothing behind, and under one advisory lock, so that several processes may start at once. Writes no outbox
 * rows: nobody is subscribed yet.
 * @returns true when it seeded
 */
export async function seedDatabase(database: Database, options: SeedOptions): Promise<boolean> {
  const { prisma } = database
  if (await hasProducts(prisma)) {
    await movePictures(prisma, options.imageBase)
    return false
  }
  return prisma.$transaction(
    async (tx) => {
      // Let go at the end of the transaction: who waited here then sees the products.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber('seed')}::bigint)`
      if (await hasProducts(tx)) return false
      await indexedOnce(tx, () => write(tx, options))
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

/** The sandbox may have come up at another address than the one at which it was seeded. */
async function movePictures(prisma: PrismaClient, imageBase: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE product SET images = ARRAY[now_at.url]
    FROM (
      SELECT id, ${imageBase} || '/' || key || '.svg' AS url, '^https?://[^/]+/images/' || key || '[.]svg$' AS pattern
      FROM (SELECT id, substr(id, ${productId('').length + 1}) AS key FROM product WHERE starts_with(id, ${productId('')})) seeded
    ) now_at
    WHERE product.id = now_at.id AND cardinality(images) = 1 AND images[1] ~ now_at.pattern AND images[1] <> now_at.url`
}

async function hasProducts(tx: Tx): Promise<boolean> {
  return (await tx.product.findFirst({ select: { id: true } })) !== null
}
