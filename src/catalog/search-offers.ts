import type { MarketplaceConnector, Offer, ShopCredentials } from '../connectors/marketplace.ts'
import type { Platform } from '../domain/platform.ts'
import { Misconfigured, NeedsAuthorization } from '../domain/upstream-error.ts'

export interface SearchDeps {
  readonly connectors: ReadonlyMap<Platform, MarketplaceConnector>
  readonly linkedShops: (platforms: readonly Platform[]) => Promise<readonly ShopCredentials[]>
}

export interface FoundOffers {
  readonly offers: readonly (Offer & { readonly platform: Platform })[]
  /** Null where the platform does not count. */
  readonly total: number | null
  readonly hasNext: boolean
}

/**
 * Searches a marketplace through one of our linked shops there.
 * @param page 1-based; larger pages than the platform's are cut to it
 * @throws UpstreamError
 */
export async function searchOffers(
  { connectors, linkedShops }: SearchDeps,
  platform: Platform,
  query: string,
  page: { page: number; pageSize: number },
): Promise<FoundOffers> {
  const connector = connectors.get(platform)
  if (!connector)
    throw new Misconfigured({ upstream: platform, message: 'no connector is configured for this platform' })
  const [shop] = await linkedShops([platform])
  if (!shop) throw new NeedsAuthorization({ upstream: platform, message: 'no shop is linked' })
  const { offers, total, hasNext } = await connector.searchOffers(shop, { query, ...page })
  return { offers: offers.map((offer) => ({ ...offer, platform })), total, hasNext }
}
