import type { Outcome } from '../src/domain/user-error.ts'
import type { SyncKind } from '../src/store/generated/client.ts'

/** Inputs are parsed inside: what arrives is the GraphQL input with global ids made local. */
export interface SyncUseCases {
  /** Gives the run's id. */
  trigger(shopId: string, kind: SyncKind): Promise<Outcome<string>>
  /** Gives the state's key. */
  setSchedule(input: unknown): Promise<Outcome<{ readonly shopId: string; readonly kind: SyncKind }>>
  /** Seconds between two runs of a kind for which nobody has said anything. */
  defaultSeconds(kind: SyncKind): number
  /** Gives the failures' ids. */
  retryFailures(input: unknown): Promise<Outcome<readonly string[]>>
}
