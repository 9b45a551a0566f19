import type { SearchEngine } from '../../connectors/search-engine.ts'
import { RateLimited, Rejected, Transient, UpstreamError } from '../../domain/upstream-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { hasProductsOnShow, productIdsAfter, searchDocuments } from '../../store/search-document.ts'
import {
  endSearchFeedLease,
  FEED_LEASE_SECONDS,
  type FeedProgress,
  productEvents,
  saveSearchFeed,
  startOfFeed,
  takeSearchFeed,
} from '../../store/search-feed.ts'

export interface FeedDeps {
  readonly prisma: PrismaClient
  readonly engine: SearchEngine
  /** Told of a product that the engine refuses: it is left out. */
  readonly onRefused: (error: unknown, productId: string) => void
  /** Products of one batch. */
  readonly batch?: number
  /** First rest after a failure, in ms; it doubles with each further one. */
  readonly restMs?: number
  /** Timeout of one turn, in ms; below the lease. */
  readonly turnMs?: number
}

const BATCH = 250
const REST_MS = 5_000
const LONGEST_REST_MS = 5 * 60_000
/** A key that is refused, or a setting that is wrong: somebody has to act first. In ms. */
const OPERATOR_MS = 5 * 60_000
/** Timeout of one turn, in ms: it ends before its lease. */
const TURN_MS = (FEED_LEASE_SECONDS - 20) * 1_000

interface Turn {
  readonly progress: FeedProgress
  readonly mayHaveMore: boolean
}

/**
 * Writes products to the engine: all of them in pages where the index is empty, then those that the feed tells of. One
 * worker at a time does so, under a lease; what was reached is stored after each batch, and continued after a crash.
 * @returns one turn, which tells whether there may be more to do at once
 */
export function engineFeeder(deps: FeedDeps): (signal: AbortSignal) => Promise<boolean> {
  const { prisma, engine, batch = BATCH, restMs = REST_MS, turnMs = TURN_MS } = deps
  /** This process has looked at the index and given it its settings. */
  let isPrepared = false

  async function write(ids: readonly string[], signal: AbortSignal, removes: boolean): Promise<void> {
    const refused = await writeOrSplit(ids, signal, removes)
    const [first] = refused
    // All of several: it is not about a product.
    if (first && ids.length > 1 && refused.length === ids.length) throw first.error
    for (const { id, error } of refused) deps.onRefused(error, id)
  }

  /** A batch that the engine refuses is halved until only the products are left that it refuses. */
  async function writeOrSplit(
    ids: readonly string[],
    signal: AbortSignal,
    removes: boolean,
  ): Promise<readonly { readonly id: string; readonly error: Rejected }[]> {
    const documents = await searchDocuments(prisma, ids)
    const onShow = new Set(documents.map(({ id }) => id))
    try {
      await engine.write(documents, removes ? ids.filter((id) => !onShow.has(id)) : [], signal)
      return []
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      if (ids.length === 1) return ids.map((id) => ({ id, error }))
      const half = Math.ceil(ids.length / 2)
      return [
        ...(await writeOrSplit(ids.slice(0, half), signal, removes)),
        ...(await writeOrSplit(ids.slice(half), signal, removes)),
      ]
    }
  }

  async function fill(progress: FeedProgress, after: string, signal: AbortSignal): Promise<Turn> {
    const ids = await productIdsAfter(prisma, after, batch)
    // Nothing has to be removed from an index that was empty.
    if (ids.length > 0) await write(ids, signal, progress.filledAt !== null)
    const isLast = ids.length < batch
    return {
      progress: isLast
        ? { ...progress, fillAfter: null, filledAt: new Date() }
        : { ...progress, fillAfter: ids.at(-1) ?? after },
      mayHaveMore: true,
    }
  }

  async function follow(progress: FeedProgress, signal: AbortSignal): Promise<Turn> {
    const events = await productEvents(prisma, progress, batch)
    // Events were deleted before they were looked at, or a backup was restored.
    if (!events) return { progress: await startOfFeed(prisma, progress.filledAt), mayHaveMore: true }
    if (events.ids.length > 0 && (await isLost(progress, signal)))
      return { progress: await startOfFeed(prisma, null), mayHaveMore: true }
    if (events.ids.length > 0) await write(events.ids, signal, true)
    return { progress: { ...progress, seq: events.seq }, mayHaveMore: events.mayHaveMore }
  }

  /** The engine has nothing of what was written to it. */
  async function isLost({ filledAt }: FeedProgress, signal: AbortSignal): Promise<boolean> {
    return filledAt !== null && (await hasProductsOnShow(prisma)) && (await engine.count(signal)) === 0
  }

  async function work(lease: FeedProgress, signal: AbortSignal): Promise<Turn> {
    const progress = !isPrepared && (await isLost(lease, signal)) ? await startOfFeed(prisma, null) : lease
    if (!isPrepared || progress.fillAfter === '') await engine.prepare(signal)
    isPrepared = true
    return progress.fillAfter === null ? follow(progress, signal) : fill(progress, progress.fillAfter, signal)
  }

  return async (stopping) => {
    const lease = await takeSearchFeed(prisma, engine.index, !isPrepared)
    if (!lease) return false
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(turnMs)])
    try {
      const turn = await work(lease, signal)
      await saveSearchFeed(prisma, lease, turn.progress)
      return turn.mayHaveMore && !stopping.aborted
    } catch (error) {
      const isLate = signal.aborted && !stopping.aborted
      const failure = isLate ? tooLate(engine) : error
      if (!(failure instanceof UpstreamError)) {
        await endSearchFeedLease(prisma, lease, null)
        throw failure
      }
      const until = new Date(Date.now() + restAfter(failure, lease.failures, restMs))
      await endSearchFeedLease(prisma, lease, { until, lastError: failure.message })
      return false
    }
  }
}

const tooLate = ({ upstream }: SearchEngine) =>
  new Transient({ upstream, code: 'busy', message: 'a batch took too long' })

function restAfter(error: UpstreamError, failures: number, restMs: number): number {
  const rest = Math.min(LONGEST_REST_MS, restMs * 2 ** Math.min(failures, 20))
  if (error instanceof RateLimited) return Math.max(rest, error.retryAfterMs)
  return error instanceof Transient ? rest : OPERATOR_MS
}
