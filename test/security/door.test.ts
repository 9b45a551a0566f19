import { Buffer } from 'node:buffer'
import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerError } from '../path/support/ask.ts'
import { RawClient } from '../protocol/support/raw-client.ts'
import { until } from '../support/until.ts'
import { startLimitedServer } from './support/limited-server.ts'

let server: Awaited<ReturnType<typeof startLimitedServer>>
const clients: RawClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate()
  await server.stop()
})

interface Refusal {
  readonly status: number
  readonly errors: readonly AnswerError[]
}
type Send = (body: string, authorization?: string) => Promise<Refusal>

async function post(body: BodyInit, headers: Record<string, string>): Promise<Refusal> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  }
  const response = await fetch(server.graph, init)
  const { errors = [] } = (await response.json()) as { errors?: AnswerError[] }
  return { status: response.status, errors }
}
const token = (authorization?: string) => (authorization ? { authorization } : {}) as Record<string, string>
const accept = 'application/graphql-response+json'

const SENDERS: Readonly<Record<string, Send>> = {
  POST: (body, authorization) => post(body, { accept, ...token(authorization) }),
  'POST in chunks': (body, authorization) =>
    post(new Blob([body]).stream(), { accept, ...token(authorization) }),
  SSE: (body, authorization) =>
    post(body, { accept: `text/event-stream, ${accept}`, ...token(authorization) }),
  WebSocket: async (body, authorization) => {
    const client = new RawClient(server.graph.replace('http', 'ws'))
    clients.push(client)
    await client.ready(token(authorization))
    client.send(`{"id":"1","type":"subscribe","payload":${body}}`)
    await until(() => client.of('1').length > 0 || client.closed, 'the answer')
    const [{ payload } = {}] = client.of('1')
    return { status: 0, errors: Array.isArray(payload) ? payload : [] }
  },
}

const ask = (query: string, rest: object = {}) => JSON.stringify({ query, ...rest })
const VIEWER = '{ viewer { role } }'
/** Inside what the answer to a viewer without a token may be sent: lists in `extensions` no operation reads. */
const withExtensions = (json: string) => `{"query":"${VIEWER}","extensions":{"x":${json}}}`

describe.each(Object.entries(SENDERS))('over %s', (transport, send) => {
  const code = { extensions: { code: 'LIMIT_EXCEEDED' } }
  const statusOf = (status: number) => (transport === 'WebSocket' ? 0 : status)

  it('a body longer than an address without a token may send is refused, and a token is allowed more', async () => {
    server = await startLimitedServer({ limits: { anonymousBodyBytes: 10_000 } })
    const body = ask(VIEWER, { variables: { x: 'x'.repeat(20_000) } })
    const refused = await send(body)
    expect(refused).toMatchObject({ status: statusOf(413), errors: [code] })
    expect(refused.errors[0]?.message).toBe('The body has more than 10000 bytes, which is the most allowed.')
    expect(await send(body, await server.bearer('customer', 'ada'))).toEqual({
      status: statusOf(200),
      errors: [],
    })
  })

  it.each([
    [
      'nested more than a hundred levels',
      withExtensions('['.repeat(200) + ']'.repeat(200)),
      /101 or more lists and objects inside each other; 100 are allowed/,
    ],
    [
      'with more than ten thousand empty lists',
      withExtensions(`[${'[],'.repeat(10_000)}[]]`),
      /10001 or more lists and objects; 10000 are allowed/,
    ],
  ])('a body %s is refused before it is parsed', async (_what, body, message) => {
    server = await startLimitedServer({})
    const { status, errors } = await send(body)
    expect(status).toBe(statusOf(400))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject(code)
    expect(errors[0]?.message).toMatch(message)
  })

  it('a text longer than an operation may be is refused, with a token and without', async () => {
    server = await startLimitedServer({ limits: { documentLength: 4_000, anonymousDocumentLength: 2_000 } })
    const text = (length: number) => `#${'x'.repeat(length - VIEWER.length - 2)}\n${VIEWER}`
    const ada = await server.bearer('customer', 'ada')
    for (const [length, authorization] of [[2_000], [4_000, ada]] as const)
      expect((await send(ask(text(length)), authorization)).errors).toEqual([])
    for (const [length, authorization, allowed] of [
      [2_001, undefined, 2_000],
      [4_001, ada, 4_000],
    ] as const) {
      const { status, errors } = await send(ask(text(length)), authorization)
      expect(status).toBe(statusOf(400))
      expect(errors.map(({ message }) => message)).toEqual([
        `query: the text of the operation has ${length} characters; ${allowed} are allowed. Give values as variables.`,
      ])
    }
  })

  it.each([
    ['bytes', ask(VIEWER, { extensions: { x: 'x'.repeat(11_000) } })],
    ['empty lists', withExtensions(`[${'[],'.repeat(1_100)}[]]`)],
    ['levels of nesting', withExtensions('['.repeat(99) + ']'.repeat(99))],
    ['a text that can not be parsed', ask(`{ ${'a '.repeat(4_500)}`)],
    ['a text that is not valid', ask(`{ ${'a '.repeat(90)} }`.padEnd(9_000))],
    ['a body that is too deep', withExtensions('['.repeat(300) + ']'.repeat(300))],
    ['a body that is too long', ask(VIEWER, { extensions: { x: 'x'.repeat(70_000) } })],
  ])('%s cost points, and nothing passes when they are used up', async (_what, body) => {
    // Each of them costs at least 85 points.
    server = await startLimitedServer({ ratePoints: 400 })
    const seen: boolean[] = []
    for (let n = 0; n < 6; n++) {
      const { errors } = await send(body)
      seen.push(errors[0]?.extensions?.retryAfterMs !== undefined)
    }
    expect(seen[0]).toBe(false)
    expect(seen.at(-1)).toBe(true)
    expect((await send(ask(VIEWER))).errors[0]).toMatchObject({
      message: expect.stringMatching(/^Too much was asked for/),
    })
  })
})

it('a small request costs its operation and nothing more', async () => {
  server = await startLimitedServer({ ratePoints: 4 })
  const send = SENDERS.POST as Send
  const statuses = []
  for (let n = 0; n < 3; n++) statuses.push((await send(ask(VIEWER))).status)
  expect(statuses).toEqual([200, 200, 429])
})

describe('a request that can not be read', () => {
  const answer = async (init: RequestInit, search = '') => {
    const response = await fetch(`${server.graph}${search}`, init)
    return { status: response.status, ...((await response.json()) as { errors: AnswerError[] }) }
  }

  it.each([
    ['%7B', /^variables: takes a JSON object, got "\{"/],
    ['%5B1%2C', /^variables: takes a JSON object/],
    ['%22x%22', /"variables" param to be empty or an object/],
  ])('because of its variables %s is 400 and names them', async (variables, message) => {
    server = await startLimitedServer({})
    const { status, errors } = await answer({}, `?query=${encodeURIComponent(VIEWER)}&variables=${variables}`)
    expect(status).toBe(400)
    expect(errors).toEqual([{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }])
  })

  it.each(['%E0%A4%A', '%', '%ff'])('because of the escape %s is 400', async (escaped) => {
    server = await startLimitedServer({})
    const { status, errors } = await answer({}, `?query=${escaped}`)
    expect(status).toBe(400)
    expect(errors).toEqual([
      {
        message: 'The search of the URL has escapes (%) that are no text in UTF-8.',
        extensions: { code: 'BAD_REQUEST' },
      },
    ])
  })

  it.each([
    ['is no UTF-8', Buffer.from('{"query":"{ viewer { role } } # \xff"}', 'latin1')],
    ['is no JSON', Buffer.from('{"query":')],
    [
      'is longer and no UTF-8',
      Buffer.from(`{"query":"{ viewer { role } } # ${'\xff'.repeat(20_000)}"}`, 'latin1'),
    ],
    ['is empty', Buffer.alloc(0)],
  ])('because its body %s is 400, whatever the client accepts', async (_what, body) => {
    server = await startLimitedServer({})
    for (const accepts of ['application/json', accept, '*/*']) {
      const { status, errors } = await answer({
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: accepts },
        body,
      })
      expect(status).toBe(400)
      expect(errors).toHaveLength(1)
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_REQUEST' })
    }
  })
})

it.each(['{ viewer { role }', '{ nobody }'])(
  '%s, first sent over a socket, is 400 over HTTP',
  async (text) => {
    server = await startLimitedServer({})
    expect((await (SENDERS.WebSocket as Send)(ask(text))).errors).toHaveLength(1)
    for (let n = 0; n < 2; n++) {
      const { status, errors } = await (SENDERS.POST as Send)(ask(text))
      expect(status).toBe(400)
      expect(errors).toHaveLength(1)
    }
  },
)
