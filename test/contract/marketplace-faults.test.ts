import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREDENTIALS } from '../../sandbox/index.ts'
import type { UpstreamOptions } from '../../src/connectors/upstream.ts'
import { UpstreamError } from '../../src/domain/upstream-error.ts'
import { MARKETPLACES } from './marketplace-subjects.ts'
import { connectAll, type Platforms, realClock, sharedClock, startPlatforms } from './sandbox.ts'

let platforms: Platforms
beforeAll(async () => {
  platforms = await startPlatforms()
})
afterAll(() => platforms.stop())

describe.each(MARKETPLACES)('$platform, faults while reading', ({ platform, of, read }) => {
  const open: (() => Promise<void>)[] = []
  function connect(options: UpstreamOptions = {}, time = sharedClock(platforms)) {
    const all = connectAll(platforms.url, { clock: time.clock, ...options })
    open.push(all.upstream.close)
    return { connector: of(all), shop: all.shop(platform), slept: time.slept }
  }
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })
  beforeEach(() => platforms.forget())

  let offerId = ''
  beforeAll(async () => {
    const { connector, shop } = connect()
    offerId =
      (await connector.searchOffers(shop, { query: '茶', page: 1, pageSize: 1 })).offers[0]?.externalId ?? ''
  })
  const readOne = (connected: ReturnType<typeof connect>) =>
    connected.connector.readOffers(connected.shop, [offerId])

  test('a ban is waited out and costs one call', async () => {
    const connected = connect({}, realClock())
    await platforms.fault('ban', platform, { seconds: 1 })
    expect((await readOne(connected)).size).toBe(1)
    expect(await platforms.calls(platform)).toEqual([read[0], ...read])
    expect(connected.slept[0]).toBeGreaterThanOrEqual(900)
  })

  test('a broken server is asked again', async () => {
    const connected = connect()
    await platforms.fault('http-500', platform)
    expect((await readOne(connected)).size).toBe(1)
    expect(await platforms.calls(platform)).toEqual([read[0], ...read])
  })

  test('a silent server is given up and asked again', async () => {
    const connected = connect({ http: { timeoutMs: 400 } })
    await platforms.fault('hang', platform)
    expect((await readOne(connected)).size).toBe(1)
    expect(await platforms.calls(platform)).toEqual([read[0], ...read])
  })

  test('a lost answer of a read is only asked again', async () => {
    const connected = connect()
    await platforms.fault('lost-answer', platform)
    expect((await readOne(connected)).size).toBe(1)
    expect(await platforms.calls(platform)).toEqual([read[0], ...read])
  })

  test('a clock that is off is corrected once, and the next call starts right', async () => {
    const connected = connect()
    await platforms.control('clock', { skewMs: 1_800_000 })
    try {
      expect((await readOne(connected)).size).toBe(1)
      const first = await platforms.calls(platform)
      await platforms.forget()
      expect((await readOne(connected)).size).toBe(1)
      expect(await platforms.calls(platform)).toEqual(read)
      // 1688 does not insist on a timestamp.
      expect([read.length, read.length + 1]).toContain(first.length)
    } finally {
      await platforms.control('clock', { skewMs: 0 })
    }
  })

  test('a refused token is refreshed once, also for calls that run together', async () => {
    const renewals: string[] = []
    const renewToken = async (shop: { shopId: string }) => {
      renewals.push(shop.shopId)
      return CREDENTIALS[platform].token
    }
    const connected = connect({ renewToken })
    const stale = { ...connected.shop, accessToken: 'stale-token' }
    const results = await Promise.all([1, 2, 3].map(() => connected.connector.readOffers(stale, [offerId])))
    expect(results.map((result) => result.size)).toEqual([1, 1, 1])
    expect(renewals).toEqual([stale.shopId])
  })

  test('a token that stays refused ends in NeedsAuthorization after one refresh', async () => {
    let renewals = 0
    const connected = connect({ renewToken: async () => `token-${++renewals}` })
    const stale = { ...connected.shop, accessToken: 'stale-token' }
    await expect(connected.connector.readOffers(stale, [offerId])).rejects.toMatchObject({
      kind: 'needs-authorization',
    })
    expect(renewals).toBe(1)
    expect(await platforms.calls(platform)).toHaveLength(2)
  })

  test.each(['html', 'truncated', 'huge', 'wrong-types', 'error', 'expired-token', 'http-500', 'ban'])(
    '%s, again and again, is a typed error without secrets, or an empty answer',
    async (kind) => {
      const connected = connect({ http: { maxBodyBytes: 1 << 20 } })
      for (let n = 0; n < 8; n++) await platforms.fault(kind, platform)
      const outcome: unknown = await readOne(connected).catch((error: unknown) => error)
      if (!(outcome instanceof Map)) {
        expect(outcome).toBeInstanceOf(UpstreamError)
        expect(textOf(outcome)).not.toContain(CREDENTIALS[platform].secret)
        expect(textOf(outcome)).not.toContain(CREDENTIALS[platform].token)
      }
      expect((await platforms.calls(platform)).length).toBeLessThanOrEqual(5)
    },
  )
})

/** Everything an error would show in a log. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.stack, JSON.stringify(error), error.cause === undefined ? '' : textOf(error.cause)].join('\n')
}
