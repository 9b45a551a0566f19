import type { MarketplaceConnector, ShopCredentials } from '../../connectors/marketplace.ts'
import type { Platform } from '../../domain/platform.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'

/** The shop of a run: credentials for calls, and its name. */
export interface RunShop extends ShopCredentials {
  readonly platform: Platform
  readonly name: string
}

/** One run of one kind of one shop. */
export interface RunContext {
  readonly deps: SyncDeps
  /** Null when records are read again outside of a run. */
  readonly runId: string | null
  readonly shop: RunShop
  readonly kind: SyncKind
  readonly connector: MarketplaceConnector
  readonly signal: AbortSignal
}
