import type { Table, Values } from './setting.ts'
import { wholeNumber } from './types.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const TEN_YEARS_IN_DAYS = 3_650

const days = wholeNumber(0, TEN_YEARS_IN_DAYS, 'days', 'for ever')

export const RETENTION = {
  OUTBOX_RETENTION_HOURS: {
    type: wholeNumber(0, 24 * TEN_YEARS_IN_DAYS, 'hours', 'for ever'),
    default: '72',
    sentence: 'Hours that events can be replayed from a cursor; an older cursor gets a FeedGap.',
  },
  IDEMPOTENCY_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that the same key gives the first answer.',
  },
  ALERT_DELIVERY_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that alerts are kept that were delivered to suppliers.',
  },
  SYNC_ALERT_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that resolved synchronisation alerts are kept.',
  },
  RECONCILIATION_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that finished reconciliations are kept.',
  },
  BACK_IN_STOCK_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that answered requests for "back in stock" are kept.',
  },
  IMPORT_RETENTION_DAYS: {
    type: days,
    default: '90',
    sentence: 'Days that finished imports are kept, with their failures.',
  },
  SYNC_FAILURE_RETENTION_DAYS: {
    type: days,
    default: '30',
    sentence: 'Days that records are kept that were set aside and are repaired.',
  },
  SYNC_RUN_RETENTION_DAYS: {
    type: days,
    default: '14',
    sentence: 'Days that runs of the synchronisation are kept.',
  },
  PUSH_RUN_RETENTION_DAYS: {
    type: days,
    default: '1',
    sentence: 'Days that pushes are kept that succeeded.',
  },
  MESSAGE_RETENTION_DAYS: {
    type: days,
    default: '7',
    sentence: 'Days that messages of platforms are kept after they were worked off.',
  },
  ITEM_READING_RETENTION_DAYS: {
    type: days,
    default: '2',
    sentence: 'Days that readings of items are kept, and how many paid calls an address had.',
  },
  ITEM_USAGE_RETENTION_DAYS: {
    type: days,
    default: '400',
    sentence: 'Days that the number of paid calls of a day is kept.',
  },
} as const satisfies Table

/** Variable and unit of each kind of rows. */
const KINDS = {
  outbox: ['OUTBOX_RETENTION_HOURS', HOUR],
  idempotency: ['IDEMPOTENCY_RETENTION_DAYS', DAY],
  alertDeliveries: ['ALERT_DELIVERY_RETENTION_DAYS', DAY],
  syncRuns: ['SYNC_RUN_RETENTION_DAYS', DAY],
  pushRuns: ['PUSH_RUN_RETENTION_DAYS', DAY],
  messages: ['MESSAGE_RETENTION_DAYS', DAY],
  syncFailures: ['SYNC_FAILURE_RETENTION_DAYS', DAY],
  syncAlerts: ['SYNC_ALERT_RETENTION_DAYS', DAY],
  reconciliations: ['RECONCILIATION_RETENTION_DAYS', DAY],
  importRows: ['IMPORT_RETENTION_DAYS', DAY],
  imports: ['IMPORT_RETENTION_DAYS', DAY],
  backInStock: ['BACK_IN_STOCK_RETENTION_DAYS', DAY],
  itemReadings: ['ITEM_READING_RETENTION_DAYS', DAY],
  itemCallers: ['ITEM_READING_RETENTION_DAYS', DAY],
  itemUsage: ['ITEM_USAGE_RETENTION_DAYS', DAY],
} as const satisfies Record<string, readonly [variable: keyof typeof RETENTION, unitMs: number]>

/** Retention of historical rows, in ms; null: forever. */
export type RetentionSettings = Readonly<Record<keyof typeof KINDS, number | null>>

export function retentionOf(vars: Values<typeof RETENTION>): RetentionSettings {
  const entries = Object.entries(KINDS).map(([kind, [name, unitMs]]) => [kind, vars[name] * unitMs || null])
  return Object.fromEntries(entries) as RetentionSettings
}
