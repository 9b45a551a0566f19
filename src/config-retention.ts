import { ConfigError } from './config-error.ts'
import type { RetainedKind } from './store/retention.ts'

/** How long rows are kept that only history needs, in ms; null: for ever. */
export type RetentionSettings = Readonly<Record<RetainedKind, number | null>>

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Variable, unit and default of each. At most ten years; 0 keeps for ever. */
const VARIABLES: Readonly<Record<RetainedKind, readonly [name: string, unitMs: number, usual: number]>> = {
  outbox: ['OUTBOX_RETENTION_HOURS', HOUR, 72],
  idempotency: ['IDEMPOTENCY_RETENTION_DAYS', DAY, 90],
  alertDeliveries: ['ALERT_DELIVERY_RETENTION_DAYS', DAY, 90],
  syncRuns: ['SYNC_RUN_RETENTION_DAYS', DAY, 14],
  pushRuns: ['PUSH_RUN_RETENTION_DAYS', DAY, 1],
  messages: ['MESSAGE_RETENTION_DAYS', DAY, 7],
  syncFailures: ['SYNC_FAILURE_RETENTION_DAYS', DAY, 30],
  syncAlerts: ['SYNC_ALERT_RETENTION_DAYS', DAY, 90],
  reconciliations: ['RECONCILIATION_RETENTION_DAYS', DAY, 90],
  backInStock: ['BACK_IN_STOCK_RETENTION_DAYS', DAY, 90],
}
const LONGEST = 10 * 365 * DAY

/** @throws ConfigError with one sentence that names the variable */
export function readRetentionSettings(env: Readonly<Record<string, string | undefined>>): RetentionSettings {
  const read = (kind: RetainedKind): number | null => {
    const [name, unit, usual] = VARIABLES[kind]
    const most = LONGEST / unit
    const number = env[name] ? Number(env[name]) : usual
    if (!Number.isInteger(number) || number < 0 || number > most)
      throw new ConfigError(
        `${name} takes a whole number from 0 (for ever) to ${most}; it is set to something else.`,
      )
    return number === 0 ? null : number * unit
  }
  const kinds = Object.keys(VARIABLES) as RetainedKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, read(kind)])) as Record<RetainedKind, number | null>
}
