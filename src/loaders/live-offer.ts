import DataLoader from 'dataloader'
import type { MarketplaceConnector, Offer, ShopCredentials } from '../connectors/marketplace.ts'
import type { Money } from '../domain/money.ts'
import type { Platform } from '../domain/platform.ts'
import { Misconfigured, NeedsAuthorization } from '../domain/upstream-error.ts'
import type { CachedOffer, OfferCache } from './offer-cache.ts'

export interface LiveOfferKey {
  readonly platform: Platform
  readonly shopId: string | null
  readonly externalId: string
  /** Empty: the offer as a whole. */
  readonly externalSkuId: string
}

export interface LiveOffer {
  readonly price: Money
  readonly quantity: number
  readonly onSale: boolean
  readonly fetchedAt: Date
  readonly stale: boolean
}

export interface LiveOfferDeps {
  readonly connectors: ReadonlyMap<Platform, MarketplaceConnector>
  readonly cache: OfferCache
  /** Credentials of the linked shops of these platforms, in one statement. */
  readonly linkedShops: (
    platforms: readonly Platform[],
  ) => Promise<readonly (ShopCredentials & { platform: Platform })[]>
  /** Last readings of items that other sellers have, by `PLATFORM id`. */
  readonly lastReadings: (
    items: readonly LiveOfferKey[],
  ) => Promise<
    ReadonlyMap<string, { readonly item: Offer; readonly fetchedAt: Date; readonly stale: boolean }>
  >
}

/** One per request (or delivered event): all offers asked for at one level go to the platforms together. */
export function liveOfferLoader(deps: LiveOfferDeps): DataLoader<LiveOfferKey, LiveOffer | null, string> {
  return new DataLoader((keys) => load(deps, keys), {
    cacheKeyFn: ({ platform, shopId, externalId, externalSkuId }) =>
      `${platform} ${shopId ?? ''} ${externalId} ${externalSkuId}`,
  })
}

/** Items of other sellers that no shop of ours can read have their last reading, which costs no call. */
async function load(
  deps: LiveOfferDeps,
  keys: readonly LiveOfferKey[],
): Promise<(LiveOffer | null | Error)[]> {
  const offers = await throughShops(deps, keys)
  const others = keys.filter(({ shopId }, index) => shopId === null && !isOffer(offers[index]))
  if (others.length === 0) return offers
  const readings = await deps.lastReadings(others)
  return offers.map((offer, index) => {
    const key = keys[index]
    const reading = key && others.includes(key) && readings.get(`${key.platform} ${key.externalId}`)
    if (!key || !reading) return offer
    const { item, fetchedAt, stale } = reading
    // The only choice of an item has an id in some answers, and none in others.
    const choice = item.skus.length > 1 ? key.externalSkuId : ''
    return liveOfferOf({ offer: item, fetchedAt, stale }, choice)
  })
}

const isOffer = (offer: LiveOffer | null | Error | undefined) => offer && !(offer instanceof Error)

async function throughShops(
  { connectors, cache, linkedShops }: LiveOfferDeps,
  keys: readonly LiveOfferKey[],
): Promise<(LiveOffer | null | Error)[]> {
  const platforms = [...new Set(keys.map((key) => key.platform))].filter((platform) =>
    connectors.has(platform),
  )
  const shops = platforms.length > 0 ? await linkedShops(platforms) : []
  // An offer of somebody else's shop is read through any shop of ours on that platform.
  const shopOf = ({ platform, shopId }: LiveOfferKey) =>
    shops.find((shop) => shop.platform === platform && (shopId === null || shop.shopId === shopId))

  const reads = new Map<ShopCredentials, Map<string, Promise<CachedOffer>>>()
  for (const shop of shops) {
    const ids = keys.filter((key) => shopOf(key) === shop).map((key) => key.externalId)
    const connector = connectors.get(shop.platform)
    if (connector && ids.length > 0) reads.set(shop, cache.read(connector, shop, ids))
  }

  return Promise.all(
    keys.map(async (key) => {
      const shop = shopOf(key)
      if (!connectors.has(key.platform))
        return new Misconfigured({
          upstream: key.platform,
          message: 'no connector is configured for this platform',
        })
      if (!shop) return new NeedsAuthorization({ upstream: key.platform, message: 'the shop is not linked' })
      try {
        return liveOfferOf(await reads.get(shop)?.get(key.externalId), key.externalSkuId)
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error))
      }
    }),
  )
}

function liveOfferOf(cached: CachedOffer | undefined, externalSkuId: string): LiveOffer | null {
  if (!cached?.offer) return null
  const { offer, fetchedAt, stale } = cached
  const part = externalSkuId ? skuOf(offer, externalSkuId) : offer
  return part && { price: part.price, quantity: part.quantity, onSale: offer.onSale, fetchedAt, stale }
}

function skuOf(offer: Offer, externalSkuId: string) {
  return offer.skus.find((sku) => sku.externalSkuId === externalSkuId) ?? null
}
