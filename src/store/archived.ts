import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Tables whose rows are archived by a time. */
const TABLES = {
  Category: Prisma.sql`category`,
  Warehouse: Prisma.sql`warehouse`,
  Supplier: Prisma.sql`supplier`,
  PriceRule: Prisma.sql`price_rule`,
}
export type DatedType = keyof typeof TABLES

/** FOR UPDATE: those who are about to refer to the row hold it FOR SHARE or by its key. Null: there is none. */
export async function lockDated(
  tx: Tx,
  type: DatedType,
  id: string,
): Promise<{ readonly archivedAt: Date | null } | null> {
  const [row] = await tx.$queryRaw<{ archivedAt: Date | null }[]>`
    SELECT archived_at AS "archivedAt" FROM ${TABLES[type]} WHERE id = ${id} FOR UPDATE`
  return row ?? null
}

/** @param archivedAt null: in use again */
export async function setArchivedAt(
  tx: Tx,
  type: DatedType,
  id: string,
  archivedAt: Date | null,
): Promise<void> {
  const change = { where: { id }, data: { archivedAt }, select: { id: true } } as const
  switch (type) {
    case 'Category':
      return void (await tx.category.update(change))
    case 'Warehouse':
      return void (await tx.warehouse.update(change))
    case 'Supplier':
      return void (await tx.supplier.update(change))
    case 'PriceRule':
      return void (await tx.priceRule.update(change))
  }
}
