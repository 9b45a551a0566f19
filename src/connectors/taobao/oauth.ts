import { z } from 'zod'
import type { OAuthConnector, TokenSet } from '../oauth.ts'
import { endOf, postForm, tokenCall } from '../token-call.ts'
import type { Upstream } from '../upstream.ts'
import { id, int, none } from '../wire.ts'

export interface TaobaoOAuthOptions {
  /** For example `https://oauth.taobao.com`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly upstream: Upstream
}

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: none(z.string()).optional(),
  expires_in: none(int).optional(),
  re_expires_in: none(int).optional(),
  taobao_user_id: id,
  taobao_user_nick: none(z.string()).optional(),
})

/** Linking a Taobao shop (protocols.md 1.8). Only apps sold by subscription get tokens that can be refreshed. */
export function taobaoOAuth({ endpoint, appKey, appSecret, upstream }: TaobaoOAuthOptions): OAuthConnector {
  async function grant(
    kind: 'code' | 'refresh',
    secret: string,
    form: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<TokenSet> {
    const answer = await tokenCall({
      upstream,
      name: 'TAOBAO',
      api: 'taobao',
      app: appKey,
      grant: kind,
      secrets: [appSecret, secret],
      request: () => postForm(`${endpoint}/token`, { ...form, client_id: appKey, client_secret: appSecret }),
      answer: tokens,
      signal,
    })
    const now = new Date(upstream.clock.now())
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresAt: endOf(now, answer.expires_in),
      refreshExpiresAt: endOf(now, answer.re_expires_in),
      externalShopId: answer.taobao_user_id,
      shopName: decoded(answer.taobao_user_nick ?? null),
    }
  }

  return {
    authorizeUrl: ({ state, redirectUri }) =>
      `${endpoint}/authorize?${new URLSearchParams({ response_type: 'code', client_id: appKey, redirect_uri: redirectUri, state, view: 'web' })}`,
    exchangeCode: ({ code, redirectUri }, signal) =>
      grant('code', code, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, signal),
    refresh: (refreshToken, signal) =>
      grant('refresh', refreshToken, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal),
  }
}

/** The nick comes URL-encoded. */
function decoded(nick: string | null): string | null {
  if (nick === null) return null
  try {
    return decodeURIComponent(nick)
  } catch {
    return nick
  }
}
