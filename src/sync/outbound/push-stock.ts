import type { StockWriteResult } from '../../connectors/marketplace.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import { acknowledge, type DueListing, dueListings, refusePush } from '../../store/listing-push.ts'
import { type NewFailure, recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import { addToRun } from '../../store/sync-run.ts'
import { transaction } from '../../store/transaction.ts'
import type { RunContext } from '../runs/run-context.ts'

/** Listings checked together. In a first synchronisation nearly all of them are right already. */
const BATCH = 1_000
/** Maximum written before the rest is read again; the connector splits them into calls of the platform's size. */
const WRITES = 100
const MINUTE = 60_000

/**
 * Tells the platform what it may sell of every listing that is behind: absolute quantities, however many changes a
 * SKU has had since. A listing that changes during a call is due again and comes with the next batch.
 */
export async function pushStock(run: RunContext): Promise<void> {
  const { deps, shop, signal } = run
  const began = new Date(deps.now().getTime() - MINUTE)
  let since: Date | null = null
  for (;;) {
    signal.throwIfAborted()
    const due = await dueListings(deps.prisma, shop.shopId, deps.now(), BATCH, since)
    if (due.length === 0) return
    const decided = due.map((listing) => ({ listing, quantity: quantityOf(listing) }))
    const standing = decided.filter(({ listing, quantity }) => listing.standing === quantity)
    const toWrite = decided.filter(({ listing, quantity }) => listing.standing !== quantity).slice(0, WRITES)
    const results =
      toWrite.length > 0 ? await run.connector.writeStock(shop, toWrite.map(writeOf), signal) : []
    const stop = await settle(run, standing, toWrite, results)
    if (stop) throw stop
    // All were checked: remaining ones have changed meanwhile.
    if (due.length <= toWrite.length + standing.length && due.length < BATCH) since = began
  }
}

interface Decided {
  readonly listing: DueListing
  readonly quantity: number
}

/** The lower number wins while the platform has orders that we are yet to read. */
function quantityOf({ sellable, ceiling }: DueListing): number {
  return ceiling === null ? sellable : Math.min(sellable, ceiling)
}

function writeOf({ listing, quantity }: Decided) {
  return { offerId: listing.externalId, skuId: listing.externalSkuId || null, quantity }
}

/** @returns the error that makes further calls pointless, when there is one */
async function settle(
  { deps, runId, shop }: RunContext,
  standing: readonly Decided[],
  written: readonly Decided[],
  results: readonly StockWriteResult[],
): Promise<Error | null> {
  const now = deps.now()
  const accepted = [...standing, ...written.filter((_, index) => results[index]?.accepted)]
  const refused = written.flatMap((one, index) => {
    const error = results[index]?.error ?? null
    return error instanceof Rejected ? [{ ...one, error }] : []
  })
  const stop = results.find(({ error }) => error && !(error instanceof Rejected))?.error ?? null
  await transaction(deps.prisma, async (tx) => {
    await acknowledge(
      tx,
      accepted.map(({ listing: { listingId, version, ceiling }, quantity }) => ({
        listingId,
        version,
        quantity,
        ceiling,
      })),
      now,
    )
    for (const { listing, error } of refused)
      await refusePush(tx, listing.listingId, error.message, later(now, listing.attempts))
    const target = { shopId: shop.shopId, kind: 'STOCK_PUSH' as const }
    await resolveFailures(tx, target, accepted.map(failureKey))
    await recordFailures(
      tx,
      target,
      refused.map(
        (one): NewFailure => ({
          externalId: failureKey(one),
          errorClass: 'REJECTED',
          message: one.error.message.slice(0, 500),
          payload: { ...writeOf(one), code: one.error.code ?? null },
          // The push itself comes again; the failure ends with it.
          retryAt: () => null,
        }),
      ),
    )
    await addToRun(
      tx,
      runId,
      {
        read: standing.length + written.length,
        written: accepted.length - standing.length,
        failed: refused.length,
      },
      null,
    )
  })
  return stop
}

const failureKey = ({ listing: { externalId, externalSkuId } }: Decided) =>
  externalSkuId ? `${externalId}:${externalSkuId}` : externalId

function later(now: Date, attempts: number): Date {
  return new Date(now.getTime() + 5 * MINUTE * 2 ** Math.min(attempts, 8))
}
