import { afterEach, describe, expect, test } from 'vitest'
import { alibaba1688OAuth } from './alibaba-1688/oauth.ts'
import { jdOAuth } from './jd/oauth.ts'
import { jdVopTokens } from './jd-vop/oauth.ts'
import { type Reply, type Seen, startLocalServer, testClock } from './local-server.test-kit.ts'
import { taobaoOAuth } from './taobao/oauth.ts'
import { taobaoGlobalOAuth } from './taobao-global/oauth.ts'
import { createUpstream } from './upstream.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(reply: (seen: Seen) => Reply) {
  const server = await startLocalServer(reply)
  const upstream = createUpstream({ clock: testClock(), random: () => 0.5 })
  stops.push(upstream.close, server.stop)
  return {
    base: { endpoint: server.url, appKey: 'key-1', appSecret: 'app-secret', upstream },
    seen: server.seen,
  }
}
const REDIRECT = 'https://gateway.example/oauth/x/callback?a=1'

const PLATFORMS = [
  {
    name: 'Taobao',
    make: taobaoOAuth,
    page: '/authorize',
    key: 'client_id',
    answer: {
      access_token: 'A',
      refresh_token: 'R',
      expires_in: 3600,
      re_expires_in: 7200,
      taobao_user_id: '9007199254740993',
      taobao_user_nick: '%E5%BA%97',
    },
    expected: {
      accessToken: 'A',
      refreshToken: 'R',
      externalShopId: '9007199254740993',
      shopName: '店',
      expiresAt: new Date('2026-01-01T01:00:00Z'),
      refreshExpiresAt: new Date('2026-01-01T02:00:00Z'),
    },
    refusal: { error: 'invalid_grant', error_description: 'bad app-secret the-secret-grant' },
  },
  {
    name: 'JD',
    make: jdOAuth,
    page: '/to_login',
    key: 'app_key',
    answer: {
      access_token: 'A',
      refresh_token: 'R',
      expires_in: 3600,
      uid: 'U',
      open_id: 'O',
      time: 1,
      token_type: 'bearer',
      code: 0,
    },
    expected: {
      accessToken: 'A',
      refreshToken: 'R',
      externalShopId: 'U',
      shopName: null,
      expiresAt: new Date('2026-01-01T01:00:00Z'),
      refreshExpiresAt: null,
    },
    refusal: { code: 402, msg: 'bad app-secret the-secret-grant' },
  },
  {
    name: '1688',
    make: (options: Parameters<typeof taobaoOAuth>[0]) =>
      alibaba1688OAuth({ ...options, authorizeEndpoint: options.endpoint }),
    page: '/oauth/authorize',
    key: 'client_id',
    answer: {
      access_token: 'A',
      refresh_token: 'R',
      expires_in: '36000',
      refresh_token_timeout: '20260701080000000+0800',
      memberId: 'b2b-1',
      aliId: 7,
      resource_owner: 'someone',
    },
    expected: {
      accessToken: 'A',
      refreshToken: 'R',
      externalShopId: 'b2b-1',
      shopName: 'someone',
      expiresAt: new Date('2026-01-01T10:00:00Z'),
      refreshExpiresAt: new Date('2026-07-01T00:00:00Z'),
    },
    refusal: { error: 'invalid_grant', error_description: 'bad app-secret the-secret-grant' },
  },
  {
    name: 'Taobao Global',
    make: (options: Parameters<typeof taobaoOAuth>[0]) =>
      taobaoGlobalOAuth({ ...options, authorizeEndpoint: `${options.endpoint}/oauth/authorize` }),
    page: '/oauth/authorize',
    key: 'client_id',
    answer: {
      code: '0',
      access_token: 'A',
      refresh_token: 'R',
      expires_in: 3600,
      refresh_expires_in: 7200,
      user_id: 5,
      account: 'me',
    },
    expected: {
      accessToken: 'A',
      refreshToken: 'R',
      externalShopId: '5',
      shopName: 'me',
      expiresAt: new Date('2026-01-01T01:00:00Z'),
      refreshExpiresAt: new Date('2026-01-01T02:00:00Z'),
    },
    refusal: { code: 'InvalidCode', message: 'bad app-secret the-secret-grant' },
  },
]

describe.each(PLATFORMS)('$name', ({ make, page, key, answer, expected, refusal }) => {
  test('the page carries state and redirect unchanged', async () => {
    const { base } = await start(() => '{}')
    const url = new URL(make(base).authorizeUrl({ state: 's&1', redirectUri: REDIRECT }))
    expect(url.pathname).toBe(page)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      state: 's&1',
      redirect_uri: REDIRECT,
      [key]: 'key-1',
    })
    expect(url.href).not.toContain('app-secret')
  })

  test('a code and a refresh token are exchanged with one call each', async () => {
    const { base, seen } = await start(() => JSON.stringify(answer))
    const oauth = make(base)
    expect(await oauth.exchangeCode({ code: 'the-code', redirectUri: REDIRECT })).toEqual(expected)
    expect(await oauth.refresh('the-refresh')).toEqual(expected)
    const sent = seen.map(({ url, form }) => ({
      ...Object.fromEntries(url.searchParams),
      ...Object.fromEntries(form),
    }))
    expect(sent).toHaveLength(2)
    expect(sent[0]).toMatchObject({ code: 'the-code' })
    expect(sent[1]).toMatchObject({ refresh_token: 'the-refresh' })
  })

  test('a refused code is Rejected, a refused refresh token NeedsAuthorization, and neither tells a secret', async () => {
    const { base, seen } = await start(() => ({ status: 400, body: JSON.stringify(refusal) }))
    const oauth = make(base)
    const errors = [
      await oauth
        .exchangeCode({ code: 'the-secret-grant', redirectUri: REDIRECT })
        .catch((error: unknown) => error),
      await oauth.refresh('the-secret-grant').catch((error: unknown) => error),
    ]
    expect(errors).toMatchObject([{ kind: 'rejected' }, { kind: 'needs-authorization' }])
    expect(errors.map(String).join()).toContain('bad *** ***')
    expect(seen).toHaveLength(2)
  })

  test('an exchange whose answer is lost is not sent again', async () => {
    const { base, seen } = await start(() => 'hang up')
    await expect(make(base).exchangeCode({ code: 'c', redirectUri: REDIRECT })).rejects.toMatchObject({
      kind: 'transient',
      mayHaveHappened: true,
    })
    expect(seen).toHaveLength(1)
  })
})

describe('JD VOP', () => {
  const vop = async (reply: (seen: Seen) => Reply) => {
    const { base, seen } = await start(reply)
    return {
      tokens: jdVopTokens({
        endpoint: base.endpoint,
        clientId: 'test-client',
        clientSecret: 'helloworld',
        upstream: base.upstream,
      }),
      seen,
    }
  }
  const ok = JSON.stringify({
    success: true,
    resultCode: '0000',
    result: {
      access_token: 'A',
      refresh_token: 'R',
      expires_in: 86400,
      refresh_token_expires: 1800000000000,
      uid: 'U',
      time: 1,
    },
  })

  test('name and hashed password are exchanged for a token', async () => {
    const { tokens, seen } = await vop(() => ok)
    expect(await tokens.login({ username: 'test-user', password: 'test-password' })).toEqual({
      accessToken: 'A',
      refreshToken: 'R',
      externalShopId: 'U',
      shopName: null,
      expiresAt: new Date('2026-01-02T00:00:00Z'),
      refreshExpiresAt: new Date(1800000000000),
    })
    expect(seen[0]?.form.get('password')).toBe('dfb450efddbb5387197c84460623675b')
    expect(seen[0]?.body).not.toContain('test-password')
    await tokens.refresh('R')
    expect(seen.map(({ url }) => url.pathname)).toEqual(['/oauth2/accessToken', '/oauth2/refreshToken'])
  })

  test('refusals are told apart without secrets', async () => {
    const { tokens } = await vop(() =>
      JSON.stringify({ success: false, resultCode: '1004', resultMessage: 'wrong test-password or R-token' }),
    )
    await expect(tokens.login({ username: 'u', password: 'test-password' })).rejects.toMatchObject({
      kind: 'rejected',
      message: 'wrong *** or R-token',
    })
    await expect(tokens.refresh('R-token')).rejects.toMatchObject({
      kind: 'needs-authorization',
      message: 'wrong test-password or ***',
    })
  })
})
