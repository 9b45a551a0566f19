import type { AnalyticsReads } from '../../schema/analytics-context.ts'
import { orderFunnel } from '../store/analytics/order-funnel.ts'
import { purchasePriceSpread } from '../store/analytics/price-spread.ts'
import { sellThrough } from '../store/analytics/sell-through.ts'
import { stockValueByWarehouse } from '../store/analytics/stock-value.ts'
import { alertsBySupplier } from '../store/analytics/supplier-alerts.ts'
import type { PrismaClient } from '../store/database.ts'

/** Queries of analysts. */
export function analyticsOf(prisma: PrismaClient): AnalyticsReads {
  return {
    stockValue: () => stockValueByWarehouse(prisma),
    sellThrough: (period, slice) => sellThrough(prisma, period, slice),
    alertsBySupplier: (period, slice) => alertsBySupplier(prisma, period, slice),
    orderFunnel: (period, sources) => orderFunnel(prisma, period, sources),
    priceSpread: (slice) => purchasePriceSpread(prisma, slice),
  }
}
