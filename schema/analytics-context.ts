import type { FunnelStep } from '../src/store/analytics/order-funnel.ts'
import type { Page, Period, Slice } from '../src/store/analytics/page.ts'
import type { PriceSpread } from '../src/store/analytics/price-spread.ts'
import type { SkuSellThrough } from '../src/store/analytics/sell-through.ts'
import type { WarehouseStockValue } from '../src/store/analytics/stock-value.ts'
import type { SupplierAlerts } from '../src/store/analytics/supplier-alerts.ts'

export type { FunnelStep, PriceSpread, SkuSellThrough, SupplierAlerts, WarehouseStockValue }

/** Figures over all rows, each in one statement. No personal data is read. */
export interface AnalyticsReads {
  stockValue(): Promise<readonly WarehouseStockValue[]>
  sellThrough(period: Period, slice: Slice): Promise<Page<SkuSellThrough>>
  alertsBySupplier(period: Period, slice: Slice): Promise<Page<SupplierAlerts>>
  /** `sources` null: all. */
  orderFunnel(period: Period, sources: readonly string[] | null): Promise<readonly FunnelStep[]>
  priceSpread(slice: Slice): Promise<Page<PriceSpread>>
}
