import type { MarketplaceConnector, Offer, ShopCredentials } from '../connectors/marketplace.ts'
import type { Platform } from '../domain/platform.ts'
import { presentSignal } from '../domain/scope.ts'
import { Misconfigured, NeedsAuthorization } from '../domain/upstream-error.ts'

export interface SearchDeps {
  readonly connectors: ReadonlyMap<Platform, MarketplaceConnector>
  readonly linkedShops: (platforms: readonly Platform[]) => Promise<readonly ShopCredentials[]>
}

export type FoundOffer = Omit<Offer, 'quantity'> & {
  readonly platform: Platform
  /** Units for sale; null where the platform does not say in its list of hits. */
  readonly quantity: number | null
}

export interface FoundOffers {
  readonly offers: readonly FoundOffer[]
  /** Null where the platform does not count. */
  readonly total: number | null
  readonly hasNext: boolean
}

/** The part of the hits that is wanted: `limit` of them after the first `offset`. */
export interface Slice {
  readonly offset: number
  readonly limit: number
}

/**
 * Searches a marketplace through one of our linked shops there. Platforms have numbered pages of limited size: as
 * many are read as the slice needs, one when it begins at the border of a page and is no longer than one.
 * @throws UpstreamError
 */
export async function searchOffers(
  { connectors, linkedShops }: SearchDeps,
  platform: Platform,
  query: string,
  { offset, limit }: Slice,
): Promise<FoundOffers> {
  const connector = connectors.get(platform)
  if (!connector)
    throw new Misconfigured({ upstream: platform, message: 'no connector is configured for this platform' })
  const [shop] = await linkedShops([platform])
  if (!shop) throw new NeedsAuthorization({ upstream: platform, message: 'no shop is linked' })
  const pageSize = Math.max(1, Math.min(limit, connector.limits.offersPerPage))
  const signal = presentSignal() ?? undefined
  const hits: Offer[] = []
  let skip = offset % pageSize
  for (let page = Math.floor(offset / pageSize) + 1; ; page++) {
    const { offers, total, hasNext } = await connector.searchOffers(shop, { query, page, pageSize }, signal)
    hits.push(...offers.slice(skip))
    skip = 0
    if (hits.length >= limit || !hasNext)
      return {
        offers: hits.slice(0, limit).map((offer) => found(offer, platform)),
        total,
        hasNext: hasNext || hits.length > limit,
      }
  }
}

function found(offer: Offer, platform: Platform): FoundOffer {
  return { ...offer, platform, quantity: offer.quantityKnown === false ? null : offer.quantity }
}
