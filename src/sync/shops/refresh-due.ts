import { mapLimited } from '../../connectors/map-limited.ts'
import { UpstreamError } from '../../domain/upstream-error.ts'
import { shopsToRefresh } from '../../store/refresh-lease.ts'
import { readTokens } from '../../store/shop-tokens.ts'
import type { ShopDeps } from './deps.ts'
import { refreshToken } from './refresh-token.ts'

/** Shops of one run, and how many at a time. */
const BATCH = 50
const AT_ONCE = 4

/**
 * Refreshes tokens ahead of their end. Any number of workers may do this. A platform that is down leaves its shops
 * for a later run. True when there may be more.
 */
export async function runRefreshDue(deps: ShopDeps, signal: AbortSignal): Promise<boolean> {
  const { prisma, box, oauth, now, log } = deps
  const shopIds = await shopsToRefresh(prisma, [...oauth.keys()], now(), BATCH)
  await mapLimited(shopIds, AT_ONCE, async (shopId) => {
    // A refresh that has begun is finished, or its answer would be lost; no other is begun.
    if (signal.aborted) return
    const shop = await readTokens(prisma, box, shopId)
    // Another process may have refreshed it since it was listed: those tokens are not due.
    if (!shop?.refreshDueAt || shop.refreshDueAt > now()) return
    try {
      await refreshToken(deps, shop)
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      const { kind, message } = error
      log.warn({ platform: shop.platform, shopId, kind, message }, 'a token could not be refreshed yet')
    }
  })
  return shopIds.length === BATCH
}
