import { z } from 'zod'
import type { OAuthConnector, TokenSet } from '../oauth.ts'
import { endOf, tokenCall } from '../token-call.ts'
import type { Upstream } from '../upstream.ts'
import { id, int, none } from '../wire.ts'

export interface JdOAuthOptions {
  /** For example `https://open-oauth.jd.com/oauth2`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly upstream: Upstream
}

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: none(z.string()).optional(),
  expires_in: none(int).optional(),
  uid: none(id).optional(),
  open_id: none(id).optional(),
})

/** Linking a JD shop (protocols.md 2.6). JD wants the secret in the query of the token call. */
export function jdOAuth({ endpoint, appKey, appSecret, upstream }: JdOAuthOptions): OAuthConnector {
  async function grant(
    kind: 'code' | 'refresh',
    secret: string,
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<TokenSet> {
    const answer = await tokenCall({
      upstream,
      name: 'JD',
      api: 'jd',
      app: appKey,
      grant: kind,
      secrets: [appSecret, secret],
      request: () => ({
        method: 'GET',
        url: `${endpoint}/${path}?${new URLSearchParams({ app_key: appKey, app_secret: appSecret, ...query })}`,
      }),
      answer: tokens,
      signal,
    })
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresAt: endOf(new Date(upstream.clock.now()), answer.expires_in),
      refreshExpiresAt: null,
      externalShopId: answer.uid ?? answer.open_id ?? '',
      shopName: null,
    }
  }

  return {
    authorizeUrl: ({ state, redirectUri }) =>
      `${endpoint}/to_login?${new URLSearchParams({ app_key: appKey, response_type: 'code', redirect_uri: redirectUri, state, scope: 'snsapi_base' })}`,
    exchangeCode: ({ code }, signal) =>
      grant('code', code, 'access_token', { grant_type: 'authorization_code', code }, signal),
    refresh: (refreshToken, signal) =>
      grant(
        'refresh',
        refreshToken,
        'refresh_token',
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        signal,
      ),
  }
}
