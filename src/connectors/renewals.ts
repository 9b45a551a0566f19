import type { ShopCredentials } from './credentials.ts'

/** Joins refreshes of one shop's token: a refresh token is often good once, so two at a time would lose the shop. */
export function createRenewals(renewToken: ((shop: ShopCredentials) => Promise<string | null>) | undefined) {
  const running = new Map<string, Promise<string | null>>()
  return {
    /** The shop's new token, or null when it has to be linked again. */
    renew(shop: ShopCredentials): Promise<string | null> {
      if (!renewToken) return Promise.resolve(null)
      const known = running.get(shop.shopId)
      if (known) return known
      const run = renewToken(shop).finally(() => running.delete(shop.shopId))
      running.set(shop.shopId, run)
      return run
    },
  }
}
