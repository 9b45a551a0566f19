import { z } from 'zod'
import { instantOfGmt8 } from '../gmt8.ts'
import type { OAuthConnector, TokenSet } from '../oauth.ts'
import { endOf, postForm, tokenCall } from '../token-call.ts'
import type { Upstream } from '../upstream.ts'
import { id, int, none } from '../wire.ts'

export interface Alibaba1688OAuthOptions {
  /** For example `https://auth.1688.com`. */
  readonly authorizeEndpoint: string
  /** The gateway's: `https://gw.open.1688.com/openapi`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly upstream: Upstream
}

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: none(z.string()).optional(),
  expires_in: none(int).optional(),
  refresh_token_timeout: none(z.string()).optional(),
  memberId: none(id).optional(),
  aliId: none(id).optional(),
  resource_owner: none(z.string()).optional(),
})

/** Linking a 1688 account (protocols.md 3.8). Access tokens live ten hours, refresh tokens about half a year. */
export function alibaba1688OAuth({
  authorizeEndpoint,
  endpoint,
  appKey,
  appSecret,
  upstream,
}: Alibaba1688OAuthOptions): OAuthConnector {
  async function grant(
    kind: 'code' | 'refresh',
    secret: string,
    form: Record<string, string>,
    signal?: AbortSignal,
  ) {
    const answer = await tokenCall({
      upstream,
      name: 'ALIBABA_1688',
      api: 'alibaba-1688',
      app: appKey,
      grant: kind,
      secrets: [appSecret, secret],
      request: () =>
        postForm(`${endpoint}/http/1/system.oauth2/getToken/${appKey}`, {
          ...form,
          client_id: appKey,
          client_secret: appSecret,
        }),
      answer: tokens,
      signal,
    })
    const set: TokenSet = {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresAt: endOf(new Date(upstream.clock.now()), answer.expires_in),
      refreshExpiresAt: timeout(answer.refresh_token_timeout ?? ''),
      externalShopId: answer.memberId ?? answer.aliId ?? '',
      shopName: answer.resource_owner ?? null,
    }
    return set
  }

  return {
    authorizeUrl: ({ state, redirectUri }) =>
      `${authorizeEndpoint}/oauth/authorize?${new URLSearchParams({ client_id: appKey, site: '1688', redirect_uri: redirectUri, state })}`,
    exchangeCode: ({ code, redirectUri }, signal) =>
      grant(
        'code',
        code,
        { grant_type: 'authorization_code', need_refresh_token: 'true', redirect_uri: redirectUri, code },
        signal,
      ),
    refresh: async (refreshToken, signal) => {
      const set = await grant(
        'refresh',
        refreshToken,
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        signal,
      )
      // A refresh may answer without a new refresh token: the old one stays good.
      return set.refreshToken === null ? { ...set, refreshToken } : set
    },
  }
}

/** "20121222222222000+0800" or without the milliseconds. */
function timeout(text: string): Date | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{3})?\+0800$/.exec(text)
  return match
    ? instantOfGmt8(`${match[1]}-${match[2]}-${match[3]} ${match[4]}:${match[5]}:${match[6]}`)
    : null
}
