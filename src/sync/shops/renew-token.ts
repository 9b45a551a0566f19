import { setTimeout as delay } from 'node:timers/promises'
import type { ShopCredentials } from '../../connectors/credentials.ts'
import { Transient } from '../../domain/upstream-error.ts'
import { LEASE_SECONDS } from '../../store/refresh-lease.ts'
import { readTokens } from '../../store/shop-tokens.ts'
import type { ShopDeps } from './deps.ts'
import { refreshToken } from './refresh-token.ts'

/** How often it is looked whether the process that refreshes is done, in ms. */
const LOOK_MS = 100

/**
 * The token that replaces the one a platform has just refused; null when the shop must be linked again. A newer
 * one that another process (or the shop's owner) brought is used without a refresh of our own.
 * @throws UpstreamError when the platform could not be asked
 */
export async function renewToken(
  deps: ShopDeps,
  { shopId, accessToken: refused }: Pick<ShopCredentials, 'shopId' | 'accessToken'>,
): Promise<string | null> {
  const end = performance.now() + LEASE_SECONDS * 1_000
  for (;;) {
    const shop = await readTokens(deps.prisma, deps.box, shopId)
    if (!shop) return null
    if (shop.accessToken !== refused) return shop.accessToken
    const refreshed = await refreshToken(deps, shop)
    if (refreshed.kind === 'fresh') return refreshed.accessToken
    if (refreshed.kind === 'refused') return null
    if (performance.now() > end)
      throw new Transient({
        upstream: shop.platform,
        message: 'another process has been refreshing the token for too long',
        code: 'refresh-busy',
      })
    await delay(LOOK_MS)
  }
}
