import { RateLimited, Transient } from '../../domain/upstream-error.ts'
import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { Tx } from '../../store/transaction.ts'

/** Failed runs in a row that open an alert: a single one may be temporary. */
export const FAILURES_TO_TELL = 3

/** Codes of failures of the network that mean: no answer in time. */
const TIMED_OUT: ReadonlySet<string> = new Set(['timeout', 'connect'])

/** Tells a streak of failed runs once, and when it is over. In the transaction that ends the run. */
export async function noteRunEnded(
  tx: Tx,
  run: {
    readonly shop: { readonly shopId: string; readonly name: string }
    readonly kind: SyncKind
    /** In a row, this one included. */
    readonly failures: number
    /** Null when it succeeded. */
    readonly failure: { readonly error: unknown; readonly message: string } | null
  },
): Promise<void> {
  const { shop, kind, failures, failure } = run
  const failing = `failing:${shop.shopId}:${kind}`
  const starved = `rate:${shop.shopId}:${kind}`
  const late = `timeout:${shop.shopId}:${kind}`
  if (!failure) {
    for (const key of [failing, starved, late]) await resolveSyncAlert(tx, key)
    return
  }
  if (failures < FAILURES_TO_TELL) return
  if (failure.error instanceof RateLimited)
    await openSyncAlert(tx, {
      shopId: shop.shopId,
      kind: 'RATE_STARVED',
      dedupeKey: starved,
      message: `${kind} of ${shop.name} does not get its turn: the platform allows too few calls.`,
    })
  else if (failure.error instanceof Transient && TIMED_OUT.has(failure.error.code ?? ''))
    await openSyncAlert(tx, {
      shopId: shop.shopId,
      kind: 'TIME_OUT',
      dedupeKey: late,
      message: `${kind} of ${shop.name} has failed ${failures} times in a row: the platform does not answer in time.`,
    })
  else
    await openSyncAlert(tx, {
      shopId: shop.shopId,
      kind: 'FAILING',
      dedupeKey: failing,
      message: `${kind} of ${shop.name} has failed ${failures} times in a row: ${failure.message}`,
    })
}
