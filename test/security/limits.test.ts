import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { CATALOGUE, STOCK_CHANGES } from '../../src/server/graphiql/example-documents.ts'
import { type AnswerError, ask } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { overRawSse, overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'

const gateway = gatewayOfThisFile()

const times = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ')
/** Products in SKUs in products: as deep as wanted. */
const nested = (depth: number) => {
  const fields = ['skus', 'product']
  const inside = (left: number): string =>
    left === 0 ? '__typename' : `${fields[(depth - left) % 2]} { ${inside(left - 1)} }`
  return `{ product(id: "UHJvZHVjdDox") { ${inside(depth - 2)} } }`
}
const wide = (first: number) =>
  `{ products(first: ${first}) { nodes { skus { product { skus { movements(first: 100) { nodes { id } } } } } } } }`

interface Refusal {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly message: RegExp
}
const REFUSED: Readonly<Record<string, Refusal>> = {
  'more than 5,000 tokens': {
    query: `{ ${times(5_001, () => 'a')} }`,
    message: /^The operation has more than 5000 tokens\.$/,
  },
  'brackets 5,000 deep': {
    query: `{ product(id: ${'['.repeat(4_998)}`,
    message: /has 5000 brackets inside each other; 100 are allowed/,
  },
  'a depth of 16': { query: nested(16), message: /has 16 levels of fields; 15 are allowed/ },
  '51 aliases of __typename': {
    query: `{ ${times(51, (n) => `a${n}: __typename`)} }`,
    message: /has 51 aliases; 50 are allowed/,
  },
  'aliases that fragments multiply': {
    query: `{ ...A } fragment A on Query { ${times(10, () => '...B')} } fragment B on Query { ${times(6, (n) => `a${n}: __typename`)} }`,
    message: /has 60 aliases; 50 are allowed/,
  },
  'fragments that double each other forty times': {
    query: `{ products { nodes { ...F0 } } } ${times(40, (n) => `fragment F${n} on Product { skus { product { ...F${n + 1} } } listings { sku { product { ...F${n + 1} } } } }`)} fragment F40 on Product { x: id }`,
    message: /has \d+ levels of fields; 15 are allowed/,
  },
  '6 directives at one place': {
    query: `{ viewer { role ${times(6, () => '@include(if: true)')} } }`,
    message: /has 6 directives at one place; 5 are allowed/,
  },
  '51 directives': {
    query: `{ viewer { ${times(51, () => 'role @skip(if: false)')} } }`,
    message: /has 51 directives; 50 are allowed/,
  },
  '101 repeats of a field': {
    query: `{ viewer { ${times(102, () => 'role')} } }`,
    message: /has 101 repeated fields; 100 are allowed/,
  },
  'repeats spread over fragments': {
    query: `{ viewer { ${times(102, () => '... { role }')} } }`,
    message: /has 101 repeated fields; 100 are allowed/,
  },
  '21 root fields': {
    query: `{ ${times(21, (n) => `a${n}: viewer { role }`)} }`,
    message: /has 21 root fields; 20 are allowed/,
  },
  'lists in lists that cost too much': {
    query: wide(100),
    message: /has \d+ points of cost; 200000 are allowed/,
  },
  'the same by variables': {
    query: `query Q($n: Int) ${wide(1).replace('first: 1)', 'first: $n)')}`,
    variables: { n: 100 },
    message: /has \d+ points of cost; 200000 are allowed/,
  },
  'more than 10,000 values in variables': {
    query: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 10_001 }, () => 'x') },
    message: /has 10001 or more values in its variables; 10000 are allowed/,
  },
}

type Send = (question: {
  query: string
  variables?: Record<string, unknown>
}) => Promise<readonly AnswerError[]>
const TRANSPORTS: Readonly<Record<string, Send>> = {
  POST: async (question) => (await ask(gateway().graph, question)).errors,
  GET: async ({ query, variables = {} }) => {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
    const response = await fetch(`${gateway().graph}?${search}`, { headers: { accept: 'application/json' } })
    // Node refuses a request line that is too long.
    if (response.status === 431) return [{ message: 'too long', extensions: { code: 'LIMIT_EXCEEDED' } }]
    return ((await response.json()) as { errors: AnswerError[] }).errors
  },
  SSE: async (question) => {
    const watcher = overRawSse(gateway().graph, question)
    await until(() => watcher.done, 'the answer')
    await watcher.stop()
    return watcher.errors
  },
  WebSocket: async (question) => {
    const watcher = overWebSocket(gateway().graph, question)
    await until(() => watcher.done, 'the answer')
    await watcher.stop()
    return watcher.errors
  },
}

describe.each(Object.entries(TRANSPORTS))('over %s', (_transport, send) => {
  it.each(Object.entries(REFUSED))('%s is refused', async (_name, { message, ...question }) => {
    const errors = await send(question)
    expect(errors).toHaveLength(1)
    if (errors[0]?.message !== 'too long') expect(errors[0]?.message).toMatch(message)
    expect(errors[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect(errors[0]?.extensions).not.toHaveProperty('http')
  })
})

describe('a subscription', () => {
  const query = `subscription { stockChanges(skuIds: ["x"]) { ... on StockSnapshot { levels { ${times(51, (n) => `a${n}: id`)} } } } }`

  it.each(['SSE', 'WebSocket'])('over %s is limited like a query', async (transport) => {
    const errors = await (TRANSPORTS[transport] as Send)({ query })
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(/has 51 aliases; 50 are allowed/)
  })
})

describe('within the limits', () => {
  it.each([
    ['the catalogue example', CATALOGUE],
    [
      'a full introspection',
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: true }),
    ],
    ['a depth of 15', nested(15)],
    ['50 aliases', `{ viewer { ${times(50, (n) => `a${n}: role`)} } }`],
    [
      'a hundred products with stock and live offers',
      '{ products(first: 100) { nodes { skus { stockLevels { available } listings { live { quantity } } } } } }',
    ],
  ])('%s is answered', async (_name, query) => {
    const { errors } = await gateway().ask(query, {}, 'analyst')
    expect(errors.filter(({ extensions }) => extensions?.code === 'LIMIT_EXCEEDED')).toEqual([])
    expect(errors.filter(({ extensions }) => extensions?.code === 'BAD_USER_INPUT').length).toBeLessThan(2)
  })

  it('the stock example with 500 SKUs is answered', async () => {
    const watcher = overWebSocket(gateway().graph, {
      query: STOCK_CHANGES,
      variables: {
        skuIds: Array.from({ length: 500 }, (_, n) => Buffer.from(`Sku:${n}`).toString('base64')),
      },
      authorization: await gateway().authorization('analyst'),
    })
    await watcher.take(1)
    expect(watcher.errors).toEqual([])
    await watcher.stop()
  })
})

describe('the body of a request', () => {
  const body = JSON.stringify({ query: '{ viewer { role } }', padding: 'x'.repeat(1_000_000) })
  const headers = { 'content-type': 'application/json', accept: 'application/json' }

  it('of more than 1 MB that says its length is refused with 413', async () => {
    const response = await fetch(gateway().graph, { method: 'POST', headers, body })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
  })

  it('of more than 1 MB in chunks is refused with 413', async () => {
    const stream = new Blob([body]).stream()
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })

  it('in chunks within the limit is answered', async () => {
    const stream = new Blob(['{"query":', '"{ viewer { role } }"}']).stream()
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(await response.json()).toEqual({ data: { viewer: { role: 'ANONYMOUS' } } })
  })
})
