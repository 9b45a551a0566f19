import { v7 } from 'uuid'
import type { PrismaClient } from '../../src/store/database.ts'

/** Rows for tests. Ids and codes are new each time, so that tests share a database without meeting. */

export interface SkuFixture {
  readonly productId: string
  readonly skuId: string
}

/**
 * A SKU that makes its product one to buy, for lists of what is on show. Nobody keeps a rate for its currency, so that the
 * product has no price in lists.
 */
export const onSale = () => ({
  create: { code: `c${v7()}`, titleEn: 'x', priceMinor: 1n, currency: 'XAF' },
})

export async function makeProduct(prisma: PrismaClient, supplierKey?: string): Promise<string> {
  const supplier = supplierKey
    ? { supplier: { create: { key: supplierKey, name: `Supplier ${supplierKey}` } } }
    : {}
  const product = await prisma.product.create({
    data: { titleZh: '测试商品', titleEn: 'Test product', ...supplier },
  })
  return product.id
}

/** A SKU with a product of its own, unless one is given. */
export async function makeSku(
  prisma: PrismaClient,
  options: { productId?: string; supplierKey?: string } = {},
): Promise<SkuFixture> {
  const productId = options.productId ?? (await makeProduct(prisma, options.supplierKey))
  const sku = await prisma.sku.create({
    data: { code: `sku-${v7()}`, productId, titleZh: '红色 / M', titleEn: 'Red / M', priceMinor: 1990n },
  })
  return { productId, skuId: sku.id }
}

export async function makeWarehouse(prisma: PrismaClient): Promise<string> {
  const code = `wh-${v7()}`
  const warehouse = await prisma.warehouse.create({
    data: { code, name: `Warehouse ${code}`, country: 'CN' },
  })
  return warehouse.id
}

export interface LevelFixture extends SkuFixture {
  readonly warehouseId: string
  readonly levelId: string
}

/** A level with the receipt that its on hand came from, so that the ledger adds up. No outbox row, no alert. */
export async function makeLevel(
  prisma: PrismaClient,
  options: Partial<SkuFixture> & {
    warehouseId?: string
    onHand?: number
    reserved?: number
    safetyStock?: number
    supplierKey?: string
  } = {},
): Promise<LevelFixture> {
  const { onHand = 0, reserved = 0, safetyStock = 0 } = options
  const { skuId, productId } =
    options.skuId && options.productId
      ? { skuId: options.skuId, productId: options.productId }
      : await makeSku(prisma, options)
  const warehouseId = options.warehouseId ?? (await makeWarehouse(prisma))
  const key = { skuId, warehouseId }
  const version = onHand || reserved ? 1 : 0
  const level = await prisma.stockLevel.create({ data: { ...key, onHand, reserved, safetyStock, version } })
  if (version === 1)
    await prisma.stockMovement.create({
      data: {
        ...key,
        delta: onHand,
        reservedDelta: reserved,
        reason: 'RECEIPT',
        onHandAfter: onHand,
        reservedAfter: reserved,
        levelVersion: 1,
      },
    })
  return { ...key, productId, levelId: level.id }
}
