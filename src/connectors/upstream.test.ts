import { describe, expect, test } from 'vitest'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
} from '../domain/upstream-error.ts'
import { testClock } from './local-server.test-kit.ts'
import { FAST, SHOP, startUpstream as start } from './upstream.test-kit.ts'
import type { UpstreamOptions } from './upstream.ts'

const failing = (error: unknown, times: number) => {
  let left = times
  return () => {
    if (left-- > 0) throw error
    return 'ok'
  }
}
const transient = (change: { mayHaveHappened?: boolean; retryAfterMs?: number } = {}) =>
  new Transient({ upstream: 'JD', message: 'busy', ...change })

describe('retries', () => {
  test('a read is repeated with doubling, jittered pauses until it succeeds', async () => {
    const { call, seen, clock, events } = await start(() => '{}')
    expect(await call({ read: failing(transient(), 2) })).toBe('ok')
    expect(seen).toHaveLength(3)
    expect(clock.slept).toEqual([200, 400])
    expect(events.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['transient', 1],
      ['transient', 2],
      ['ok', 3],
    ])
  })

  test('it gives up after four attempts and tells what the platform said', async () => {
    const { call, seen } = await start(() => ({ status: 503 }))
    await expect(call()).rejects.toMatchObject({
      kind: 'transient',
      message: 'HTTP 503',
      mayHaveHappened: false,
    })
    expect(seen).toHaveLength(4)
  })

  test('a write whose answer is lost is sent once and reported as perhaps done', async () => {
    const { call, seen } = await start(() => 'hang up')
    await expect(call({ repeatable: false })).rejects.toMatchObject({
      kind: 'transient',
      mayHaveHappened: true,
    })
    expect(seen).toHaveLength(1)
  })

  test('a write that the platform did not take is sent again', async () => {
    const { call, seen } = await start(() => '{}')
    expect(await call({ repeatable: false, read: failing(transient(), 1) })).toBe('ok')
    expect(seen).toHaveLength(2)
  })

  test('a write answered by a page of HTML is perhaps done; a read is repeated', async () => {
    const { call, seen } = await start(() => '<html>maintenance</html>')
    await expect(call({ repeatable: false })).rejects.toMatchObject({
      kind: 'transient',
      mayHaveHappened: true,
    })
    expect(seen).toHaveLength(1)
    await expect(call()).rejects.toMatchObject({ kind: 'transient', mayHaveHappened: false })
    expect(seen).toHaveLength(5)
  })

  test('when nobody listens a write certainly did not happen', async () => {
    const { call } = await start(() => '{}')
    const nowhere = { request: () => ({ method: 'POST' as const, url: 'http://127.0.0.1:1/' }) }
    await expect(call({ ...nowhere, repeatable: false })).rejects.toMatchObject({
      kind: 'transient',
      code: 'connect',
      mayHaveHappened: false,
    })
  })

  test.each([
    new Rejected({ upstream: 'JD', message: 'no' }),
    new Misconfigured({ upstream: 'JD', message: 'bad signature' }),
    new NeedsAuthorization({ upstream: 'JD', message: 'token' }),
  ])('$name is never repeated', async (error) => {
    const { call, seen } = await start(() => '{}')
    await expect(call({ read: failing(error, 9) })).rejects.toMatchObject({ kind: error.kind })
    expect(seen).toHaveLength(1)
  })

  test('an abort ends the call with its reason, also between attempts', async () => {
    const controller = new AbortController()
    const { call, seen } = await start(() => {
      controller.abort(new Error('client left'))
      return { status: 500 }
    })
    await expect(call({ signal: controller.signal })).rejects.toThrow('client left')
    expect(seen).toHaveLength(1)
  })

  test('an answer without end is cut off at the limit', async () => {
    const { call } = await start(() => 'x'.repeat(2_000), {
      http: { maxBodyBytes: 1_000 },
      retry: { attempts: 1 },
    })
    await expect(call()).rejects.toMatchObject({ kind: 'transient', code: 'too-large' })
  })

  test('a silent platform is given up after the time-out', async () => {
    const { call, events } = await start(() => new Promise(() => {}), {
      http: { timeoutMs: 50 },
      retry: { attempts: 1 },
    })
    await expect(call({ repeatable: false })).rejects.toMatchObject({
      code: 'timeout',
      mayHaveHappened: true,
    })
    expect(events.map((event) => event.outcome)).toEqual(['transient'])
  })
})

describe('rate limits', () => {
  const banned = (retryAfterMs: number, scope: 'app' | 'api' | 'shop' = 'app') =>
    new RateLimited({ upstream: 'JD', message: 'slow down', code: '2', retryAfterMs, scope })

  test('a short ban is waited out, by a write too, since nothing was done', async () => {
    const { call, seen, clock } = await start(() => '{}')
    expect(await call({ repeatable: false, read: failing(banned(1_500), 1) })).toBe('ok')
    expect(seen).toHaveLength(2)
    expect(clock.slept).toEqual([1_500])
  })

  test('a long ban fails at once, and so does every later call of the app without asking the platform', async () => {
    const { call, seen, clock } = await start(() => '{}')
    await expect(call({ read: failing(banned(3_600_000), 1) })).rejects.toMatchObject({
      retryAfterMs: 3_600_000,
    })
    await expect(call({ shop: { ...SHOP, shopId: 'other' } })).rejects.toBeInstanceOf(RateLimited)
    expect(seen).toHaveLength(1)
    clock.advance(3_600_000)
    expect(await call()).toEqual({})
  })

  test('a ban of one API or one shop leaves the others alone', async () => {
    const { call, seen } = await start(() => '{}')
    await expect(call({ read: failing(banned(60_000, 'api'), 1) })).rejects.toBeInstanceOf(RateLimited)
    expect(await call({ method: 'test.other' })).toEqual({})
    await expect(
      call({ method: 'test.third', read: failing(banned(60_000, 'shop'), 1) }),
    ).rejects.toBeInstanceOf(RateLimited)
    expect(await call({ method: 'test.other', shop: { ...SHOP, shopId: 'other' } })).toEqual({})
    expect(seen).toHaveLength(4)
  })

  test('without a stated time the waits double', async () => {
    const { call, clock } = await start(() => '{}')
    expect(await call({ read: failing(banned(0), 2) })).toBe('ok')
    expect(clock.slept).toEqual([1_200, 2_400])
  })

  test('calls beyond the burst go at the pace of the rate', async () => {
    const { call, clock } = await start(() => '{}')
    const rates = { app: { perSecond: 2, burst: 2 }, shop: FAST }
    for (let n = 0; n < 4; n++) await call({ rates })
    expect(clock.slept.filter((ms) => ms > 0)).toHaveLength(2)
    expect(clock.slept[0]).toBeGreaterThan(450)
  })
})

describe('circuit breaker', () => {
  const options: UpstreamOptions = { retry: { attempts: 1 }, breaker: { threshold: 3, openMs: 10_000 } }

  test('opens for one shop after failures in a row, tries once after the pause and closes on success', async () => {
    let healthy = false
    const states: string[] = []
    const { call, seen, clock } = await start(() => (healthy ? '{}' : { status: 500 }), {
      ...options,
      onBreaker: ({ state }) => states.push(state),
    })
    for (let n = 0; n < 3; n++) await expect(call()).rejects.toMatchObject({ code: '500' })
    await expect(call({ repeatable: false })).rejects.toMatchObject({
      code: 'circuit-open',
      retryAfterMs: 10_000,
      mayHaveHappened: false,
    })
    expect(seen).toHaveLength(3)
    await expect(call({ shop: { ...SHOP, shopId: 'other' } })).rejects.toMatchObject({ code: '500' })
    clock.advance(10_000)
    healthy = true
    expect(await call()).toEqual({})
    expect(await call()).toEqual({})
    expect(states).toEqual(['open', 'trying', 'closed'])
  })

  test('refuses at once while it is open, however many attempts are allowed', async () => {
    const { call, seen } = await start(() => ({ status: 500 }), {
      ...options,
      retry: { attempts: 6, baseMs: 0 },
    })
    await expect(call()).rejects.toMatchObject({ code: 'circuit-open' })
    expect(seen).toHaveLength(3)
  })

  test('a refusal is an answer and opens nothing', async () => {
    const { call, seen } = await start(() => '{}', options)
    const no = failing(new Rejected({ upstream: 'JD', message: 'no' }), 9)
    for (let n = 0; n < 5; n++) await expect(call({ read: no })).rejects.toBeInstanceOf(Rejected)
    expect(seen).toHaveLength(5)
  })

  test('a trial call that its caller gives up hands the turn to the next', async () => {
    const { call, clock, seen } = await start((_, count) => (count <= 3 ? { status: 500 } : '{}'), options)
    for (let n = 0; n < 3; n++) await expect(call()).rejects.toMatchObject({ code: '500' })
    clock.advance(10_000)
    const controller = new AbortController()
    const leave = () => {
      controller.abort(new Error('client left'))
      return { method: 'POST' as const, url: 'http://127.0.0.1:1/' }
    }
    await expect(call({ signal: controller.signal, request: leave })).rejects.toThrow('client left')
    expect(await call()).toEqual({})
    expect(seen).toHaveLength(4)
  })
})

test('closing ends calls that wait for their turn', async () => {
  const asleep = Promise.withResolvers<void>()
  const sleep = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
      asleep.resolve()
    })
  const { call, upstream } = await start(() => ({ status: 500 }), { clock: { ...testClock(), sleep } })
  const waiting = expect(call()).rejects.toThrow('closing')
  await asleep.promise
  await upstream.close()
  await waiting
})

test('closing lets a running exchange finish, so that no write loses its answer, and takes no new calls', async () => {
  const arrived = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<string>()
  const { call, upstream } = await start(() => {
    arrived.resolve()
    return answer.promise
  })
  const running = call({ repeatable: false })
  await arrived.promise
  const closed = upstream.close()
  answer.resolve('{"done":1}')
  expect(await running).toEqual({ done: 1 })
  await closed
  await expect(call()).rejects.toThrow('closing')
})

test('secrets echoed by the platform do not reach the error', async () => {
  const { call } = await start(() => '{}')
  const echo = () => {
    throw new Rejected({ upstream: 'JD', message: 'bad sign with app-secret for token-one', code: '9' })
  }
  await expect(call({ read: echo })).rejects.toThrow('bad sign with *** for ***')
})
