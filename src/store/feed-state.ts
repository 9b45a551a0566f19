import type { AlertStatus } from '../domain/alert.ts'
import type { StockLevel } from '../domain/stock.ts'
import type { PrismaClient } from './database.ts'

/** Part of a subscriber's watch that narrows the state. Null does not restrict; SKUs and products add up. */
export interface StateFilter {
  readonly skuIds: ReadonlySet<string> | null
  readonly productIds: ReadonlySet<string> | null
  readonly warehouseIds: ReadonlySet<string> | null
  readonly supplierKey: string | null
}

function whereOf({ skuIds, productIds, warehouseIds, supplierKey }: StateFilter) {
  const either: ({ skuId: { in: string[] } } | { sku: { productId: { in: string[] } } })[] = []
  if (skuIds) either.push({ skuId: { in: [...skuIds] } })
  if (productIds) either.push({ sku: { productId: { in: [...productIds] } } })
  return {
    ...(either.length > 0 && { OR: either }),
    ...(warehouseIds && { warehouseId: { in: [...warehouseIds] } }),
    ...(supplierKey && { sku: { product: { supplier: { key: supplierKey } } } }),
  }
}

/** One page of the levels watched, by id, after `afterId`. */
export function readLevels(
  prisma: PrismaClient,
  filter: StateFilter,
  afterId: string | null,
  limit: number,
): Promise<StockLevel[]> {
  return prisma.stockLevel.findMany({
    where: { AND: [whereOf(filter), ...(afterId ? [{ id: { gt: afterId } }] : [])] },
    orderBy: { id: 'asc' },
    take: limit,
  })
}

/** The alerts watched that are not resolved, oldest first. */
export function readOpenAlerts(
  prisma: PrismaClient,
  filter: StateFilter,
): Promise<{ id: string; status: AlertStatus; openedAt: Date }[]> {
  return prisma.inventoryAlert.findMany({
    where: { AND: [whereOf(filter), { status: { not: 'RESOLVED' } }] },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, status: true, openedAt: true },
  })
}
