import { Prisma, type PrismaClient } from './generated/client.ts'
import type { ProductStatus } from './generated/enums.ts'
import type { Tx } from './transaction.ts'

/** Each product gets one more version; locked in one order. Ids that name none are left out. */
export async function growProductVersions(
  tx: Tx,
  ids: readonly string[],
  at: Date,
): Promise<{ id: string; status: ProductStatus }[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw<{ id: string; status: ProductStatus }[]>`
    WITH held AS MATERIALIZED (
      SELECT id FROM product WHERE id IN (${Prisma.join([...ids])}) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE product SET version = version + 1, updated_at = ${at} FROM held WHERE product.id = held.id
    RETURNING product.id, product.status::text AS status`
}

/** False when another product has the handle. */
export async function insertProduct(tx: Tx, row: Prisma.ProductCreateManyInput): Promise<boolean> {
  const { count } = await tx.product.createMany({ data: [row], skipDuplicates: true })
  return count === 1
}

/** Locks it until the transaction ends. Null: there is none. */
export async function lockProduct(tx: Tx, id: string): Promise<{ status: ProductStatus } | null> {
  const [row] = await tx.$queryRaw<{ status: ProductStatus }[]>`
    SELECT status::text AS status FROM product WHERE id = ${id} FOR NO KEY UPDATE`
  return row ?? null
}

/** In this order, and no other. */
export async function setCategories(
  tx: Tx,
  productId: string,
  categoryIds: readonly string[],
): Promise<void> {
  await tx.productCategory.deleteMany({ where: { productId } })
  if (categoryIds.length > 0)
    await tx.productCategory.createMany({
      data: categoryIds.map((categoryId, position) => ({ productId, categoryId, position })),
    })
}

/** Those of the products that are on show. */
export async function productsOnShow(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await prisma.product.findMany({
    where: { id: { in: [...ids] }, status: 'ACTIVE' },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}
