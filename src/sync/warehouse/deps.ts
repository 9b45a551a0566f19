import type { WarehouseConnector } from '../../connectors/warehouse.ts'
import type { OrderDeps } from '../../orders/deps.ts'
import type { SyncDeps } from '../deps.ts'

/** Dependencies of the warehouse side. */
export interface WarehouseDeps extends Pick<SyncDeps, 'prisma' | 'inventory' | 'jobs' | 'now' | 'log'> {
  readonly warehouse: WarehouseConnector
  /** The WMS's name for the link between it and us: messages of another are not ours. */
  readonly customerId: string
  readonly orders: Pick<OrderDeps, 'prisma' | 'holds'>
}

/** Where the messages of a warehouse system stand among all that wait. */
export function warehouseSource(customerId: string): string {
  return `QIMEN:${customerId}`
}
