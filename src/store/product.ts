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

/** @returns ids of those that were written: one whose handle another product has is left out, also one of this moment */
export async function insertProducts(
  tx: Tx,
  rows: readonly Prisma.ProductCreateManyInput[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const written = await tx.product.createManyAndReturn({
    data: [...rows],
    skipDuplicates: true,
    select: { id: true },
  })
  return new Set(written.map(({ id }) => id))
}

/** Locks products until the transaction ends, in the order of their ids. */
export async function lockProducts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`SELECT FROM product WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR NO KEY UPDATE`
}

/** Locks it until the transaction ends. Null: there is none. */
export async function lockProduct(tx: Tx, id: string): Promise<{ status: ProductStatus } | null> {
  const [row] = await tx.$queryRaw<{ status: ProductStatus }[]>`
    SELECT status::text AS status FROM product WHERE id = ${id} FOR NO KEY UPDATE`
  return row ?? null
}

/** In this order, and no other. The product is locked. */
export async function setCategories(
  tx: Tx,
  productId: string,
  categoryIds: readonly string[],
): Promise<void> {
  await tx.productCategory.deleteMany({ where: { productId } })
  await addCategories(tx, [{ productId, categoryIds }])
}

/** Puts products that have no category yet into some, in this order. */
export async function addCategories(
  tx: Tx,
  products: readonly { readonly productId: string; readonly categoryIds: readonly string[] }[],
): Promise<void> {
  const data = products.flatMap(({ productId, categoryIds }) =>
    categoryIds.map((categoryId, position) => ({ productId, categoryId, position })),
  )
  if (data.length > 0) await tx.productCategory.createMany({ data })
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
