import { describe, expect, test, vi } from 'vitest'
import { NeedsAuthorization } from '../domain/upstream-error.ts'
import { ClockRejected } from './clock.ts'
import type { HttpAnswer } from './http-client.ts'
import { readJson } from './json-answer.ts'
import { type Seen, startLocalServer } from './local-server.test-kit.ts'
import { SHOP, startUpstream as start, stops } from './upstream.test-kit.ts'
import { createUpstream } from './upstream.ts'

describe('clock and token', () => {
  const THEIRS = '2026-01-01T00:20:00.000Z'
  const checked = (body: string) =>
    body.endsWith(THEIRS)
      ? '{}'
      : { status: 200, headers: { date: new Date(THEIRS).toUTCString() }, body: '"clock"' }
  const refuse = (answer: HttpAnswer) => {
    if (answer.body === '"clock"') throw new ClockRejected('invalid timestamp')
    return 'ok'
  }

  test('a refused clock is corrected from the answer and the call signed once more; later calls start right', async () => {
    const { call, seen, events } = await start(({ body }) => checked(body))
    expect(await call({ read: refuse })).toBe('ok')
    expect(await call({ read: refuse })).toBe('ok')
    expect(seen.map(({ body }) => body)).toEqual([
      'token-one@2026-01-01T00:00:00.000Z',
      `token-one@${THEIRS}`,
      `token-one@${THEIRS}`,
    ])
    expect(events.map((event) => event.outcome)).toEqual(['clock', 'ok', 'ok'])
  })

  test('a clock refused twice is a fault of the set-up', async () => {
    const { call, seen } = await start(() => '"clock"')
    await expect(call({ read: refuse })).rejects.toMatchObject({ kind: 'misconfigured', code: 'clock' })
    expect(seen).toHaveLength(2)
  })

  const needsNewToken = ({ body }: Seen) => (body.startsWith('token-two') ? '{}' : '"token"')
  const readToken = (answer: HttpAnswer) => {
    if (answer.body === '"token"')
      throw new NeedsAuthorization({ upstream: 'JD', message: 'token-one expired' })
    return 'ok'
  }

  test('a refused token is refreshed once for all calls of the shop that wait for it', async () => {
    let renewals = 0
    const renewToken = async () => {
      renewals++
      return 'token-two'
    }
    const { call, seen } = await start(needsNewToken, { renewToken })
    expect(
      await Promise.all([
        call({ read: readToken }),
        call({ read: readToken }),
        call({ read: readToken, repeatable: false }),
      ]),
    ).toEqual(['ok', 'ok', 'ok'])
    expect(seen).toHaveLength(6)
    expect(renewals).toBe(1)
  })

  test('a refresh that is refused, or a new token that is refused too, ends in NeedsAuthorization', async () => {
    const refused = await start(() => '"token"', { renewToken: async () => null })
    await expect(refused.call({ read: readToken })).rejects.toMatchObject({
      kind: 'needs-authorization',
      message: '*** expired',
    })
    expect(refused.seen).toHaveLength(1)
    const useless = await start(() => '"token"', { renewToken: async () => 'token-three' })
    await expect(useless.call({ read: readToken })).rejects.toBeInstanceOf(NeedsAuthorization)
    expect(useless.seen).toHaveLength(2)
  })
})

test('a machine whose clock was an hour ahead for a moment goes on calling when it is set back', async () => {
  const server = await startLocalServer(() => '{}')
  const upstream = createUpstream()
  stops.push(upstream.close, server.stop)
  const call = () =>
    upstream.call({
      upstream: 'JD',
      api: 'jd',
      app: 'app',
      shop: SHOP,
      method: 'test.read',
      repeatable: true,
      rates: { app: { perSecond: 100, burst: 1 }, shop: { perSecond: 100, burst: 1 } },
      secrets: [],
      request: () => ({ method: 'GET', url: server.url }),
      read: (answer: HttpAnswer) => readJson(answer, 'JD'),
    })
  const ahead = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000)
  await call()
  ahead.mockRestore()
  await call()
  expect(server.seen).toHaveLength(2)
})
