import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLogger } from '../../src/server/logger.ts'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'

const FORGED = '{"level":60,"msg":"forged"}'
/** Line breaks of all kinds, and what a terminal would obey. */
const HOSTILE = `x\n${FORGED}\r\n${FORGED}\u2028${FORGED}\u0085${FORGED}\x1b[2J`

interface Line {
  readonly msg?: unknown
  readonly level?: unknown
  readonly operation?: unknown
  readonly path?: unknown
  readonly requestId?: unknown
}

let written = ''
let gateway: Gateway
beforeAll(async () => {
  const write = (text: string) => {
    written += text
  }
  gateway = await startGateway({}, { log: createLogger('trace', { write }) })
})
afterAll(() => gateway?.stop())

it('no client can write a line of the log, or get a token, a variable or a query into it', async () => {
  written = ''
  const authorization = (await gateway.authorization('customer', 'ada')) ?? ''
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(gateway.graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body: JSON.stringify(body),
    })

  const search = 'query Search($text: String!) { products(filter: { search: $text }) { totalCount } }'
  await post({ query: search, variables: { text: `secret-variable ${HOSTILE}` } })
  await post({
    query: `query Literal { products(filter: { search: ${JSON.stringify(HOSTILE)} }) { totalCount } }`,
  })
  await post({ query: `{ viewer { role } } # secret-query\n${HOSTILE}` })
  await post({ query: '{ viewer { role } }', operationName: HOSTILE })
  const own = await post({ query: '{ viewer { role } }' }, { 'x-request-id': FORGED })
  expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const kept = await post({ query: '{ viewer { role } }' }, { 'x-request-id': 'from-the-proxy-1' })
  expect(kept.headers.get('x-request-id')).toBe('from-the-proxy-1')
  await post({ query: '{ viewer { role } }' }, { authorization: `${authorization.slice(0, -3)}xxx` })
  await fetch(`${gateway.url}/webhooks/payment/${encodeURIComponent(HOSTILE)}`, {
    method: 'POST',
    body: HOSTILE,
  })
  await fetch(`${gateway.url}/oauth/TAOBAO/callback?code=secret-code&state=${encodeURIComponent(HOSTILE)}`)
  const socket = overWebSocket(gateway.graph, {
    query: search,
    variables: { text: `secret-variable ${HOSTILE}` },
    operationName: 'Search',
    authorization,
  } as Parameters<typeof overWebSocket>[1])
  await socket.take(1)
  await socket.stop()

  const lines = () => written.split('\n').filter((line) => line !== '')
  await until(
    () => lines().filter((line) => line.includes('/oauth/TAOBAO/callback')).length === 1,
    'the last line',
  )
  const parsed = lines().map((line) => JSON.parse(line) as Line)
  expect(parsed.filter(({ msg }) => msg === 'forged')).toEqual([])
  expect(parsed.filter(({ msg }) => msg === 'request').length).toBeGreaterThanOrEqual(9)
  expect(parsed.filter(({ operation }) => operation === 'Search')).toHaveLength(2)
  expect(parsed.filter(({ requestId }) => requestId === 'from-the-proxy-1')).not.toEqual([])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(written).not.toMatch(/[\x00-\x09\x0b-\x1f\x85\u2028]/)
  const [, payload = '', signature = ''] = authorization.split('.')
  for (const secret of ['secret-variable', 'secret-query', 'secret-code', payload, signature])
    expect(written).not.toContain(secret)
})
