import { mapLimited } from '../connectors/map-limited.ts'
import type { Platform } from '../domain/platform.ts'
import { RateLimited, UpstreamError } from '../domain/upstream-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { listingChanged, lockListings, removeListings } from '../store/listing.ts'
import { appendToOutbox } from '../store/outbox.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { type DueItem, noteReading, takeDueItems, type WatchRests } from '../store/watched-item.ts'
import { lockItems } from './lock-items.ts'
import { judgeOffers } from './prices/judge-offers.ts'
import type { ReadItem, ReadItemOptions } from './read-item.ts'
import { type TakeOverDeps, takeOverItem } from './take-over-item.ts'

export interface WatchDeps extends TakeOverDeps {
  readonly prisma: PrismaClient
  readonly rests: WatchRests
  readonly read: (
    platform: Platform,
    externalId: string,
    options: ReadItemOptions,
  ) => Promise<ReadItem | null>
  readonly onError: (error: unknown, platform: Platform, externalId: string) => void
}

/** Items of one turn, and how many of them are read at the same time. */
const ITEMS_A_TURN = 40
const READ_AT_ONCE = 4
/** Age at which another reading counts as ours, in ms. */
const FRESH_MS = 1_000
/** An item that two readings in a row did not find is gone. */
const MISSES_UNTIL_GONE = 2
const BY = { actor: 'watch', source: 'MARKETPLACE' } as const

/**
 * Reads the watched items that are due, and has listings, costs and prices follow. Any number of workers shares them by
 * leases. @returns whether there may be more
 */
export async function watchItems(deps: WatchDeps, signal: AbortSignal): Promise<boolean> {
  const items = await takeDueItems(deps.prisma, ITEMS_A_TURN)
  await mapLimited(items, READ_AT_ONCE, async (item) => {
    if (signal.aborted) return
    try {
      await follow(deps, item)
    } catch (error) {
      if (!(error instanceof UpstreamError)) deps.onError(error, item.platform, item.externalId)
      await noteFailure(deps, item, error)
    }
  })
  return items.length === ITEMS_A_TURN && !signal.aborted
}

async function follow(deps: WatchDeps, item: DueItem): Promise<void> {
  const { platform, externalId } = item
  const found = await deps.read(platform, externalId, { freshMs: FRESH_MS, onlyFresh: true })
  await transaction(deps.prisma, async (tx) => {
    const misses = found ? 0 : item.misses + 1
    if (found)
      await takeOverItem(tx, deps, {
        platform,
        item: found.item,
        at: found.fetchedAt,
        publish: false,
        categoryId: null,
        shopId: null,
        buyToOrder: true,
        by: BY,
      })
    else if (misses >= MISSES_UNTIL_GONE) await endListings(tx, platform, externalId)
    const dueAt = after(misses === 1 ? deps.rests.openMs : restOf(deps, item))
    await noteReading(tx, item, { misses, failures: 0, error: null, dueAt })
  })
}

async function endListings(tx: Tx, platform: Platform, externalId: string): Promise<void> {
  const at = new Date()
  await lockItems(tx, platform, [externalId])
  const rows = await lockListings(tx, platform, [externalId])
  const gone = rows.filter((row) => row.shopId === null && row.removedAt === null)
  await removeListings(
    tx,
    gone.map(({ id }) => id),
    at,
  )
  await appendToOutbox(
    tx,
    gone.map((row) => listingChanged(platform, row, at)),
  )
  await judgeOffers(
    tx,
    gone.map(({ id, priceMinor, currency }) => ({
      listingId: id,
      priceBefore: priceMinor === null ? null : { minor: priceMinor, currency },
    })),
    at,
  )
}

/** Tried again with a growing back-off, and not before the source wants it. */
async function noteFailure(deps: WatchDeps, item: DueItem, error: unknown): Promise<void> {
  const failures = item.failures + 1
  const { openMs, catalogueMs } = deps.rests
  const rest = Math.min(Math.max(openMs, catalogueMs), openMs * 2 ** Math.min(failures, 10))
  const asked = error instanceof RateLimited ? error.retryAfterMs : 0
  await noteReading(deps.prisma, item, {
    misses: item.misses,
    failures,
    error:
      error instanceof UpstreamError
        ? error.message.slice(0, 500)
        : 'an unexpected error, which is in the log',
    dueAt: after(Math.max(rest, asked)),
  })
}

const restOf = ({ rests }: WatchDeps, { isOpen }: DueItem) => (isOpen ? rests.openMs : rests.catalogueMs)

/** Spread by a tenth, so that items imported together are not read together forever. */
const after = (ms: number) => new Date(Date.now() + ms * (0.95 + Math.random() / 10))
