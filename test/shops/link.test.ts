import { beforeEach, describe, expect, it } from 'vitest'
import { LINKABLE_PLATFORMS } from '../../src/domain/platform.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { clockOfThisFile } from './clock.ts'
import { decide } from './owner.ts'
import { shopDesk } from './shop-desk.ts'

const clock = clockOfThisFile()
const gateway = gatewayOfThisFile()
const desk = shopDesk(gateway)

beforeEach(async () => {
  await desk.sandbox().healAll()
  await desk.sandbox().forgetCalls()
})

describe.each(LINKABLE_PLATFORMS)('a shop of %s', (platform) => {
  it('is linked by its owner at the platform, and read with the new token', async () => {
    const before = await desk.shops()
    const { id } = await desk.shop(platform)
    // What was seeded is worth nothing now, so what is read afterwards was read with the new token.
    await desk.expireTokens(platform, true)
    expect(await desk.live(platform)).toMatchObject({ came: 0 })
    expect(await desk.shop(platform)).toMatchObject({ status: 'NEEDS_AUTHORIZATION', tokenExpiresAt: null })
    await desk.sandbox().forgetCalls()

    const { status, page, headers } = await desk.link(platform)
    expect(status).toBe(200)
    const shop = await desk.shop(platform)
    expect(page).toContain(`${shop.name} is linked`)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(page).not.toMatch(/<script|https?:\/\//)
    expect(shop).toMatchObject({ id, status: 'LINKED', statusReason: null })
    expect(Date.parse(shop.tokenExpiresAt ?? '')).toBeGreaterThan(clock.now())
    expect(await desk.shops()).toHaveLength(before.length)

    clock.pass()
    const live = await desk.live(platform)
    expect(live.errors).toEqual([])
    expect(live.came).toBe(live.asked)
    expect(live.came).toBeGreaterThan(0)
    expect(await desk.tokenCalls(platform)).toEqual(['authorization_code'])
  })

  it('stays as it is when its owner refuses, and says so', async () => {
    const before = await desk.shop(platform)
    const { callback } = await decide(await desk.begin(platform), 'deny')
    const answer = await fetch(callback)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('The shop was not linked')
    expect(await desk.shop(platform)).toEqual(before)
    expect(await desk.tokenCalls(platform)).toEqual([])
  })

  it('is not linked twice by one answer of the platform', async () => {
    const { callback } = await desk.link(platform)
    const [before, tokens] = [await desk.shop(platform), await desk.storedTokens(platform)]
    const again = await fetch(callback)
    expect(again.status).toBe(400)
    expect(await again.text()).toContain('This link was used already')
    expect(await desk.shop(platform)).toEqual(before)
    expect(await desk.storedTokens(platform)).toEqual(tokens)
    expect(await desk.tokenCalls(platform)).toEqual(['authorization_code'])
  })

  it('refreshes a token once that was refused in a call, and the call succeeds', async () => {
    await desk.link(platform)
    await desk.sandbox().forgetCalls()
    clock.pass()
    const before = await desk.storedTokens(platform)
    await desk.expireTokens(platform)
    const live = await Promise.all([desk.live(platform), desk.live(platform)])
    for (const { asked, came, errors } of live) expect([came, errors]).toEqual([asked, []])
    expect(await desk.tokenCalls(platform)).toEqual(['refresh_token'])
    expect(await desk.storedTokens(platform)).not.toEqual(before)
  })

  it('is unlinked: its tokens are forgotten, what it was synchronised to stays, and it can be linked again', async () => {
    await desk.link(platform)
    const { id, sync } = await desk.shop(platform)
    for (const _ of [1, 2])
      expect(await desk.unlink(id)).toEqual({
        shop: { id, status: 'UNLINKED', tokenExpiresAt: null },
        userErrors: [],
      })
    expect(await desk.storedTokens(platform)).toEqual([])
    clock.pass()
    expect(await desk.live(platform)).toMatchObject({ came: 0 })
    expect(await desk.link(platform)).toMatchObject({ status: 200 })
    expect(await desk.shop(platform)).toMatchObject({ id, status: 'LINKED', sync })
  })
})

describe('the callback', () => {
  const get = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${gateway().port}${path}`, init)
    return { status: answer.status, page: await answer.text(), type: answer.headers.get('content-type') }
  }

  it.each([
    ['a state that is not ours', '/oauth/taobao/callback?state=x&code=y', 400, 'not one of ours'],
    ['no state', '/oauth/taobao/callback?code=y', 400, 'Something is missing'],
    ['no code', '/oauth/jd/callback?state=x', 400, 'Something is missing'],
    ['no query', '/oauth/jd/callback', 400, 'Something is missing'],
    ['a platform that there is not', '/oauth/ebay/callback?state=x&code=y', 404, 'no such marketplace'],
    ['a huge state', `/oauth/jd/callback?code=y&state=${'x'.repeat(5_000)}`, 400, 'Something is missing'],
  ])('refuses %s with a page that says what to do', async (_what, path, status, sentence) => {
    const answer = await get(path)
    expect(answer).toMatchObject({ status, type: 'text/html; charset=utf-8' })
    expect(answer.page).toContain(sentence)
  })

  it('takes the name of a platform in capitals, too', async () => {
    const { callback } = await decide(await desk.begin('ALIBABA_1688'), 'grant')
    expect(callback.pathname).toBe('/oauth/alibaba_1688/callback')
    const { status } = await get(`/oauth/ALIBABA_1688/callback${callback.search}`)
    expect(status).toBe(200)
  })

  it('is for GET: other methods do not use the state up', async () => {
    const { callback } = await decide(await desk.begin('JD'), 'grant')
    const path = `${callback.pathname}${callback.search}`
    for (const method of ['POST', 'HEAD', 'DELETE']) expect((await get(path, { method })).status).toBe(405)
    expect((await get(path)).status).toBe(200)
  })

  it('says so when the platform is away, and changes nothing', async () => {
    const before = await desk.shop('JD')
    const { callback } = await decide(await desk.begin('JD'), 'grant')
    await desk.sandbox().fault({ kind: 'http-500', platform: 'JD', calls: 10 })
    const answer = await get(`${callback.pathname}${callback.search}`)
    expect(answer.status).toBe(503)
    expect(answer.page).toContain('does not answer just now')
    expect(await desk.shop('JD')).toEqual(before)
  })
})

describe('who may link', () => {
  it.each(['anonymous', 'customer', 'supplier', 'analyst'] as const)('%s may not', async (role) => {
    const begin = await gateway().ask(
      'mutation { beginShopLink(input: { platform: JD }) { authorizeUrl } }',
      {},
      role,
    )
    const unlink = await gateway().ask(
      'mutation { unlinkShop(input: { id: "x" }) { userErrors { code } } }',
      {},
      role,
    )
    const code = role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
    expect([begin, unlink].map(({ errors }) => errors[0]?.extensions?.code)).toEqual([code, code])
  })

  it('an id that is no shop is refused as data', async () => {
    expect(await desk.unlink('U2hvcDpub25l')).toMatchObject({
      shop: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
    })
    expect(await desk.unlink('nonsense')).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', field: ['id'] }],
    })
  })
})
