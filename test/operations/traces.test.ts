import { glob, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { adjust, plentifulLevels } from '../path/support/stock.ts'
import { type CollectedSpan, type Collector, startCollector } from './collector.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = 'b7ad6b7169203331'

describe('with an endpoint for traces', () => {
  let collector: Collector
  let gateway: Gateway
  let spans: readonly CollectedSpan[]
  beforeAll(async () => {
    collector = await startCollector()
    gateway = await startGateway({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const query = `query Offers($first: Int!) {
      products(first: $first) { nodes { title skus { listings { live { quantity } } } } }
    }`
    const answer = await fetch(gateway.graph, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: `00-${TRACE}-${CALLER}-01`,
        authorization: (await gateway.authorization('operator', 'secret-person')) as string,
      },
      body: JSON.stringify({ query, variables: { first: 2 } }),
    })
    expect(await answer.json()).not.toHaveProperty('errors')
    const [level] = await plentifulLevels(gateway, 1)
    if (level) await adjust(gateway, level, 1)
    // Stopping sends what is left.
    await gateway.stop()
    spans = collector.spans.filter((span) => span.traceId === TRACE)
  })
  afterAll(() => collector.stop())

  const named = (name: string | RegExp) =>
    spans.filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)))
  /** Names from the span up to the caller's own. */
  const wayUp = (span: CollectedSpan): string[] => {
    const parent = spans.find((one) => one.spanId === span.parent)
    return [span.name, ...(parent ? wayUp(parent) : [span.parent])]
  }

  it('one trace, the caller’s, holds request, operation, statements and calls to platforms', () => {
    const [request] = named('POST /graphql')
    expect(request?.parent).toBe(CALLER)
    const [operation] = named('query Offers')
    expect(wayUp(operation as CollectedSpan)).toEqual(['query Offers', 'POST /graphql', CALLER])
    expect(operation?.attributes).toMatchObject({
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Offers',
      'haitao.role': 'operator',
    })
    const statements = named(/^SELECT$/)
    expect(statements.length).toBeGreaterThan(1)
    for (const one of statements)
      expect(wayUp(one)).toEqual(['SELECT', 'query Offers', 'POST /graphql', CALLER])
    const calls = spans.filter((span) => 'haitao.platform' in span.attributes)
    expect(calls.length).toBeGreaterThan(0)
    for (const one of calls) {
      expect(wayUp(one).slice(1)).toEqual(['query Offers', 'POST /graphql', CALLER])
      expect(one.attributes).toMatchObject({ 'haitao.attempt': 1, 'haitao.items': expect.anything() })
    }
  })

  it('statements are shown with placeholders, and nobody’s name is', () => {
    const texts = named(/^SELECT$/).map((span) => String(span.attributes['db.query.text']))
    expect(texts.some((text) => text.includes('$1'))).toBe(true)
    expect(collector.text()).not.toContain('secret-person')
  })

  it('the relay’s work is told, and its looks at nothing are not', () => {
    const relayed = collector.spans.filter((span) => span.name === 'relay')
    expect(relayed.length).toBeGreaterThan(0)
    expect(relayed.every((span) => Number(span.attributes['haitao.events']) > 0)).toBe(true)
  })

  it('no statement stands alone', () => {
    expect(collector.spans.filter((span) => span.parent === '' && span.attributes['db.system.name'])).toEqual(
      [],
    )
  })
})

it('OpenTelemetry is loaded by one file alone, which is loaded only when traces are on', async () => {
  const naming: string[] = []
  for await (const path of glob('src/**/*.ts')) {
    const text = await readFile(path, 'utf8')
    if (/from '@opentelemetry|from '.*open-telemetry/.test(text)) naming.push(path)
  }
  expect(naming).toEqual(['src/wiring/open-telemetry.ts'])
})
