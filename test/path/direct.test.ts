import { gunzipSync } from 'node:zlib'
import { createClient } from 'graphql-ws'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { gatewayOfThisFile } from './support/gateway.ts'
import { metric } from './support/stock.ts'

const ORIGIN = 'https://shop.example'
/** Points of an address; a person gets ten times as many. */
const BUDGET = 60_000
const gateway = gatewayOfThisFile({
  ROLE: 'gateway',
  CORS_ORIGINS: ORIGIN,
  RATE_LIMIT_POINTS: String(BUDGET),
})

let asks = 0
/** A new query text. */
const newPage = () => `query Page${++asks}($first: Int!) {
  products(first: $first) { nodes { title skus { code stockLevels { available warehouse { code } } } } } }`

/** As dear, but with nothing to read. */
const newSearch = () =>
  newPage().replace('(first: $first)', '(first: $first, filter: { search: "no such thing" })')

interface Sent {
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: string
  readonly [extra: string]: unknown
}

async function post(body: Sent, headers: Record<string, string> = {}) {
  const answer = await request(gateway().graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  const { 'x-request-id': id, date: _date, ...others } = answer.headers
  expect(id).toBeTruthy()
  const text = (others['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  return { status: answer.statusCode, headers: others, text, json: JSON.parse(text) }
}

const direct = () => metric(gateway().url, 'haitao_query_direct_total')

/** Asks until it is compiled: the first answer, and the first one that is direct. */
async function compiled(body: Sent, headers?: Record<string, string>) {
  const before = await direct()
  const first = await post(body, headers)
  await post(body, headers)
  const third = await post(body, headers)
  expect(await direct()).toBe(before + 1)
  return { first, third }
}

describe('a query that comes again is answered directly', () => {
  it.each<[string, Record<string, string>]>([
    ['by itself', {}],
    ['for a page of another origin', { origin: ORIGIN }],
    ['for a page of an origin that is not listed', { origin: 'https://elsewhere.example' }],
    ['compressed', { 'accept-encoding': 'gzip' }],
    ['in the newer media type', { accept: 'application/graphql-response+json' }],
  ])('with the bytes and headers of the pipeline: %s', async (_which, headers) => {
    const { first, third } = await compiled({ query: newPage(), variables: { first: 50 } }, headers)
    expect(first.text.length).toBeGreaterThan(8 * 1024)
    expect(third).toEqual(first)
  })

  it('with other variables, and with the name of the operation', async () => {
    const query = newPage()
    const { first } = await compiled({ query, variables: { first: 2 } })
    expect(first.json.data.products.nodes).toHaveLength(2)
    const before = await direct()
    const name = `Page${asks}`
    const other = await post({ query, variables: { first: 3 }, operationName: name })
    expect(other.json.data.products.nodes).toHaveLength(3)
    expect(await direct()).toBe(before + 1)
  })
})

it('over WebSocket a compiled query gives the same message', async () => {
  const client = createClient({ url: gateway().graph.replace('http', 'ws'), webSocketImpl: WebSocket })
  const payload = { query: newPage(), variables: { first: 3 } }
  const ask = () =>
    new Promise((resolve, reject) => {
      client.subscribe(payload, { next: resolve, error: reject, complete() {} })
    })
  const compiledQueries = () => metric(gateway().url, 'haitao_query_compiled_total')
  const before = await compiledQueries()
  const first = await ask()
  expect([await ask(), await ask()]).toEqual([first, first])
  expect(await compiledQueries()).toBe(before + 2)
  expect(first).toEqual({ data: (await post(payload)).json.data })
  await client.dispose()
})

describe('what the pipeline would refuse is refused, and not answered directly', () => {
  it.each<[string, Partial<Sent>, Record<string, string>, number]>([
    ['a token that is none', {}, { authorization: 'Bearer nonsense' }, 401],
    ['another operation name', { operationName: 'Other' }, {}, 400],
    ['a variable of another type', { variables: { first: 'x' } }, {}, 400],
    ['a page that is too large', { variables: { first: 101 } }, {}, 200],
    ['variables that are a list', { variables: [1] }, {}, 400],
    ['a value with a NUL', { variables: { first: 2, more: 'a\0' } }, {}, 200],
  ])('%s', async (_what, change, headers, status) => {
    const query = newPage()
    // Under these very headers, which are a part of what is known: a good request is answered directly.
    const plain = { accept: 'application/json' }
    await compiled({ query, variables: { first: 2 } }, plain)
    const before = await direct()
    const refused = await post({ query, variables: { first: 2 }, ...change }, { ...plain, ...headers })
    // The same of a query that was never asked.
    const fresh = newPage()
    const asked = { query: fresh, variables: { first: 2 }, ...change }
    const general = await post(asked, { ...plain, ...headers })
    expect(refused.json.errors[0].message).toBe(general.json.errors[0].message)
    expect([refused.status, general.status]).toEqual([status, status])
    expect(await direct()).toBe(before)
  })

  it('a viewer whose budget is spent, after as many answers as by the pipeline', async () => {
    const answersUntilRefused = async (subject: string, textOf: () => string) => {
      const authorization = (await gateway().authorization('customer', subject)) ?? ''
      for (let answered = 0; ; answered++) {
        const { status, json } = await post({ query: textOf(), variables: { first: 100 } }, { authorization })
        if (status === 200) continue
        expect([status, json.errors[0].extensions.code]).toEqual([429, 'LIMIT_EXCEEDED'])
        return answered
      }
    }
    const before = await direct()
    const general = await answersUntilRefused('general', newSearch)
    expect(await direct()).toBe(before)
    const same = newSearch()
    expect(await answersUntilRefused('direct', () => same)).toBe(general)
    expect(general).toBeGreaterThan(20)
    expect(await direct()).toBe(before + general - 2)
  })
})
