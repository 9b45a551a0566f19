import type { MarketplaceConnector, Offer, ShopCredentials } from '../connectors/marketplace.ts'
import { presentSignal, runDetached } from '../domain/scope.ts'
import { Flight } from './flight.ts'

/** Last answer of the platform about an offer; null when it does not know the id. */
export interface CachedOffer {
  readonly offer: Offer | null
  readonly fetchedAt: Date
  readonly stale: boolean
}

export interface OfferCacheOptions {
  /** How long an answer serves without asking again, in ms. */
  freshMs?: number
  /** Maximum age of an answer that replaces a failed call, in ms. */
  staleMs?: number
  maxEntries?: number
  now?: () => number
}

/** Reads offers for all requests of this process. */
export interface OfferCache {
  /**
   * One entry per id. Ids that are fresh or on their way cost no call; the others go in the platform's batch size. A
   * call ends early when every request that waits for it has ended (domain/scope.ts).
   */
  read(
    connector: MarketplaceConnector,
    shop: ShopCredentials,
    ids: readonly string[],
  ): Map<string, Promise<CachedOffer>>
}

interface Entry {
  readonly offer: Offer | null
  readonly at: number
}

interface OnItsWay {
  readonly answer: Promise<CachedOffer>
  readonly flight: Flight
}

/**
 * Single-flight, a short memory, and the last answer when the platform fails (marked stale). Without a last
 * answer the platform's error is given.
 */
export function offerCache(options: OfferCacheOptions = {}): OfferCache {
  const { freshMs = 5_000, staleMs = 600_000, maxEntries = 20_000, now = Date.now } = options
  const entries = new Map<string, Entry>()
  const inFlight = new Map<string, OnItsWay>()
  const answer = ({ offer, at }: Entry, stale: boolean): CachedOffer => ({
    offer,
    fetchedAt: new Date(at),
    stale,
  })

  const keep = (key: string, entry: Entry) => {
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size <= maxEntries) return
    for (const oldest of entries.keys()) {
      entries.delete(oldest)
      break
    }
  }

  const fetch = (
    connector: MarketplaceConnector,
    shop: ShopCredentials,
    ids: readonly string[],
    keyOf: KeyOf,
  ) => {
    const forget = () => {
      for (const id of ids) if (inFlight.get(keyOf(id))?.flight === flight) inFlight.delete(keyOf(id))
    }
    const flight = new Flight(forget)
    const call = runDetached(() => connector.readOffers(shop, ids, flight.signal)).finally(() => {
      flight.landed()
      forget()
    })
    for (const id of ids) {
      const key = keyOf(id)
      const one = call.then(
        (offers) => {
          const entry = { offer: offers.get(id) ?? null, at: now() }
          keep(key, entry)
          return answer(entry, false)
        },
        (error: unknown) => {
          const last = entries.get(key)
          if (last && now() - last.at <= staleMs && !flight.signal.aborted) return answer(last, true)
          throw error
        },
      )
      inFlight.set(key, { answer: one, flight })
    }
  }

  return {
    read(connector, shop, ids) {
      const keyOf = (id: string) => `${shop.shopId} ${id}`
      const distinct = [...new Set(ids)]
      const isFresh = (id: string) =>
        now() - (entries.get(keyOf(id))?.at ?? Number.NEGATIVE_INFINITY) < freshMs
      const missing = distinct.filter((id) => !isFresh(id) && !inFlight.has(keyOf(id)))
      const size = connector.limits.offersPerRead
      for (let start = 0; start < missing.length; start += size)
        fetch(connector, shop, missing.slice(start, start + size), keyOf)
      return new Map(
        distinct.map((id) => {
          const entry = entries.get(keyOf(id))
          const running = inFlight.get(keyOf(id))
          running?.flight.join(presentSignal())
          if (running) return [id, running.answer]
          if (entry) return [id, Promise.resolve(answer(entry, false))]
          return [id, Promise.reject(new Error('an offer was neither kept nor fetched'))]
        }),
      )
    },
  }
}

type KeyOf = (id: string) => string
