import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Authorization, TokenRenewal } from '../../client-examples/mobile-stock/token-renewal.ts'
import { tokenSource } from '../../client-examples/shared-web/session/tokens.ts'

const HOUR = 3_600_000
/** The issuer's clock; the device's is `shift` ms ahead of it. */
const ISSUED = Date.parse('2026-11-29T08:00:00Z')
let shift = 0
const issuerNow = () => Date.now() - shift

beforeEach(() => void vi.useFakeTimers({ now: ISSUED }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
function deviceIsAhead(ms: number): void {
  shift = ms
  vi.setSystemTime(ISSUED + ms)
}

function jwt(seconds: number): string {
  const iat = Math.floor(issuerNow() / 1_000)
  return `h.${btoa(JSON.stringify({ iat, exp: iat + seconds }))}.s`
}
type Make = (seconds: number) => Authorization
const TOKENS: Readonly<Record<string, Make>> = {
  'that is a JWT': (seconds) => ({ authorization: `Bearer ${jwt(seconds)}` }),
  'that is a JWT, with its end': (seconds) => ({
    authorization: `Bearer ${jwt(seconds)}`,
    expiresAt: issuerNow() + seconds * 1_000,
  }),
  'with its life from now on': (seconds) => ({
    authorization: 'Bearer opaque',
    expiresInMs: seconds * 1_000,
  }),
}

/** Number of renewals within `ms` on a socket that accepts each. */
async function renewalsWithin(ms: number, make: () => Authorization): Promise<number> {
  let count = 0
  const renewal = new TokenRenewal(make(), async () => {
    count++
    return make()
  })
  renewal.start(() => void queueMicrotask(() => renewal.answered({ authorized: true })))
  await vi.advanceTimersByTimeAsync(ms)
  renewal.stop()
  return count
}

describe.each(Object.entries(TOKENS))('a token %s', (_what, make) => {
  it.each([0, 2 * HOUR, -2 * HOUR, 330_000, 24 * HOUR])(
    'of ten minutes is renewed long before its end and seldom, with a clock %i ms ahead',
    async (ms) => {
      deviceIsAhead(ms)
      // The end by a clock a little ahead is believed: it is early, not wrong.
      const most = ms === 330_000 ? 17 : 6
      const count = await renewalsWithin(HOUR, () => make(600))
      expect(count).toBeGreaterThanOrEqual(6)
      expect(count).toBeLessThanOrEqual(most)
    },
  )
})

it('a token whose end is past by the only clock there is, is renewed every ten seconds at most', async () => {
  deviceIsAhead(2 * HOUR)
  const make = () => ({ authorization: 'Bearer opaque', expiresAt: issuerNow() + 600_000 })
  expect(await renewalsWithin(60_000, make)).toBeLessThanOrEqual(7)
})

it('a token that never ends is never renewed', async () => {
  expect(await renewalsWithin(24 * HOUR, () => ({ authorization: 'Bearer opaque' }))).toBe(0)
})

describe('tokens of a page', () => {
  it.each([0, 2 * HOUR, -2 * HOUR])(
    'are fetched once for many requests, with a clock %i ms ahead',
    async (ms) => {
      deviceIsAhead(ms)
      let fetched = 0
      vi.stubGlobal('fetch', async () => {
        fetched++
        return Response.json({ token: jwt(600) })
      })
      const token = tokenSource({ role: 'customer', subject: 'ada' }, 'http://localhost/token')
      await Promise.all([token(), token()])
      for (let n = 0; n < 20; n++) await token()
      expect(fetched).toBe(1)
      await vi.advanceTimersByTimeAsync(560_000)
      await token()
      expect(fetched).toBe(2)
      await token(true)
      expect(fetched).toBe(3)
    },
  )
})
