import type { Platform } from '../../domain/platform.ts'
import type { PrismaClient } from '../database.ts'
import { type Page, pageOf, type Slice } from './page.ts'

export interface PriceSpread {
  readonly skuId: string
  readonly platforms: number
  readonly cheapest: Platform
  readonly cheapestMinor: bigint
  readonly dearest: Platform
  readonly dearestMinor: bigint
  readonly currency: string
  /** How much more the dearest costs, in percent of the cheapest. */
  readonly percent: number
}

/** SKUs that can be bought on at least two platforms, each at its best price there; the widest spread first. */
export async function purchasePriceSpread(
  prisma: PrismaClient,
  { offset, limit }: Slice,
): Promise<Page<PriceSpread>> {
  return pageOf(
    await prisma.$queryRaw<(PriceSpread & { total: number })[]>`
      WITH best AS (
        SELECT sku_id, currency, platform, min(price_minor) AS price FROM listing
        WHERE sku_id IS NOT NULL AND on_sale AND removed_at IS NULL AND price_minor > 0
        GROUP BY sku_id, currency, platform
      )
      SELECT sku.id AS "skuId", best.currency, count(*)::int AS platforms,
        (array_agg(best.platform::text ORDER BY best.price, best.platform))[1] AS cheapest,
        min(best.price)::bigint AS "cheapestMinor",
        (array_agg(best.platform::text ORDER BY best.price DESC, best.platform))[1] AS dearest,
        max(best.price)::bigint AS "dearestMinor",
        round((max(best.price) - min(best.price)) * 100.0 / min(best.price), 1)::float8 AS percent,
        count(*) OVER ()::int AS total
      FROM best JOIN sku ON sku.id = best.sku_id
      GROUP BY sku.id, sku.code, best.currency HAVING count(*) > 1
      ORDER BY (max(best.price) - min(best.price))::numeric / min(best.price) DESC, sku.code, best.currency
      LIMIT ${limit} OFFSET ${offset}`,
  )
}
