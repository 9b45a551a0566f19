import type { Registry } from 'prom-client'
import { addGauges, type GaugeNames } from './gauges.ts'

/** How the synchronisation of linked shops stands. */
export interface SyncFigures {
  readonly shops: number
  readonly failing: number
  readonly failures: number
  readonly behind: number
  readonly messages: number
  readonly alerts: number
  /** Null before orders were read for the first time. */
  readonly lagSeconds: number | null
}

const GAUGES: GaugeNames<SyncFigures> = [
  ['shops', 'haitao_sync_shops', 'Shops that are linked.'],
  ['failing', 'haitao_sync_failing', 'Kinds of shops whose last run failed.'],
  ['failures', 'haitao_sync_failed_records', 'Records that are set aside.'],
  ['behind', 'haitao_sync_listings_behind', 'Listings whose quantity is to be pushed.'],
  ['messages', 'haitao_sync_messages_waiting', 'Messages that are to be worked off.'],
  ['alerts', 'haitao_sync_alerts_open', 'Alerts of synchronisation that are open.'],
  [
    'lagSeconds',
    'haitao_sync_orders_lag_seconds',
    'Since when orders of the shop furthest behind are not read.',
  ],
]

export function addSyncMetrics(registry: Registry, figures: () => Promise<SyncFigures>): void {
  addGauges(registry, GAUGES, figures)
}
