export { type AppStateLike, followAppState } from './app-state.ts'
export { BACK_OFF, type BackOff, waitAfter } from './back-off.ts'
export type { StockCounts, StockEvent, StockLevel } from './stock-book.ts'
export {
  StockClient,
  type StockClientOptions,
  type StockState,
  type StockStatus,
  type Watched,
} from './stock-client.ts'
export { memoryStorage, type StorageLike } from './storage.ts'
export type { Authorization } from './token-renewal.ts'
export { makeUseStock, type SkuStock, type SkuStore, skuStore } from './use-stock.ts'
