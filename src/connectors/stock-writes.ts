import { Rejected, UpstreamError, type UpstreamName } from '../domain/upstream-error.ts'
import type { StockWrite, StockWriteResult } from './marketplace.ts'
import { lost } from './write-once.ts'

/** A platform's calls for absolute stock writes; the rules around them are the same for all. */
export interface StockPlatform {
  readonly upstream: UpstreamName
  /** Splits the writes into calls. */
  readonly batches: (writes: readonly StockWrite[]) => readonly (readonly StockWrite[])[]
  /**
   * One call. Returns refusals by write for those the platform named, and nothing for accepted ones.
   * @throws UpstreamError when the whole batch was refused or its fate is unknown
   */
  readonly send: (batch: readonly StockWrite[]) => Promise<ReadonlyMap<StockWrite, UpstreamError>>
  /** Present quantities; a write whose SKU is gone is absent. */
  readonly readBack: (batch: readonly StockWrite[]) => Promise<ReadonlyMap<StockWrite, number>>
}

type Outcomes = Map<StockWrite, UpstreamError | null>

/**
 * Sends all writes and returns the outcome of each. A batch that is refused whole is halved until the bad SKU is
 * alone; a batch whose answer was lost is read back, and only missing writes are sent a second time.
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
