import { afterEach } from 'vitest'
import type { HttpAnswer } from './http-client.ts'
import { readJson } from './json-answer.ts'
import { type Reply, type Seen, startLocalServer, testClock } from './local-server.test-kit.ts'
import {
  createUpstream,
  type UpstreamCall,
  type UpstreamCallEvent,
  type UpstreamOptions,
} from './upstream.ts'

/** Servers and clients to end after each test. */
export const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

export const SHOP = { shopId: 'shop-1', externalShopId: '2200', accessToken: 'token-one' }
export const FAST = { perSecond: 1_000, burst: 1_000 }

/** A server that gives `reply`, and calls to it under the policy for all upstream calls. */
export async function startUpstream(
  reply: (seen: Seen, count: number) => Reply | Promise<Reply>,
  options: UpstreamOptions = {},
) {
  const server = await startLocalServer(reply)
  const clock = testClock()
  const events: UpstreamCallEvent[] = []
  const upstream = createUpstream({
    clock,
    random: () => 0.5,
    onCall: (event) => events.push(event),
    ...options,
  })
  stops.push(upstream.close, server.stop)
  const call = (change: Partial<UpstreamCall<unknown>> = {}) =>
    upstream.call<unknown>({
      upstream: 'JD',
      api: 'jd',
      app: 'app',
      shop: SHOP,
      method: 'test.read',
      repeatable: true,
      rates: { app: FAST, shop: FAST },
      secrets: ['app-secret'],
      request: ({ now, accessToken }) => ({
        method: 'POST',
        url: server.url,
        body: `${accessToken}@${now.toISOString()}`,
      }),
      read: (answer: HttpAnswer) => readJson(answer, 'JD'),
      ...change,
    })
  return { call, clock, events, seen: server.seen, upstream }
}
