import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREDENTIALS, JD_VOP_LOGIN } from '../../sandbox/index.ts'
import { alibaba1688OAuth } from '../../src/connectors/alibaba-1688/oauth.ts'
import { jdOAuth } from '../../src/connectors/jd/oauth.ts'
import { jdVopTokens } from '../../src/connectors/jd-vop/oauth.ts'
import type { ShopCredentials } from '../../src/connectors/marketplace.ts'
import type { OAuthConnector } from '../../src/connectors/oauth.ts'
import { taobaoOAuth } from '../../src/connectors/taobao/oauth.ts'
import { taobaoGlobalOAuth } from '../../src/connectors/taobao-global/oauth.ts'
import { linkShop, visit } from './link.ts'
import { connectAll, type Platforms, type SandboxPlatform, startPlatforms } from './sandbox.ts'

let platforms: Platforms
beforeAll(async () => {
  platforms = await startPlatforms()
})
afterAll(() => platforms.stop())
beforeEach(() => platforms.forget())

type Connected = ReturnType<typeof connectAll>
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
function connect(options: Parameters<typeof connectAll>[1] = {}) {
  const all = connectAll(platforms.url, options)
  open.push(all.upstream.close)
  return all
}

const app = (platform: SandboxPlatform, { upstream }: Connected) => ({
  appKey: CREDENTIALS[platform].appKey,
  appSecret: CREDENTIALS[platform].secret,
  upstream,
})
const SUBJECTS: readonly {
  platform: SandboxPlatform
  make: (all: Connected) => OAuthConnector
  read: (all: Connected, shop: ShopCredentials) => Promise<unknown>
}[] = [
  {
    platform: 'TAOBAO',
    make: (all) => taobaoOAuth({ endpoint: platforms.url, ...app('TAOBAO', all) }),
    read: (all, shop) => all.taobao.readOffers(shop, ['1']),
  },
  {
    platform: 'JD',
    make: (all) => jdOAuth({ endpoint: `${platforms.url}/oauth2`, ...app('JD', all) }),
    read: (all, shop) => all.jd.readOffers(shop, ['1']),
  },
  {
    platform: 'ALIBABA_1688',
    make: (all) =>
      alibaba1688OAuth({
        authorizeEndpoint: platforms.url,
        endpoint: `${platforms.url}/openapi`,
        ...app('ALIBABA_1688', all),
      }),
    read: (all, shop) => all.alibaba.readOffers(shop, ['1']),
  },
  {
    platform: 'TAOBAO_GLOBAL',
    make: (all) =>
      taobaoGlobalOAuth({
        authorizeEndpoint: `${platforms.url}/oauth/authorize`,
        endpoint: `${platforms.url}/rest`,
        ...app('TAOBAO_GLOBAL', all),
      }),
    read: (all, shop) => all.taobaoGlobal.readOffers(shop, ['1']),
  },
]

describe.each(SUBJECTS)('$platform', ({ platform, make, read }) => {
  const shopWith = (accessToken: string): ShopCredentials => ({
    shopId: `linked-${platform}`,
    externalShopId: CREDENTIALS[platform].shop,
    accessToken,
  })

  test('the owner agrees on the page, state comes back, and the token works', async () => {
    const all = connect()
    const oauth = make(all)
    const { state, code } = await visit(oauth, CREDENTIALS[platform].shop, 'grant')
    expect(state).toBe('state & more')
    expect(code).toMatch(/./)
    const tokens = await linkShop(oauth, CREDENTIALS[platform].shop)
    expect(tokens.refreshToken).toMatch(/./)
    expect(tokens.externalShopId).not.toBe('')
    expect(tokens.expiresAt?.getTime()).toBeGreaterThan(Date.now())
    await read(all, shopWith(tokens.accessToken))
  })

  test('an owner who declines gives no code; a code is good once', async () => {
    const oauth = make(connect())
    expect(await visit(oauth, CREDENTIALS[platform].shop, 'deny')).toMatchObject({
      code: null,
      state: 'state & more',
    })
    const { code } = await visit(oauth, CREDENTIALS[platform].shop, 'grant')
    const exchange = () =>
      oauth.exchangeCode({ code: code ?? '', redirectUri: 'http://127.0.0.1/oauth/callback' })
    await exchange()
    await expect(exchange()).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('an expired token is refreshed once for all calls that meet it', async () => {
    const oauth = make(connect())
    let tokens = await linkShop(oauth, CREDENTIALS[platform].shop)
    let renewals = 0
    const all = connect({
      renewToken: async () => {
        renewals++
        tokens = await oauth.refresh(tokens.refreshToken ?? '')
        return tokens.accessToken
      },
    })
    const shop = shopWith(tokens.accessToken)
    await platforms.control('tokens/expire', { platform })
    await Promise.all([1, 2, 3].map(() => read(all, shop)))
    expect(renewals).toBe(1)
  })

  test('a refresh token that is not taken is NeedsAuthorization', async () => {
    await expect(make(connect()).refresh('made-up')).rejects.toMatchObject({ kind: 'needs-authorization' })
  })
})

test('a JD VOP account logs in with name and password; the token works and is refreshed', async () => {
  const all = connect()
  const vop = jdVopTokens({
    endpoint: platforms.url,
    clientId: CREDENTIALS.JD_VOP.appKey,
    clientSecret: CREDENTIALS.JD_VOP.secret,
    upstream: all.upstream,
  })
  const tokens = await vop.login(JD_VOP_LOGIN)
  const shop = { shopId: 'vop', externalShopId: tokens.externalShopId, accessToken: tokens.accessToken }
  expect(await all.jdVop.findByKey(shop, 'never-used')).toBeNull()
  const fresh = await vop.refresh(tokens.refreshToken ?? '')
  expect(fresh.accessToken).not.toBe(tokens.accessToken)
  expect(await all.jdVop.findByKey({ ...shop, accessToken: fresh.accessToken }, 'never-used')).toBeNull()
  await expect(vop.login({ ...JD_VOP_LOGIN, password: 'wrong' })).rejects.toMatchObject({ kind: 'rejected' })
})
