import { Gauge, type Registry } from 'prom-client'

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

const GAUGES: readonly (readonly [keyof SyncFigures, string, string])[] = [
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

/** One look at the database for each scrape, whichever gauge is asked first. A look that fails leaves them as they were. */
export function addSyncMetrics(registry: Registry, figures: () => Promise<SyncFigures>): void {
  let looking: Promise<SyncFigures | null> | null = null
  const look = () => {
    looking ??= figures()
      .catch(() => null)
      .finally(() => {
        looking = null
      })
    return looking
  }
  for (const [key, name, help] of GAUGES)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = (await look())?.[key]
        if (typeof value === 'number') this.set(value)
      },
    })
}
