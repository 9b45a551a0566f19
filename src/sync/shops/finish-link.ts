import type { TokenSet } from '../../connectors/oauth.ts'
import type { Platform } from '../../domain/platform.ts'
import { Misconfigured, Rejected, UpstreamError } from '../../domain/upstream-error.ts'
import { type BegunLink, takeLink } from '../../store/oauth-state.ts'
import { linkShop } from '../../store/shop-tokens.ts'
import { resolveSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import { type ShopDeps, tokenAlertKey, tokensOf } from './deps.ts'

/** Parameters of the platform's callback. */
export interface LinkAnswer {
  readonly state: string
  readonly code: string | null
  /** Why there is no code, for example `access_denied`. */
  readonly error: string | null
}

/** Why a shop was not linked; nothing was changed, and the state, if it was ours, is used up. */
export type LinkFailure =
  /** Never ours, or begun for another platform. */
  | 'unknown'
  | 'used'
  | 'expired'
  /** The owner, or the platform on the owner's behalf, said no. */
  | 'denied'
  /** The platform does not take its own code: too late, or brought twice. */
  | 'code-refused'
  | 'unavailable'
  | 'misconfigured'

export type LinkResult =
  | { readonly kind: 'linked'; readonly shopName: string }
  /** `said` is what the platform said, cleaned of secrets; null when it said nothing. */
  | { readonly kind: LinkFailure; readonly said: string | null }

/** Takes what the platform sent back: verifies the state, exchanges the code, stores the tokens. */
export async function finishLink(
  deps: ShopDeps,
  platform: Platform,
  answer: LinkAnswer,
): Promise<LinkResult> {
  const link = await takeLink(deps.prisma, deps.box, answer.state, platform, deps.now())
  if (typeof link === 'string') return { kind: link, said: null }
  const exchanged = await exchange(deps, link, answer)
  if ('kind' in exchanged) {
    const { kind, said } = exchanged
    deps.log.warn({ platform, actor: link.actor, outcome: kind, said }, 'a shop could not be linked')
    return exchanged
  }
  const shop = await store(deps, platform, exchanged)
  deps.log.info({ platform, actor: link.actor, shopId: shop.id }, 'shop linked')
  return { kind: 'linked', shopName: shop.name }
}

async function exchange(
  { oauth }: ShopDeps,
  { platform, redirectUri, verifier }: BegunLink,
  { code, error }: LinkAnswer,
): Promise<TokenSet | { kind: LinkFailure; said: string | null }> {
  if (error !== null || code === null) return { kind: 'denied', said: null }
  const connector = oauth.get(platform)
  if (!connector) return { kind: 'misconfigured', said: null }
  try {
    const set = await connector.exchangeCode({ code, redirectUri, codeVerifier: verifier ?? undefined })
    // Without the account's id we can't tell which shop the tokens are for.
    return set.externalShopId === '' ? { kind: 'misconfigured', said: 'no account in the answer' } : set
  } catch (failure) {
    if (!(failure instanceof UpstreamError)) throw failure
    return { kind: kindOf(failure), said: failure.message }
  }
}

function kindOf(failure: UpstreamError): LinkFailure {
  if (failure instanceof Rejected) return 'code-refused'
  return failure instanceof Misconfigured ? 'misconfigured' : 'unavailable'
}

/** The shop, its tokens and the end of its alert, or none of them. */
function store({ prisma, box, now }: ShopDeps, platform: Platform, set: TokenSet) {
  const { externalShopId, shopName } = set
  const name = shopName?.trim() || `${platform} ${externalShopId}`
  return transaction(prisma, async (tx) => {
    const shop = await linkShop(tx, box, { platform, externalShopId, name }, tokensOf(set, now()))
    await resolveSyncAlert(tx, tokenAlertKey(shop.id))
    return shop
  })
}
