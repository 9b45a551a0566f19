import { v7 } from 'uuid'
import type { SeedPlatform, SeedProduct } from '../../seed/catalogue.ts'
import { WAREHOUSES } from '../../seed/catalogue.ts'
import type { PrismaClient } from '../../src/store/database.ts'

/** Rows of one statement. */
const SLICE = 10_000

/**
 * Our side of what the sandbox sells: SKUs of the same codes, a hundred units of each in the first warehouse, and
 * listings when the shops are given. Written in bulk: the largest world has twenty thousand products.
 */
export async function plantCatalogue(
  prisma: PrismaClient,
  products: readonly SeedProduct[],
  shops: Record<SeedPlatform, string> | null,
): Promise<void> {
  for (const { code, name, country } of WAREHOUSES)
    await prisma.warehouse.upsert({ where: { code }, create: { code, name, country }, update: {} })
  const hub = await prisma.warehouse.findUniqueOrThrow({ where: { code: WAREHOUSES[0]?.code ?? '' } })
  const idOf = new Map<string, string>()
  const rows = products.map((product) => ({
    id: v7(),
    title_zh: product.titleZh,
    title_en: product.titleEn,
    skus: product.skus.map((sku, index) => {
      const id = v7()
      idOf.set(sku.code, id)
      const { code, titleZh: title_zh, titleEn: title_en, priceFen: price_minor } = sku
      return { id, code, title_zh, title_en, price_minor, barcode: `${sku.barcode}${index}` }
    }),
  }))
  await inSlices(
    rows.map(({ skus: _, ...row }) => row),
    (json) => prisma.$executeRaw`
      INSERT INTO product (id, title_zh, title_en, updated_at)
      SELECT id, title_zh, title_en, now()
      FROM jsonb_to_recordset(${json}::jsonb) AS row (id text, title_zh text, title_en text)`,
  )
  const skus = rows.flatMap((row) => row.skus.map((sku) => ({ product_id: row.id, ...sku })))
  await inSlices(
    skus,
    (json) => prisma.$executeRaw`
      INSERT INTO sku (id, product_id, code, title_zh, title_en, price_minor, barcode, updated_at)
      SELECT id, product_id, code, title_zh, title_en, price_minor, barcode, now()
      FROM jsonb_to_recordset(${json}::jsonb) AS row (id text, product_id text, code text, title_zh text, title_en text,
        price_minor bigint, barcode text)`,
  )
  await inSlices(
    skus.map(({ id }) => ({ sku_id: id, level: v7(), movement: v7() })),
    (json) => prisma.$executeRaw`
      WITH row AS (SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS row (sku_id text, level text, movement text)),
      level AS (
        INSERT INTO stock_level (id, sku_id, warehouse_id, on_hand, version) SELECT level, sku_id, ${hub.id}, 100, 1 FROM row
      )
      INSERT INTO stock_movement (id, sku_id, warehouse_id, delta, reason, on_hand_after, level_version)
      SELECT movement, sku_id, ${hub.id}, 100, 'RECEIPT', 100, 1 FROM row`,
  )
  if (!shops) return
  const listings = products.flatMap((product) =>
    product.listings.flatMap(({ platform, externalId, skus: offers }) =>
      offers.map(({ code, externalSkuId, specId, priceFen, quantity }) => ({
        id: v7(),
        platform,
        shop_id: shops[platform],
        sku_id: idOf.get(code) ?? null,
        external_id: externalId,
        external_sku_id: externalSkuId,
        spec_id: specId ?? null,
        price_minor: priceFen,
        quantity,
      })),
    ),
  )
  await inSlices(
    listings,
    (json) => prisma.$executeRaw`
      INSERT INTO listing (id, platform, shop_id, sku_id, external_id, external_sku_id, spec_id, price_minor, quantity)
      SELECT id, platform::"Platform", shop_id, sku_id, external_id, external_sku_id, spec_id, price_minor, quantity
      FROM jsonb_to_recordset(${json}::jsonb) AS row (id text, platform text, shop_id text, sku_id text, external_id text,
        external_sku_id text, spec_id text, price_minor bigint, quantity int)`,
  )
}

async function inSlices<T>(rows: readonly T[], write: (json: string) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += SLICE)
    await write(JSON.stringify(rows.slice(start, start + SLICE)))
}
