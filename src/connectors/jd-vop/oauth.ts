import { z } from 'zod'
import { gmt8Text } from '../gmt8.ts'
import type { TokenSet } from '../oauth.ts'
import { endOf, postForm, tokenCall } from '../token-call.ts'
import { flag, id, int, none, text } from '../wire.ts'
import type { JdVopOptions } from './client.ts'
import { passwordHash, signVopToken } from './sign.ts'

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: none(z.string()).optional(),
  expires_in: none(int).optional(),
  // An instant, not a life: epoch milliseconds.
  refresh_token_expires: none(int).optional(),
  uid: none(id).optional(),
})
/** Some VOP gateways wrap the tokens in their envelope, some do not. */
const answer = z.union([z.object({ result: tokens }).transform(({ result }) => result), tokens])
const envelope = z.object({
  success: flag.catch(true),
  resultCode: text.catch(''),
  resultMessage: z.string().nullish().catch(null),
})

function refusalIn(body: unknown) {
  const { data } = envelope.safeParse(body)
  return data && !data.success ? { code: data.resultCode, message: data.resultMessage ?? 'refused' } : null
}

/**
 * Tokens of a VOP contract account (purchasing.md 2.1): no page to agree on, the account's name and password are
 * exchanged. Fetching a new token may end the old one, so the whole house shares one.
 */
export function jdVopTokens({ endpoint, clientId, clientSecret, upstream }: JdVopOptions) {
  async function grant(
    kind: 'code' | 'refresh',
    secrets: string[],
    path: string,
    form: (now: Date) => Record<string, string>,
    signal?: AbortSignal,
  ): Promise<TokenSet> {
    const { access_token, refresh_token, expires_in, refresh_token_expires, uid } = await tokenCall({
      upstream,
      name: 'JD',
      api: 'jd-vop',
      app: clientId,
      grant: kind,
      secrets: [clientSecret, ...secrets],
      request: (now) => postForm(`${endpoint}/oauth2/${path}`, form(now)),
      answer,
      refusalIn,
      signal,
    })
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      expiresAt: endOf(new Date(upstream.clock.now()), expires_in),
      refreshExpiresAt: refresh_token_expires ? new Date(refresh_token_expires) : null,
      externalShopId: uid ?? clientId,
      shopName: null,
    }
  }

  return {
    /** @throws Rejected when name or password is wrong */
    login: ({ username, password }: { username: string; password: string }, signal?: AbortSignal) =>
      grant(
        'code',
        [password, passwordHash(password)],
        'accessToken',
        (now) => {
          const timestamp = gmt8Text(now)
          const passwordMd5 = passwordHash(password)
          const sign = signVopToken({ clientId, clientSecret, username, passwordMd5, timestamp })
          return {
            grant_type: 'access_token',
            client_id: clientId,
            timestamp,
            username,
            password: passwordMd5,
            sign,
          }
        },
        signal,
      ),
    /** @throws NeedsAuthorization when the refresh token is not taken: log in again */
    refresh: (refreshToken: string, signal?: AbortSignal) =>
      grant(
        'refresh',
        [refreshToken],
        'refreshToken',
        () => ({ refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret }),
        signal,
      ),
  }
}
