import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { Tx } from '../../store/transaction.ts'

/** One failed run may be a moment's trouble; so many in a row are not. */
export const FAILURES_TO_TELL = 3

/** Tells a streak of failed runs once, and when it is over. In the transaction that ends the run. */
export async function noteRunEnded(
  tx: Tx,
  run: {
    readonly shop: { readonly shopId: string; readonly name: string }
    readonly kind: SyncKind
    readonly failures: number
    readonly error: string | null
  },
): Promise<void> {
  const { shop, kind, failures, error } = run
  const dedupeKey = `failing:${shop.shopId}:${kind}`
  if (failures === 0) await resolveSyncAlert(tx, dedupeKey)
  else if (failures >= FAILURES_TO_TELL)
    await openSyncAlert(tx, {
      shopId: shop.shopId,
      kind: 'FAILING',
      dedupeKey,
      message: `${kind} of ${shop.name} has failed ${failures} times in a row: ${error ?? 'unknown error'}`,
    })
}
