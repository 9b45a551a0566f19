import type { ShopFollower } from '../catalogue/index.ts'
import type { MarketplaceConnector } from '../connectors/marketplace.ts'
import type { Platform } from '../domain/platform.ts'
import type { InventoryDeps } from '../inventory/deps.ts'
import type { Holds } from '../orders/deps.ts'
import type { HandoverDeps } from '../orders/hand-to-warehouse.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import type { SyncKind } from '../store/sync-state.ts'
import type { Jobs } from './jobs.ts'
import type { KindPolicy } from './runs/kinds.ts'

export interface SyncLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Dependencies of the synchronisation; built in src/wiring/sync.ts. */
export interface SyncDeps {
  readonly prisma: PrismaClient
  readonly box: SecretBox
  /** The marketplaces that are set up. */
  readonly connectors: ReadonlyMap<Platform, MarketplaceConnector>
  /** Stock is changed by the inventory's own use cases. */
  readonly inventory: InventoryDeps
  readonly holds: Holds
  /** The catalogue follows what is read of linked shops. */
  readonly follower: ShopFollower
  /** Where paid orders of linked shops are picked and sent; null: nowhere. */
  readonly handover: HandoverDeps | null
  readonly jobs: Pick<Jobs, 'enqueue'>
  readonly kinds: Readonly<Record<SyncKind, KindPolicy>>
  readonly now: () => Date
  /** Never given personal data, tokens or records. */
  readonly log: SyncLog
}
