import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** @returns codes of those that were written: a code that another SKU has is left out, also one of this moment */
export async function insertSkus(
  tx: Tx,
  rows: readonly Prisma.SkuCreateManyInput[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const written = await tx.sku.createManyAndReturn({
    data: [...rows],
    skipDuplicates: true,
    select: { code: true },
  })
  return new Set(written.map(({ code }) => code))
}

/** Locks SKUs of the product until the transaction ends: they can't be ordered meanwhile. */
export async function lockSkus(tx: Tx, productId: string, skuId: string | null): Promise<string[]> {
  const one = skuId === null ? Prisma.empty : Prisma.sql`AND id = ${skuId}`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sku WHERE product_id = ${productId} ${one} ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

/** Those of the SKUs that are no longer sold, themselves or with their product. */
export async function archivedAmong(tx: Tx, skuIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT sku.id FROM sku JOIN product ON product.id = sku.product_id
    WHERE sku.id = ANY(${[...skuIds]}::text[]) AND 'ARCHIVED' IN (sku.status, product.status)`
  return new Set(rows.map(({ id }) => id))
}
