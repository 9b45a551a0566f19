import type { ShopCredentials } from './credentials.ts'

/**
 * Joins refreshes of one shop's token. A refresh token is often good only once, so two refreshes at a time, or one
 * more for a call that was sent with the old token and refused late, would lose the shop.
 */
export function createRenewals(renewToken: ((shop: ShopCredentials) => Promise<string | null>) | undefined) {
  const running = new Map<string, Promise<string | null>>()
  const last = new Map<string, { readonly refused: string | null; readonly fresh: string }>()
  return {
    /** The token that replaces `shop.accessToken`, or null when the shop must be linked again. */
    async renew(shop: ShopCredentials): Promise<string | null> {
      if (!renewToken) return null
      const known = last.get(shop.shopId)
      if (known && known.refused === shop.accessToken) return known.fresh
      const joined = running.get(shop.shopId)
      if (joined) return joined
      const run = renewToken(shop).finally(() => running.delete(shop.shopId))
      running.set(shop.shopId, run)
      const fresh = await run
      if (fresh !== null) last.set(shop.shopId, { refused: shop.accessToken, fresh })
      return fresh
    },
  }
}
