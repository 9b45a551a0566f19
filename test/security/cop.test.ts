import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { AnswerError } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { PRODUCTION } from './support/production.ts'

// What the scanner graphql-cop looks for, each with the request it sends and what it would call a finding.

const gateway = gatewayOfThisFile(PRODUCTION)

interface Seen {
  readonly status: number
  readonly text: string
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly AnswerError[]
  readonly extensions?: Record<string, unknown>
}

async function send(method: string, path: string, init: RequestInit = {}): Promise<Seen> {
  const response = await fetch(`${gateway().url}${path}`, { method, ...init })
  const text = await response.text()
  const json = (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : {}
  return { status: response.status, text, ...json }
}
const post = (body: unknown) =>
  send('POST', '/graphql', { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const get = (query: string) => send('GET', `/graphql?query=${encodeURIComponent(query)}`)

const expectRefused = (seen: Seen, message: RegExp) => {
  expect(seen.data ?? null).toBeNull()
  expect(seen.errors).toHaveLength(1)
  expect(seen.errors?.[0]?.message).toMatch(message)
}

describe('in production', () => {
  it('alias overloading: 101 aliases are refused', async () => {
    const aliases = Array.from({ length: 101 }, (_, n) => `alias${n}: __typename`).join('\n')
    expectRefused(await post({ query: `query cop { ${aliases} }` }), /aliases/)
  })

  it('array-based batching is refused', async () => {
    const seen = await post(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))
    expect(seen.status).toBe(400)
    expect(seen.text).not.toContain('"data"')
  })

  it('directive overloading: ten directives at one place are one error', async () => {
    expectRefused(await post({ query: `query cop { __typename ${'@aa'.repeat(10)} }` }), /10 directives/)
  })

  it('circular introspection is refused', async () => {
    const query = `query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }`
    const seen = await post({ query })
    expect(seen.data ?? null).toBeNull()
    expect(seen.errors?.length).toBeGreaterThan(0)
  })

  it('field duplication: 500 times the same field is refused', async () => {
    expectRefused(await post({ query: `query cop { ${'__typename\n'.repeat(500)} }` }), /repeated fields/)
  })

  it('field suggestions are not given', async () => {
    for (const query of [
      'query cop { __schema { directive } }',
      '{ viewer { rol } }',
      '{ product(i: 1) { id } }',
    ]) {
      const seen = await post({ query })
      expect(seen.errors?.length).toBeGreaterThan(0)
      expect(seen.text).not.toMatch(/did you mean/i)
    }
  })

  it('suggestions are not given for values in variables either', async () => {
    const seen = await post({
      query: 'query($f: ProductFilter) { products(filter: $f) { nodes { id } } }',
      variables: { f: { platform: ['JD'] } },
    })
    expect(seen.errors).toHaveLength(1)
    expect(seen.text).not.toMatch(/did you mean/i)
  })

  it('GraphiQL is not served', async () => {
    for (const path of ['/graphiql', '/playground', '/console', '/graphql', '/']) {
      const seen = await send('GET', path, { headers: { accept: 'text/html' } })
      expect(seen.status).toBeGreaterThanOrEqual(400)
      expect(seen.text).not.toMatch(/<html|graphiql|graphql-playground/i)
    }
  })

  it('introspection is refused', async () => {
    const seen = await post({ query: getIntrospectionQuery() })
    expectRefused(seen, /needs a token/)
    expectRefused(await post({ query: '{ __type(name: "Query") { fields { name } } }' }), /needs a token/)
  })

  it('a mutation over GET is refused', async () => {
    const seen = await get('mutation cop { __typename }')
    expect(seen.status).toBeGreaterThanOrEqual(400)
    expect(seen.data ?? null).toBeNull()
  })

  it('a query over GET that a page elsewhere can cause is refused', async () => {
    const seen = await get('query cop { __typename }')
    expect(seen.status).toBe(403)
    expect(seen.data ?? null).toBeNull()
  })

  it('a query by a form is refused', async () => {
    const seen = await send('POST', '/graphql', {
      body: new URLSearchParams({ query: 'query cop { __typename }' }),
    })
    expect(seen.status).toBe(415)
    expect(seen.data ?? null).toBeNull()
  })

  it('answers carry no trace', async () => {
    const seen = await post({ query: 'query cop { __typename }' })
    expect(seen.data).toEqual({ __typename: 'Query' })
    expect(seen.extensions).toBeUndefined()
  })

  it('errors carry no exception and no stack', async () => {
    const seen = await post({ query: 'qwerty cop { abc }' })
    expect(seen.errors).toHaveLength(1)
    expect(seen.text).not.toMatch(/exception|stacktrace|node_modules|\.ts:/i)
  })
})
