import type { MarketplaceConnector } from '../../connectors/marketplace.ts'
import type { SyncKind } from '../../store/sync-state.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How one kind is read or written, unless an operator says otherwise (`setSyncSchedule`). */
export interface KindPolicy {
  /** Rest between two runs, in seconds; 0: only when asked for, or when something is due to be pushed. */
  readonly everySeconds: number
  /** How far before the cursor a window starts, in ms: clocks differ and replicas lag. */
  readonly overlapMs: number
  /** Changes newer than this are left to the next run, in ms: the platform's replicas may lag. */
  readonly lagMs: number
  /** How far back the first run reads; null: everything there is. */
  readonly firstMs: number | null
  /** For a new shop another kind reads the same data, so the first run waits for one interval. */
  readonly restsFirst?: true
}

const WINDOW = { overlapMs: 10 * MINUTE, lagMs: 10_000 }
const NO_WINDOW = { overlapMs: 0, lagMs: 0, firstMs: null }

export const KINDS: Readonly<Record<SyncKind, KindPolicy>> = {
  ORDERS: { everySeconds: 300, ...WINDOW, firstMs: 89 * DAY },
  REFUNDS: { everySeconds: 300, ...WINDOW, firstMs: 89 * DAY },
  PRODUCTS: { everySeconds: 600, ...WINDOW, firstMs: null },
  /** Reads the quantity of every known listing: which no modified time shows. */
  STOCK: { everySeconds: 3600, ...NO_WINDOW, restsFirst: true },
  LOGISTICS: { everySeconds: 900, ...NO_WINDOW },
  STOCK_PUSH: { everySeconds: 0, ...NO_WINDOW },
  SHIPMENT_PUSH: { everySeconds: 0, ...NO_WINDOW },
  DELIVERY_PUSH: { everySeconds: 0, ...NO_WINDOW },
  /** Warehouse systems tell again what was not taken, for two minutes and more. */
  WAREHOUSE_STOCK: { everySeconds: 60, ...NO_WINDOW, lagMs: 150_000 },
}

/** 1688 shows its buyers their own purchases, and the worker that placed them follows those. */
const SELLS = (connector: MarketplaceConnector) => connector.platform !== 'ALIBABA_1688'

/** Features of a marketplace. */
export function kindsOf(connector: MarketplaceConnector): SyncKind[] {
  const { supports } = connector
  const sells = SELLS(connector)
  return [
    'PRODUCTS',
    'STOCK',
    ...(sells ? (['ORDERS', 'LOGISTICS', 'DELIVERY_PUSH', 'WAREHOUSE_STOCK'] as const) : []),
    ...(supports.refunds ? (['REFUNDS'] as const) : []),
    ...(supports.stockWrites ? (['STOCK_PUSH'] as const) : []),
    ...(supports.shipments ? (['SHIPMENT_PUSH'] as const) : []),
  ]
}
