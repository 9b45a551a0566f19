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

/** Columns of a SKU that people change. */
export const CHANGED_BY_PEOPLE = {
  id: true,
  productId: true,
  code: true,
  titleZh: true,
  titleEn: true,
  titles: true,
  attributes: true,
  machineTexts: true,
  priceMinor: true,
  currency: true,
  barcode: true,
  minOrderQuantity: true,
  weightGrams: true,
  hsCode: true,
  originCountry: true,
  customsNameEn: true,
  customsNameZh: true,
  restrictions: true,
  editedFields: true,
  buyToOrder: true,
} satisfies Prisma.SkuSelect

type Json = 'titles' | 'attributes' | 'machineTexts'
/** None of the JSON columns is null. */
export type SkuRow = Omit<Prisma.SkuGetPayload<{ select: typeof CHANGED_BY_PEOPLE }>, Json> &
  Record<Json, Prisma.InputJsonValue>

/** Locks SKUs until the transaction ends, in the order of their ids. @returns them by id */
export async function lockSkuRows(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, SkuRow>> {
  await tx.$executeRaw`SELECT FROM sku WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR NO KEY UPDATE`
  const rows = await tx.sku.findMany({ where: { id: { in: [...ids] } }, select: CHANGED_BY_PEOPLE })
  return new Map(rows.map((row) => [row.id, row as SkuRow]))
}

/** Writes the rows of locked SKUs, in one statement. */
export async function updateSkus(tx: Tx, rows: readonly SkuRow[]): Promise<void> {
  const given = rows.map((row) => ({ ...row, priceMinor: String(row.priceMinor) }))
  await tx.$executeRaw`
    UPDATE sku SET code = given.code, title_zh = given."titleZh", title_en = given."titleEn", titles = given.titles,
      attributes = given.attributes, machine_texts = given."machineTexts", price_minor = given."priceMinor",
      currency = given.currency, barcode = given.barcode, min_order_quantity = given."minOrderQuantity",
      weight_grams = given."weightGrams", hs_code = given."hsCode", origin_country = given."originCountry",
      customs_name_en = given."customsNameEn", customs_name_zh = given."customsNameZh",
      restrictions = given.restrictions::"GoodsRestriction"[], edited_fields = given."editedFields",
      buy_to_order = given."buyToOrder", updated_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given (id text, code text, "titleZh" text, "titleEn" text,
      titles jsonb, attributes jsonb, "machineTexts" jsonb, "priceMinor" bigint, currency text, barcode text,
      "minOrderQuantity" int, "weightGrams" int, "hsCode" text, "originCountry" text, "customsNameEn" text,
      "customsNameZh" text, restrictions text[], "editedFields" text[], "buyToOrder" boolean)
    WHERE sku.id = given.id`
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
