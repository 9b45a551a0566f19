import type { MarketplaceConnector, OfferSearchPage, ShopCredentials } from '../connectors/marketplace.ts'
import type { Platform } from '../domain/platform.ts'
import { Misconfigured, NeedsAuthorization } from '../domain/upstream-error.ts'

export interface SearchDeps {
  readonly connectors: ReadonlyMap<Platform, MarketplaceConnector>
  readonly linkedShops: (platforms: readonly Platform[]) => Promise<readonly ShopCredentials[]>
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
): Promise<OfferSearchPage> {
  const connector = connectors.get(platform)
  if (!connector)
    throw new Misconfigured({ upstream: platform, message: 'no connector is configured for this platform' })
  const [shop] = await linkedShops([platform])
  if (!shop) throw new NeedsAuthorization({ upstream: platform, message: 'no shop is linked' })
  return connector.searchOffers(shop, { query, ...page })
}
