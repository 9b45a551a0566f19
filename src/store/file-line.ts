import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Keys of lines of a file, each a field of their payload. */
export type LineKey = 'sku' | 'product' | 'category'

/**
 * Marks lines that say different things of one column of one thing: the payload of each gets
 * `clash: { about, column, lines }` with the first two that differ.
 * @param columns only these; null: all
 */
export async function markClashes(
  prisma: PrismaClient,
  importId: string,
  key: LineKey,
  columns: readonly string[] | null,
): Promise<void> {
  const only = columns === null ? Prisma.empty : Prisma.sql`AND cell.key = ANY(${[...columns]}::text[])`
  await prisma.$executeRaw`
    WITH line AS MATERIALIZED (
      SELECT position, line, payload->>${key} AS about, payload->'cells' AS cells,
        count(*) OVER (PARTITION BY payload->>${key}) AS lines
      FROM catalogue_import_row WHERE import_id = ${importId} AND payload->>${key} IS NOT NULL
    ), said AS (
      SELECT about, position, line, cell.key AS name, cell.value,
        first_value(cell.value) OVER first AS first_value, first_value(line) OVER first AS first_line
      FROM line, jsonb_each_text(cells) cell WHERE lines > 1 ${only}
      WINDOW first AS (PARTITION BY about, cell.key ORDER BY position)
    ), clash AS (
      SELECT DISTINCT ON (about) about, name, first_line, line FROM said
      WHERE value <> first_value ORDER BY about, position, name
    )
    UPDATE catalogue_import_row AS row SET payload = row.payload || jsonb_build_object('clash', jsonb_build_object(
      'about', ${key} || ' ' || clash.about, 'column', clash.name,
      'lines', jsonb_build_array(clash.first_line, clash.line)))
    FROM clash WHERE row.import_id = ${importId} AND row.payload->>${key} = clash.about
      AND row.payload->'cells'->>clash.name IS NOT NULL`
}

/** Lines about a product that another line before them is about get the position of the first as `first`. */
export async function markFirstLines(prisma: PrismaClient, importId: string): Promise<void> {
  await prisma.$executeRaw`
    WITH first AS (
      SELECT payload->>'product' AS product, min(position) AS position FROM catalogue_import_row
      WHERE import_id = ${importId} AND payload->>'product' IS NOT NULL GROUP BY 1 HAVING count(*) > 1
    )
    UPDATE catalogue_import_row AS row SET payload = row.payload || jsonb_build_object('first', first.position)
    FROM first WHERE row.import_id = ${importId} AND row.payload->>'product' = first.product
      AND row.position > first.position`
}

/** Those of the lines that made something in the dry run, in their order. */
export function linesThatMade(tx: Tx, importId: string, positions: readonly number[]) {
  return tx.catalogueImportRow.findMany({
    where: { importId, position: { in: [...positions] }, outcome: 'CREATED' },
    orderBy: { position: 'asc' },
  })
}

/** Languages other than Chinese and English that the catalogue has texts in, sorted. */
export async function languagesInUse(prisma: PrismaClient): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ locale: string }[]>`
    SELECT jsonb_object_keys(texts) AS locale FROM product
    UNION SELECT jsonb_object_keys(titles) FROM sku
    UNION SELECT jsonb_object_keys(names) FROM category ORDER BY locale`
  return rows.map(({ locale }) => locale)
}

/** A line about a SKU, or about a product that has none. */
export interface SkuLine {
  readonly productId: string
  readonly skuId: string | null
}

/** Lines about SKUs in the order of their products; of archived ones too. @param after null: from the first */
export function skuLines(prisma: PrismaClient, after: SkuLine | null, limit: number): Promise<SkuLine[]> {
  const { productId, skuId } = after ?? { productId: '', skuId: null }
  return prisma.$queryRaw<SkuLine[]>`
    SELECT product.id AS "productId", sku.id AS "skuId"
    FROM product LEFT JOIN sku ON sku.product_id = product.id
    WHERE product.id >= ${productId} AND (product.id, COALESCE(sku.id, '')) > (${productId}, ${skuId ?? ''})
    ORDER BY product.id, COALESCE(sku.id, '') LIMIT ${limit}`
}
