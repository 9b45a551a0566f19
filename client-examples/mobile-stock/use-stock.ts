import type { StockClient, StockStatus } from './stock-client.ts'

/** Data of one SKU for a line on the screen. */
export interface SkuStock {
  /** Units over all watched warehouses; null until they are known. */
  readonly available: number | null
  readonly status: StockStatus
  /** Show it greyed: it may be behind. */
  readonly stale: boolean
}

export interface SkuStore {
  subscribe(listener: () => void): () => void
  getSnapshot(): SkuStock
}

/**
 * One SKU of a client, in the shape of useSyncExternalStore: the snapshot stays the same object until something of this
 * SKU changes, so that one sale redraws one line and not the whole list.
 */
export function skuStore(client: Pick<StockClient, 'subscribe' | 'getSnapshot'>, skuId: string): SkuStore {
  let last: SkuStock | null = null
  return {
    subscribe: client.subscribe,
    getSnapshot() {
      const { levels, status, stale } = client.getSnapshot()
      const own = [...levels.values()].filter((level) => level.sku.id === skuId)
      const available = own.length === 0 ? null : own.reduce((sum, level) => sum + level.available, 0)
      if (!last || last.available !== available || last.status !== status || last.stale !== stale)
        last = { available, status, stale }
      return last
    },
  }
}

/**
 * The hook: `const useStock = makeUseStock(useSyncExternalStore)`. React is handed in, so that this library needs none.
 * Keep the store (useMemo) when the list is long.
 */
export function makeUseStock(
  useSyncExternalStore: (subscribe: SkuStore['subscribe'], getSnapshot: () => SkuStock) => SkuStock,
): (store: SkuStore) => SkuStock {
  return (store) => useSyncExternalStore(store.subscribe, store.getSnapshot)
}
