import { request } from 'node:http'
import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { signToken } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET } from '../../src/config/index.ts'
import type { Role } from '../../src/domain/viewer.ts'
import { ask } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'
import { PRODUCTION } from './support/production.ts'

const gateway = gatewayOfThisFile(PRODUCTION)

describe('introspection in production', () => {
  it.each<[Role, boolean]>([
    ['anonymous', false],
    ['customer', false],
    ['supplier', false],
    ['analyst', true],
    ['operator', true],
  ])('by %s: %s', async (role, allowed) => {
    const { data, errors } = await gateway().ask<{ __schema: unknown } | null>(
      getIntrospectionQuery(),
      {},
      role,
    )
    const misspelt = await gateway().ask('{ viewer { rol } }', {}, role)
    const watcher = overWebSocket<unknown>(gateway().graph, {
      query: '{ __schema { queryType { name } } }',
      authorization: await gateway().authorization(role),
    })
    await until(() => watcher.done, 'the answer over WebSocket')
    await watcher.stop()
    expect(watcher.items.filter(Boolean)).toHaveLength(allowed ? 1 : 0)
    expect(data?.__schema !== undefined).toBe(allowed)
    expect(misspelt.errors).toHaveLength(1)
    expect(/Did you mean "role"/.test(misspelt.errors[0]?.message ?? '')).toBe(allowed)
    if (!allowed)
      expect(errors[0]?.extensions?.code).toBe(role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN')
  })
})

it('tokens of development are refused in production, over HTTP and WebSocket', async () => {
  const token = await signToken(DEVELOPMENT_JWT_SECRET, { role: 'operator', subject: 'ops', ttlSeconds: 600 })
  const authorization = `Bearer ${token}`
  const answer = await ask(gateway().graph, { query: '{ viewer { role } }', authorization })
  expect(answer.status).toBe(401)
  expect(answer.errors[0]?.extensions?.code).toBe('UNAUTHENTICATED')
  const watcher = overWebSocket(gateway().graph, { query: '{ viewer { role } }', authorization })
  await until(() => watcher.closed, 'the close of the socket')
  expect(watcher.closed?.code).toBe(4401)
  expect(watcher.items).toEqual([])
  await watcher.stop()
  // The same claims under the gateway's own secret are taken.
  expect((await gateway().ask('{ viewer { role } }', {}, 'operator')).data).toEqual({
    viewer: { role: 'OPERATOR' },
  })
})

describe('requests that browsers send without asking first', () => {
  const query = '{ viewer { role } }'
  const body = JSON.stringify({ query })

  it.each([
    ['text/plain', body],
    ['application/x-www-form-urlencoded', new URLSearchParams({ query }).toString()],
    [
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${body}\r\n--x--`,
    ],
    ['text/plain; application/json', body],
  ])('POST of %s is refused', async (type, text) => {
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers: { 'content-type': type },
      body: text,
    })
    expect(response.status).toBe(415)
    expect(await response.text()).not.toContain('"data"')
  })

  it.each([
    [{ 'graphql-require-preflight': '1' }, 200],
    [{ 'content-type': 'application/json' }, 200],
    [{}, 403],
  ])('GET with %j: %i', async (headers, status) => {
    const response = await fetch(`${gateway().graph}?query=${encodeURIComponent(query)}`, { headers })
    expect(response.status).toBe(status)
  })

  it.each([
    ['same-origin', 200],
    ['cross-site', 403],
  ])('GET of a browser that says %s: %i', async (site, expected) => {
    // fetch may not set this header.
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${gateway().graph}?query=${encodeURIComponent(query)}`, {
        headers: { 'sec-fetch-site': site },
      })
      asked.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
      asked.end()
    })
    expect(status).toBe(expected)
  })
})

const ORIGINS = [
  ['https://shop.example.com', true],
  ['https://app.example.com', true],
  ['https://api.example.com', true],
  ['https://shop.example.com.evil.example', false],
  ['http://shop.example.com', false],
  ['null', false],
] as const

describe('pages of other origins', () => {
  it.each(ORIGINS)('of %s may read answers: %s', async (origin, allowed) => {
    const preflight = await fetch(gateway().graph, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed ? origin : null)
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    })
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed ? origin : null)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it.each([...ORIGINS, [undefined, true] as const])(
    'of %s may open a socket: %s',
    async (origin, allowed) => {
      const socket = new WebSocket(gateway().graph.replace('http', 'ws'), 'graphql-transport-ws', {
        ...(origin && { origin }),
      })
      const outcome = await new Promise<string>((resolve) => {
        socket.on('open', () => resolve('open'))
        socket.on('error', (error) => resolve(error.message))
      })
      socket.terminate()
      expect(outcome).toBe(allowed ? 'open' : 'Unexpected server response: 403')
    },
  )
})

describe('every answer', () => {
  it.each(['/graphql', '/healthz', '/metrics', '/nothing', '/oauth/TAOBAO/callback'])(
    'of %s carries the security headers',
    async (path) => {
      const { headers } = await fetch(`${gateway().url}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )
})
