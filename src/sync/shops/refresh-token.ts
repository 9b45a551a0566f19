import { setTimeout as delay } from 'node:timers/promises'
import type { OAuthConnector, TokenSet } from '../../connectors/oauth.ts'
import { Misconfigured, NeedsAuthorization, RateLimited, Transient } from '../../domain/upstream-error.ts'
import { endRefreshLease, LEASE_SECONDS, takeRefreshLease } from '../../store/refresh-lease.ts'
import { replaceTokens, type ShopTokens } from '../../store/shop-tokens.ts'
import { type ShopDeps, tokensOf } from './deps.ts'
import { withdrawAuthorization } from './withdraw-authorization.ts'

/** Ours is given up well before another process may try: the refresh token must not be spent twice. */
const EXCHANGE_MS = (LEASE_SECONDS * 1_000 * 2) / 3
/** A platform that is down is asked again after this, as long as no call needs the token sooner. */
const RETRY_MS = 60_000
/** New tokens that the database does not take at once are tried again, in ms: the platform won't give them twice. */
const STORE_RETRIES_MS = [100, 500, 2_000, 5_000]

export type Refreshed =
  | { readonly kind: 'fresh'; readonly accessToken: string }
  /** The shop must be linked again; that is written down. */
  | { readonly kind: 'refused' }
  /** Another process is at it, or has other tokens by now: read them again. */
  | { readonly kind: 'elsewhere' }

/**
 * Spends the refresh token of this version, one process at a time (lease), and stores what comes (compare and set).
 * @throws UpstreamError when the platform could not be asked: that is no refusal, the shop stays linked
 */
export async function refreshToken(deps: ShopDeps, shop: ShopTokens): Promise<Refreshed> {
  const { prisma, box, now } = deps
  const connector = connectorOf(deps, shop)
  if (shop.refreshToken === null) return refused(deps, shop, 'Its token has ended and cannot be refreshed.')
  if (!(await takeRefreshLease(prisma, shop))) return { kind: 'elsewhere' }
  let set: TokenSet
  try {
    set = await exchange(connector, shop, shop.refreshToken)
  } catch (error) {
    if (error instanceof NeedsAuthorization)
      return refused(deps, shop, `${shop.platform} refused to refresh its token: ${error.message}`)
    const wait = error instanceof RateLimited ? Math.max(RETRY_MS, error.retryAfterMs) : RETRY_MS
    await endRefreshLease(prisma, shop, new Date(now().getTime() + wait))
    throw error
  }
  const tokens = tokensOf(set, now())
  const stored = await insistently(deps, () => replaceTokens(prisma, box, shop, tokens))
  if (!stored) return { kind: 'elsewhere' }
  deps.log.info({ platform: shop.platform, shopId: shop.shopId }, 'token refreshed')
  return { kind: 'fresh', accessToken: set.accessToken }
}

function connectorOf({ oauth }: ShopDeps, { platform }: ShopTokens): OAuthConnector {
  const connector = oauth.get(platform)
  if (connector) return connector
  throw new Misconfigured({ upstream: platform, message: `${platform} is not set up here` })
}

async function refused(deps: ShopDeps, shop: ShopTokens, reason: string): Promise<Refreshed> {
  return (await withdrawAuthorization(deps, shop, reason)) ? { kind: 'refused' } : { kind: 'elsewhere' }
}

async function exchange(
  connector: OAuthConnector,
  { platform }: ShopTokens,
  refreshToken: string,
): Promise<TokenSet> {
  const limit = AbortSignal.timeout(EXCHANGE_MS)
  try {
    return await connector.refresh(refreshToken, limit)
  } catch (error) {
    if (!limit.aborted) throw error
    throw new Transient({
      upstream: platform,
      message: 'the token could not be refreshed in time',
      code: 'timeout',
      mayHaveHappened: true,
    })
  }
}

async function insistently<T>({ log }: ShopDeps, work: () => Promise<T>): Promise<T> {
  for (const wait of STORE_RETRIES_MS) {
    try {
      return await work()
    } catch (error) {
      log.warn({ err: error }, 'a refreshed token could not be stored; it is tried again')
      await delay(wait)
    }
  }
  return work()
}
