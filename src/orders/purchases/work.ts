import { UpstreamError } from '../../domain/upstream-error.ts'
import { type TakenPurchase, takeDuePurchase } from '../../store/purchase-queue.ts'
import { cancelPurchase, kept } from './cancel.ts'
import type { BuyerAccount, PurchaseDeps } from './deps.ts'
import { afterFailure, backOff, byHand, later, WAITS } from './failure.ts'
import { followPurchase } from './follow.ts'
import { payPurchase } from './pay.ts'
import { placePurchase } from './place.ts'
import { type Settlement, settle } from './settle.ts'

/** Purchases done in one run before others get the worker's time. */
const BATCH = 20

/**
 * Does what is due: places, pays, follows and cancels purchases, one after the other. Any number of workers may
 * run: each purchase is one worker's at a time. True when there may be more.
 */
export async function workOnPurchases(deps: PurchaseDeps, signal: AbortSignal): Promise<boolean> {
  for (let count = 0; count < BATCH && !signal.aborted; count++) {
    const purchase = await takeDuePurchase(deps.prisma, deps.leaseMs)
    if (!purchase) return false
    await step(deps, purchase, signal)
  }
  return !signal.aborted
}

async function step(deps: PurchaseDeps, purchase: TakenPurchase, signal: AbortSignal): Promise<void> {
  try {
    const account = await deps.accountOf(purchase.platform)
    if (typeof account === 'string') await settle(deps, purchase, withoutAccount(purchase, account))
    else await actionOf(purchase)(deps, purchase, account, withinLease(purchase, signal))
  } catch (error) {
    await settle(deps, purchase, failed(deps, purchase, error, signal))
  }
}

type Action = (
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  account: BuyerAccount,
  signal: AbortSignal,
) => Promise<void>

function actionOf({ status, cancelRequestedAt }: TakenPurchase): Action {
  if (cancelRequestedAt) return cancelPurchase
  if (status === 'PENDING') return placePurchase
  return status === 'PLACED' ? payPurchase : followPurchase
}

/** Ends calls while the purchase is still ours, so that no late call of ours meets those of the next worker. */
function withinLease({ leasedUntil }: TakenPurchase, signal: AbortSignal): AbortSignal {
  const left = leasedUntil.getTime() - Date.now()
  return AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, Math.floor(left * 0.8)))])
}

function withoutAccount(purchase: TakenPurchase, why: string): Settlement {
  if (purchase.cancelRequestedAt) return kept(purchase, why)
  if (purchase.status === 'PENDING' || purchase.status === 'PLACED') return byHand(why)
  return { reason: why, failed: true, nextAttemptAt: later(backOff(purchase.attempts)) }
}

function failed(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  error: unknown,
  signal: AbortSignal,
): Settlement {
  // Stopping: the next worker takes it at once.
  if (signal.aborted) return { failed: true }
  if (!(error instanceof UpstreamError)) {
    if (!isTimeout(error)) deps.onError(error, purchase.id)
    return {
      failed: true,
      reason: `${WAITS} the last attempt broke off`,
      nextAttemptAt: later(backOff(purchase.attempts)),
    }
  }
  const settlement = afterFailure(error, purchase)
  if (settlement.status && purchase.cancelRequestedAt) return kept(purchase, error.message)
  // A paid purchase stays paid, even if a look at it fails; we only look again later.
  if (!settlement.status || purchase.status === 'PENDING' || purchase.status === 'PLACED') return settlement
  return {
    failed: true,
    reason: `${WAITS} it can't be looked at (${error.message})`,
    nextAttemptAt: later(Math.max(deps.followEveryMs, backOff(purchase.attempts))),
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}
