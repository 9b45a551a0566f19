import type { SearchDocument } from '../domain/search-document.ts'
import type { PrismaClient } from './generated/client.ts'

/** Longer titles are cut, and further codes of a product left out, as in the database's own index. */
const LONGEST_TITLE = 2_000
const MOST_CODES = 10_000

/** The words that products on show are found by, as `refresh_search` has them. Other products are left out. */
export async function searchDocuments(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<SearchDocument[]> {
  return prisma.$queryRaw`
    SELECT product.id, left(title_zh, ${LONGEST_TITLE}::int) AS "titleZh", left(title_en, ${LONGEST_TITLE}::int) AS "titleEn",
      ARRAY(SELECT left(further.title, ${LONGEST_TITLE}::int) FROM further_titles(texts) further ORDER BY locale) AS titles, brand,
      ARRAY(
        SELECT DISTINCT given FROM sku, unnest(ARRAY[sku.code, sku.barcode]) given
        WHERE sku.product_id = product.id AND given <> '' ORDER BY given LIMIT ${MOST_CODES}::int
      ) AS codes
    FROM product JOIN product_list list ON list.product_id = product.id AND list.status = 'ACTIVE'
    WHERE product.id = ANY(${[...ids]}::text[]) ORDER BY product.id`
}

/** Ids of products in any state, in their order. */
export async function productIdsAfter(prisma: PrismaClient, after: string, limit: number): Promise<string[]> {
  const rows = await prisma.product.findMany({
    where: { id: { gt: after } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map(({ id }) => id)
}

export async function hasProductsOnShow(prisma: PrismaClient): Promise<boolean> {
  return (
    (await prisma.productList.findFirst({ where: { status: 'ACTIVE' }, select: { productId: true } })) !==
    null
  )
}

/** Products in any state; up to this id where it is not null. */
export const countProductIds = (prisma: PrismaClient, upTo: string | null): Promise<number> =>
  prisma.product.count(upTo === null ? undefined : { where: { id: { lte: upTo } } })
