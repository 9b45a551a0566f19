import { Refused, type UserError } from '../domain/user-error.ts'
import { lockNumber } from './database.ts'
import type { PrismaClient } from './generated/client.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Locks them against archiving until the transaction ends. @returns their slugs, in the order given */
export async function lockCategories(
  tx: Tx,
  wanted: readonly { readonly id: string; readonly field: readonly string[] }[],
): Promise<string[]> {
  if (wanted.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string; slug: string; archived: boolean }[]>`
    SELECT id, slug, archived_at IS NOT NULL AS archived FROM category
    WHERE id = ANY(${wanted.map(({ id }) => id)}::text[]) ORDER BY id FOR SHARE`
  const byId = new Map(rows.map((row) => [row.id, row]))
  const errors = wanted.flatMap(({ id, field }): UserError[] => {
    const row = byId.get(id)
    if (row && !row.archived) return []
    const message = row ? `The category ${row.slug} is archived.` : 'There is no such category.'
    return [{ code: 'NOT_FOUND', field, message: `${field.join('.')}: ${message}` }]
  })
  if (errors.length > 0) throw new Refused(errors)
  return wanted.map(({ id }) => byId.get(id)?.slug ?? '')
}

/** One change of the tree at a time: two that each see no circle could make one together. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber('category tree')}::bigint)`
}

/** True if `id` is `above` or below it. */
export async function liesBelow(tx: Tx, id: string, above: string): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM (${SUBTREE([above])}) tree WHERE tree.id = ${id}) AS found`
  return found?.found ?? false
}

/** Ids of the categories and of all below them. */
export const SUBTREE = (ids: readonly string[]): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE below AS (
    SELECT id FROM category WHERE id = ANY(${[...ids]}::text[])
    UNION SELECT category.id FROM category JOIN below ON category.parent_id = below.id
  ) SELECT id FROM below`

/** Products on show in each category and in all below it, each product once; in one statement. */
export async function countOnShow(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await prisma.$queryRaw<{ id: string; count: number }[]>`
    WITH RECURSIVE tree AS (
      SELECT id AS root, id FROM category WHERE id = ANY(${[...ids]}::text[])
      UNION SELECT tree.root, category.id FROM category JOIN tree ON category.parent_id = tree.id
    )
    SELECT tree.root AS id, count(DISTINCT list.product_id)::int AS count
    FROM tree JOIN product_category ON product_category.category_id = tree.id
    JOIN product_list list ON list.product_id = product_category.product_id AND list.status = 'ACTIVE'
    GROUP BY tree.root`
  return new Map(rows.map(({ id, count }) => [id, count]))
}
