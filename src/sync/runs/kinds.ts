import type { MarketplaceConnector } from '../../connectors/marketplace.ts'
import type { SyncKind } from '../../store/sync-state.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How one kind is read or written, unless an operator says otherwise (`setSyncSchedule`). */
export interface KindPolicy {
  /** Rest between two runs, in seconds; 0: only when asked for, or when something is due to be pushed. */
  readonly everySeconds: number
  /** Modified time is read again from so long before the cursor: clocks differ and replicas lag. */
  readonly overlapMs: number
  /** What was modified so recently is left to the next run: the platform's replicas may not have it all. */
  readonly lagMs: number
  /** How far back the first run reads; null: everything there is. */
  readonly firstMs: number | null
  /** Of a new shop: what it would read is being read by another kind, so that its first run comes after its rest. */
  readonly restsFirst?: true
}

const WINDOW = { overlapMs: 10 * MINUTE, lagMs: 10_000 }
const NO_WINDOW = { overlapMs: 0, lagMs: 0, firstMs: null }

export const KINDS: Readonly<Record<SyncKind, KindPolicy>> = {
  ORDERS: { everySeconds: 300, ...WINDOW, firstMs: 89 * DAY },
  REFUNDS: { everySeconds: 300, ...WINDOW, firstMs: 89 * DAY },
  PRODUCTS: { everySeconds: 600, ...WINDOW, firstMs: null },
  /** Reads the quantity of every known listing: what no modified time tells. */
  STOCK: { everySeconds: 3600, ...NO_WINDOW, restsFirst: true },
  LOGISTICS: { everySeconds: 900, ...NO_WINDOW },
  STOCK_PUSH: { everySeconds: 0, ...NO_WINDOW },
  SHIPMENT_PUSH: { everySeconds: 0, ...NO_WINDOW },
  DELIVERY_PUSH: { everySeconds: 0, ...NO_WINDOW },
}

/** 1688 shows its buyers their own purchases, and those are followed by whoever placed them. */
const SELLS = (connector: MarketplaceConnector) => connector.platform !== 'ALIBABA_1688'

/** What a marketplace offers at all. */
export function kindsOf(connector: MarketplaceConnector): SyncKind[] {
  const { supports } = connector
  const sells = SELLS(connector)
  return [
    'PRODUCTS',
    'STOCK',
    ...(sells ? (['ORDERS', 'LOGISTICS', 'DELIVERY_PUSH'] as const) : []),
    ...(supports.refunds ? (['REFUNDS'] as const) : []),
    ...(supports.stockWrites ? (['STOCK_PUSH'] as const) : []),
    ...(supports.shipments ? (['SHIPMENT_PUSH'] as const) : []),
  ]
}
