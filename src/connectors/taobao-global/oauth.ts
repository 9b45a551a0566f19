import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { OAuthConnector, TokenSet } from '../oauth.ts'
import { endOf, refused } from '../token-call.ts'
import { id, int, none } from '../wire.ts'
import { iopClient, type TaobaoGlobalOptions } from './client.ts'

export interface TaobaoGlobalOAuthOptions extends TaobaoGlobalOptions {
  /** For example `https://api.taobao.global/oauth/authorize`. */
  readonly authorizeEndpoint: string
}

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: none(z.string()).optional(),
  expires_in: none(int).optional(),
  refresh_expires_in: none(int).optional(),
  user_id: none(id).optional(),
  seller_id: none(id).optional(),
  account: none(z.string()).optional(),
})

/** Linking a buyer account of Taobao Global: the token calls are ordinary signed calls (purchasing.md 1.1). */
export function taobaoGlobalOAuth(options: TaobaoGlobalOAuthOptions): OAuthConnector {
  const client = iopClient(options)

  async function grant(
    kind: 'code' | 'refresh',
    method: string,
    params: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<TokenSet> {
    try {
      const answer = await client.call({
        shop: null,
        method,
        params,
        secrets: Object.values(params),
        answer: tokens,
        repeatable: false,
        signal,
      })
      const now = new Date(options.upstream.clock.now())
      return {
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token ?? null,
        expiresAt: endOf(now, answer.expires_in),
        refreshExpiresAt: endOf(now, answer.refresh_expires_in),
        externalShopId: answer.user_id ?? answer.seller_id ?? '',
        shopName: answer.account ?? null,
      }
    } catch (error) {
      // Codes for a bad code or refresh token are not documented; any error that is not our fault counts as one.
      if (error instanceof Rejected) throw refused('TAOBAO', kind, error.code ?? '', error.message)
      throw error
    }
  }

  return {
    authorizeUrl: ({ state, redirectUri }) =>
      `${options.authorizeEndpoint}?${new URLSearchParams({ response_type: 'code', force_auth: 'true', client_id: options.appKey, redirect_uri: redirectUri, state })}`,
    exchangeCode: ({ code }, signal) => grant('code', '/auth/token/create', { code }, signal),
    refresh: (refreshToken, signal) =>
      grant('refresh', '/auth/token/refresh', { refresh_token: refreshToken }, signal),
  }
}
