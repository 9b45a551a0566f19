import type { ModifiedWindow, Offer } from '../../connectors/marketplace.ts'
import { readInParts } from '../../connectors/read-in-parts.ts'
import { knownOffers } from '../../store/listing.ts'
import { openFailuresAmong } from '../../store/sync-failure.ts'
import type { RunContext } from '../runs/run-context.ts'
import type { Batch, Source } from './read-windows.ts'
import { type MapOffer, writeListings } from './write-listings.ts'

const CHUNK = 100
/** Calls of a sweep under way together; the platform's rate is kept all the same. */
const READS_AT_ONCE = 5

/** Offers of a shop by modified time, or all of them. */
export function offerSource({ deps, shop, connector }: RunContext, map: MapOffer | null): Source<Offer> {
  return {
    chunk: CHUNK,
    idOf: (offer) => offer.externalId,
    rawOf: (offer) => offer.raw ?? null,
    write: (tx, offers, readAt) =>
      writeListings(tx, { shopId: shop.shopId, platform: shop.platform }, offers, readAt, map, deps.follower),
    async *read(window: ModifiedWindow | null, signal: AbortSignal): AsyncGenerator<Batch<Offer>> {
      let readAt = deps.now()
      for await (const { offers, unreadable } of connector.offers(shop, window ?? undefined, signal)) {
        yield { records: offers, unreadable, readAt }
        readAt = deps.now()
      }
    },
  }
}

/**
 * Every listing that is known of the shop, read by id: finds what no modified time tells, and offers that are gone,
 * which come as an empty shell so that their listings end.
 */
export function sweepSource(run: RunContext, map: MapOffer | null): Source<Offer> {
  const { deps, shop, connector } = run
  return {
    ...offerSource(run, map),
    async *read(_window, signal): AsyncGenerator<Batch<Offer>> {
      const ids = await knownOffers(deps.prisma, shop.shopId)
      const size = connector.limits.offersPerRead
      for (let start = 0; start < ids.length; start += size * READS_AT_ONCE) {
        const some = ids.slice(start, start + size * READS_AT_ONCE)
        const readAt = deps.now()
        const found = await readInParts(some, size, READS_AT_ONCE, (part) =>
          connector.readOffers(shop, part, signal),
        )
        const missing = some.filter((id) => !found.has(id))
        // An offer that cannot be understood is missing from the answer as well, and is not gone.
        const unclear = await openFailuresAmong(deps.prisma, shop.shopId, missing)
        const gone = missing.filter((id) => !unclear.has(id)).map(goneOffer)
        yield { records: [...found.values(), ...gone], unreadable: [], readAt }
      }
    },
  }
}

/** An offer that the platform does not know (any more). */
export interface GoneOffer extends Offer {
  readonly gone: true
}

export function goneOffer(externalId: string): GoneOffer {
  return {
    externalId,
    gone: true,
    title: '',
    price: { minor: 0n, currency: 'CNY' },
    quantity: 0,
    onSale: false,
    imageUrl: null,
    url: null,
    skus: [],
    modifiedAt: null,
  }
}
