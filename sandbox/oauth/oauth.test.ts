import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREDENTIALS } from '../credentials.ts'
import type { Sandbox } from '../index.ts'
import { control, post } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { vopSign } from './vop-login.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.stop())

const callback = 'http://127.0.0.1:9/back?x=1'

/** Opens the page, presses a button, and returns where the browser is sent. */
async function press(
  path: string,
  query: Record<string, string>,
  decision: string,
  shop: string,
): Promise<URL> {
  const address = `${sandbox.url}${path}?${new URLSearchParams(query)}`
  const page = await (await fetch(address)).text()
  expect(page).toContain(shop)
  const answer = await fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ ...query, decision, shop }),
    redirect: 'manual',
  })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}

const cases = [
  {
    platform: 'TAOBAO' as const,
    page: '/authorize',
    query: {
      response_type: 'code',
      client_id: '10000001',
      redirect_uri: callback,
      state: 's&1',
      view: 'web',
    },
    token: () => '/token',
    app: { client_id: '10000001', client_secret: CREDENTIALS.TAOBAO.secret, redirect_uri: callback },
    refresh: '/token',
  },
  {
    platform: 'JD' as const,
    page: '/oauth2/to_login',
    query: {
      app_key: '20000001',
      response_type: 'code',
      redirect_uri: callback,
      state: 's&1',
      scope: 'snsapi_base',
    },
    token: () => '/oauth2/access_token',
    app: { app_key: '20000001', app_secret: CREDENTIALS.JD.secret },
    refresh: '/oauth2/refresh_token',
  },
  {
    platform: 'ALIBABA_1688' as const,
    page: '/oauth/authorize',
    query: { client_id: '30000001', site: '1688', redirect_uri: callback, state: 's&1' },
    token: () => '/openapi/http/1/system.oauth2/getToken/30000001',
    app: {
      client_id: '30000001',
      client_secret: CREDENTIALS.ALIBABA_1688.secret,
      redirect_uri: callback,
      need_refresh_token: 'true',
    },
    refresh: '/openapi/param2/1/system.oauth2/getToken/30000001',
  },
]

describe.each(cases)('linking a shop at $platform', ({ platform, page, query, token, app, refresh }) => {
  const { shop } = CREDENTIALS[platform]

  it('gives a code that is good once, and tokens that can be refreshed', async () => {
    const target = await press(page, query, 'grant', shop)
    expect([target.searchParams.get('state'), target.searchParams.get('x')]).toEqual(['s&1', '1'])
    const code = target.searchParams.get('code') ?? ''
    const exchange = () => post(sandbox.url + token(), { grant_type: 'authorization_code', code, ...app })
    const first = await exchange()
    expect(first.status).toBe(200)
    const { access_token, refresh_token, expires_in } = first.body
    expect(sandbox.state.tokens.check(platform, access_token, new Date())).toEqual({ shop })
    expect(typeof expires_in).toBe(platform === 'ALIBABA_1688' ? 'string' : 'number')
    const second = await exchange()
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant'])
    const renewed = await post(sandbox.url + refresh, { grant_type: 'refresh_token', refresh_token, ...app })
    expect(renewed.body.access_token).not.toBe(access_token)
    const wrong = await post(sandbox.url + token(), {
      grant_type: 'authorization_code',
      code,
      ...app,
      client_secret: 'x',
      app_secret: 'x',
    })
    expect(wrong.body.error).toBe('invalid_client')
  })

  it('says so when the owner refuses', async () => {
    const target = await press(page, query, 'deny', shop)
    expect([target.searchParams.get('error'), target.searchParams.get('code')]).toEqual([
      'access_denied',
      null,
    ])
  })

  it('is refused for an unknown app or a redirect that is no address', async () => {
    const get = async (change: Record<string, string>) =>
      (await fetch(`${sandbox.url}${page}?${new URLSearchParams({ ...query, ...change })}`)).status
    expect(await get({ client_id: 'x', app_key: 'x' })).toBe(400)
    expect(await get({ redirect_uri: 'javascript:alert(1)' })).toBe(400)
  })
})

describe('tokens', () => {
  it('live as long as they are told to', async () => {
    await control(sandbox.url, 'POST', 'tokens/life', { platform: 'JD', seconds: 1 })
    const grant = sandbox.state.tokens.refresh(
      'JD',
      'sandbox-jd-token-refresh',
      sandbox.state.tokens.lifeSeconds('JD'),
      new Date(0),
    )
    expect(sandbox.state.tokens.check('JD', grant?.accessToken ?? '', new Date(500))).toEqual({
      shop: 'jd-shop-1',
    })
    expect(sandbox.state.tokens.check('JD', grant?.accessToken ?? '', new Date(1000))).toBe('expired')
  })
})

describe('the JD VOP sign-in', () => {
  it('agrees with the known vector', () => {
    const params = new Map([
      ['timestamp', '2024-01-01 12:00:00'],
      ['client_id', 'test-client'],
      ['username', 'test-user'],
      ['password', 'dfb450efddbb5387197c84460623675b'],
      ['grant_type', 'access_token'],
    ])
    expect(vopSign('helloworld', params)).toBe('0DEE56A17778C956A35B71F5E7E43163')
  })
})
