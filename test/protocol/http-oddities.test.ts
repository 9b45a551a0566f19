import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLimitedServer } from '../security/support/limited-server.ts'

let server: Awaited<ReturnType<typeof startLimitedServer>>
beforeAll(async () => {
  server = await startLimitedServer({})
})
afterAll(() => server.stop())

const VIEWER = '{ viewer { role } }'
const JSON_TYPE = { 'content-type': 'application/json' }
const body = JSON.stringify({ query: VIEWER })
const answered = { status: 200, text: expect.stringContaining('ANONYMOUS') }

async function ask(init: RequestInit, search = '') {
  const response = await fetch(server.graph + search, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const post = (sent: BodyInit, headers: Record<string, string> = JSON_TYPE) =>
  ask({ method: 'POST', headers, body: sent })
const get = (query: string, more = '', init: RequestInit = {}) =>
  ask(init, `?query=${encodeURIComponent(query)}${more}`)

describe('is answered:', () => {
  it.each<[string, BodyInit, Record<string, string>]>([
    ['a text after a byte order mark', JSON.stringify({ query: `\ufeff${VIEWER}` }), JSON_TYPE],
    ['a charset', body, { 'content-type': 'application/json; charset=utf-8' }],
    ['a charset in capitals, without a blank', body, { 'content-type': 'application/json;charset=UTF-8' }],
    ['a type in capitals', body, { 'content-type': 'APPLICATION/JSON' }],
    [
      'nulls for what is absent',
      JSON.stringify({ query: VIEWER, operationName: null, variables: null, extensions: null }),
      JSON_TYPE,
    ],
  ])('%s', async (_what, sent, headers) => {
    expect(await post(sent, headers)).toMatchObject(answered)
  })

  it.each([
    ['plain', ''],
    ['with variables of nothing', '&variables='],
    ['with a second query, which is not looked at', '&query=%7B__typename%7D'],
  ])('a GET %s', async (_what, more) => {
    expect(await get(VIEWER, more)).toMatchObject(answered)
  })

  it('a GET of 10 KB', async () => {
    expect(await get(VIEWER + ' '.repeat(3_000))).toMatchObject(answered)
  })
})

describe('is refused:', () => {
  it.each<[string, BodyInit, Record<string, string>, number]>([
    ['UTF-16', Buffer.from(body, 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' }, 400],
    ['a type that needs no preflight', body, { 'content-type': 'text/plain' }, 415],
    ['a body after a byte order mark, which JSON has none of', `\ufeff${body}`, JSON_TYPE, 400],
    ['a body of nothing', '', JSON_TYPE, 400],
    ['a body of null', 'null', JSON_TYPE, 400],
    ['variables as a text', JSON.stringify({ query: VIEWER, variables: '{}' }), JSON_TYPE, 400],
    [
      'an operation without a name by the name ""',
      JSON.stringify({ query: VIEWER, operationName: '' }),
      JSON_TYPE,
      400,
    ],
  ])('%s', async (_what, sent, headers, status) => {
    expect(await post(sent, headers)).toMatchObject({ status })
  })

  it('an address that is too long', async () => {
    expect([414, 431]).toContain((await get(VIEWER + ' '.repeat(40_000))).status)
  })

  it('a mutation by GET, and methods that there are not, which names those there are', async () => {
    const mutation = 'mutation { notifyWhenBack(input: { skuId: "x" }) { userErrors { code } } }'
    expect((await get(mutation)).status).toBe(405)
    for (const init of [{ method: 'PUT', body: '{}' }, { method: 'HEAD' }]) {
      const { status, headers } = await ask(init)
      expect([status, headers.get('allow')]).toEqual([405, expect.stringMatching(/GET.*POST/)])
    }
  })
})

it.each([
  ['by GET', () => get(VIEWER)],
  ['by POST', () => post(body)],
  [
    'with a token',
    async () => get(VIEWER, '', { headers: { authorization: await server.bearer('operator', 'o') } }),
  ],
  ['in the newer type', () => get(VIEWER, '', { headers: { accept: 'application/graphql-response+json' } })],
  ['that is refused', () => get('{ nobody }')],
])('an answer %s is kept by no cache, and depends on type and token', async (_what, send) => {
  const { headers } = await send()
  expect(headers.get('cache-control')).toBe('no-store')
  const vary = (headers.get('vary') ?? '').toLowerCase().split(/,\s*/)
  expect(vary).toEqual(expect.arrayContaining(['accept', 'authorization']))
})

describe('an agent that keeps its connections', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  afterAll(() => agent.destroy())
  async function send(sent: string, headers: Record<string, string> = {}): Promise<number | undefined> {
    const outgoing = request(server.graph, { method: 'POST', agent, headers: { ...JSON_TYPE, ...headers } })
    outgoing.end(sent)
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return answer.statusCode
  }

  it('is answered after a body that was too long', async () => {
    expect(await send(body)).toBe(200)
    expect(await send(JSON.stringify({ query: VIEWER, x: 'y'.repeat(2_000_000) }))).toBe(413)
    expect(await send(body)).toBe(200)
  })

  it('may ask first whether to send its body', async () => {
    expect(await send(body, { expect: '100-continue' })).toBe(200)
  })
})
