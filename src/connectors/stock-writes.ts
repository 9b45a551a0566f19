import { Rejected, UpstreamError, type UpstreamName } from '../domain/upstream-error.ts'
import type { StockWrite, StockWriteResult } from './marketplace.ts'
import { lost } from './write-once.ts'

/** What a platform offers for absolute stock writes; the rules around it are the same for all. */
export interface StockPlatform {
  readonly upstream: UpstreamName
  /** Cuts the writes into what one call takes. */
  readonly batches: (writes: readonly StockWrite[]) => readonly (readonly StockWrite[])[]
  /**
   * One call. Returns refusals by write for those the platform named, and nothing for what it took.
   * @throws UpstreamError when the whole batch was refused or its fate is unknown
   */
  readonly send: (batch: readonly StockWrite[]) => Promise<ReadonlyMap<StockWrite, UpstreamError>>
  /** The quantities that stand now; a write whose SKU is gone is absent. */
  readonly readBack: (batch: readonly StockWrite[]) => Promise<ReadonlyMap<StockWrite, number>>
}

type Outcomes = Map<StockWrite, UpstreamError | null>

/**
 * Sends all writes and tells what became of each. A batch that is refused whole is halved until the bad SKU stands
 * alone; a batch whose answer was lost is read back, and only what does not stand is sent a second time.
 */
export async function writeStockWith(
  platform: StockPlatform,
  writes: readonly StockWrite[],
): Promise<readonly StockWriteResult[]> {
  for (const { quantity, offerId } of writes) {
    if (!Number.isSafeInteger(quantity) || quantity < 0)
      throw new RangeError(`quantity ${quantity} for ${offerId}: a whole number from 0`)
  }
  const outcomes: Outcomes = new Map()
  let stop: UpstreamError | null = null
  for (const batch of platform.batches(writes)) {
    if (stop === null) stop = await writeBatch(platform, batch, outcomes, true)
    else for (const write of batch) outcomes.set(write, stop)
  }
  return writes.map((write) => {
    const error = outcomes.get(write) ?? null
    return { write, accepted: error === null, error }
  })
}

/** Returns the error that makes further calls pointless (token, ban, outage), else null. */
async function writeBatch(
  platform: StockPlatform,
  batch: readonly StockWrite[],
  outcomes: Outcomes,
  mayRepeat: boolean,
): Promise<UpstreamError | null> {
  try {
    const refusals = await platform.send(batch)
    for (const write of batch) outcomes.set(write, refusals.get(write) ?? null)
    return null
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (lost(error) && mayRepeat) {
      const left = await notStanding(platform, batch, outcomes)
      if (left instanceof UpstreamError) return fail(batch, error, outcomes)
      return left.length === 0 ? null : writeBatch(platform, left, outcomes, false)
    }
    if (error instanceof Rejected && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2)
      const stop = await writeBatch(platform, batch.slice(0, middle), outcomes, mayRepeat)
      return stop
        ? fail(batch.slice(middle), stop, outcomes)
        : writeBatch(platform, batch.slice(middle), outcomes, mayRepeat)
    }
    fail(batch, error, outcomes)
    return error instanceof Rejected ? null : error
  }
}

async function notStanding(
  platform: StockPlatform,
  batch: readonly StockWrite[],
  outcomes: Outcomes,
): Promise<StockWrite[] | UpstreamError> {
  try {
    const quantities = await platform.readBack(batch)
    return batch.filter((write) => {
      const stands = quantities.get(write) === write.quantity
      if (stands) outcomes.set(write, null)
      return !stands
    })
  } catch (error) {
    if (error instanceof UpstreamError) return error
    throw error
  }
}

function fail(batch: readonly StockWrite[], error: UpstreamError, outcomes: Outcomes): UpstreamError {
  for (const write of batch) outcomes.set(write, error)
  return error
}
