import { describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'

const gateway = gatewayOfThisFile()

const TEXTS = {
  'a quote and a statement': `x'; DROP TABLE sku; --`,
  'a tautology': `' OR '1'='1`,
  'a union': `x' UNION SELECT token FROM shop --`,
  'wildcards of LIKE': '%_%\\',
  'a NUL character': 'x\u0000y',
  'half a surrogate pair': 'x\ud800y',
  'line breaks and a forged log line': 'x\n{"level":50,"msg":"forged"}\r\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is sent as it stands
  'a template': '${process.env.HOME}{{7*7}}#{7*7}',
  'an expression of a shell': '$(id);`id`|id',
  'a path': '../../../../etc/passwd',
  'ten thousand characters': 'x'.repeat(10_000),
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const QUERIES: Readonly<Record<string, string>> = {
  'the search of products':
    'query($text: String) { products(filter: { search: $text }) { totalCount nodes { id } } }',
  'the search on a platform':
    'query($text: String!) { marketplaceSearch(platform: JD, query: $text, first: 2) { nodes { title } } }',
  'the code of a SKU': 'query($text: String) { sku(code: $text) { id } }',
  'codes of SKUs': 'query($text: String!) { skus(codes: [$text]) { id } }',
  'the number of an order': 'query($text: String) { order(number: $text) { id } }',
  'a global id': 'query($text: ID!) { node(id: $text) { id } }',
  'a cursor': 'query($text: String) { products(after: $text) { nodes { id } } }',
  'a currency':
    'query($text: CurrencyCode) { products(first: 1) { nodes { price(currency: $text) { amount } } } }',
  'a language': 'query($text: String) { products(first: 1) { nodes { title(locale: $text) } } }',
}

describe.each(Object.entries(QUERIES))('%s', (_name, query) => {
  it.each(Object.entries(TEXTS))('takes %s as text', async (_text, text) => {
    const skus = () => gateway().database.prisma.sku.count()
    const before = await skus()
    const logged = gateway().log.length
    const seen = [await gateway().ask<unknown>(query, { text })]
    if (query.includes('ID!')) seen.push(await gateway().ask<unknown>(query, { text: base64(`Sku:${text}`) }))
    if (query.includes('after'))
      seen.push(await gateway().ask<unknown>(query, { text: base64(`GPC:S:${text}`) }))
    const [, type] = /\$text: (\w+)/.exec(query) ?? []
    const literal = query.replace(/\(\$text[^)]*\)/, '').replaceAll('$text', JSON.stringify(text))
    if (type) seen.push(await gateway().ask<unknown>(literal))
    for (const { data, errors } of seen) {
      const codes = errors.map(({ extensions }) => extensions?.code)
      expect(
        codes.filter(
          (code) =>
            code !== 'BAD_USER_INPUT' && code !== 'GRAPHQL_PARSE_FAILED' && code !== 'UPSTREAM_UNAVAILABLE',
        ),
      ).toEqual([])
      expect(JSON.stringify(data ?? null)).not.toMatch(/token|root:/)
    }
    expect(
      gateway()
        .log.slice(logged)
        .filter(({ level }) => level === 'error'),
    ).toEqual([])
    expect(await skus()).toBe(before)
  })
})

it('no text of a search finds everything', async () => {
  const query = QUERIES['the search of products'] as string
  const found = async (text: string) =>
    (await gateway().ask<{ products: { totalCount: number } }>(query, { text })).data.products.totalCount
  for (const text of ['%', '_', '%_%', '\\', `'`]) expect([text, await found(text)]).toEqual([text, 0])
  // Signs part words, and that is all they do.
  expect(await found(`' OR '1'='1`)).toBe(await found('or 1 1'))
  expect(await found(`' OR '1'='1`)).toBeLessThan((await gateway().database.prisma.product.count()) / 10)
})

describe('names that objects have by themselves', () => {
  const post = async (body: string) => {
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
    })
    return { status: response.status, text: await response.text() }
  }

  it.each([
    '{"query":"{ viewer { role } }","variables":{"__proto__":{"role":"operator","polluted":true}}}',
    '{"query":"query($f: ProductFilter) { products(first: 1, filter: $f) { nodes { id } } }","variables":{"f":{"__proto__":{"polluted":true}}}}',
    '{"query":"query($f: ProductFilter) { products(first: 1, filter: $f) { nodes { id } } }","variables":{"f":{"constructor":{"prototype":{"polluted":true}}}}}',
    '{"__proto__":{"polluted":true},"query":"{ viewer { role } }"}',
    '{"query":"query($n: Int) { products(first: $n) { nodes { id } } }","variables":{"constructor":1}}',
  ])('change no other object: %s', async (body) => {
    const { text } = await post(body)
    expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    expect(text).not.toContain('operator')
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  it('are no operations', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const { text } = await post(
        JSON.stringify({ query: 'query A { viewer { role } }', operationName: name }),
      )
      expect(text).toContain('errors')
      expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    }
  })
})
