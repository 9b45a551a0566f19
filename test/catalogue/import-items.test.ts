import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'
import { CHANGES, type Import, importDeskOf } from './import-desk.ts'
import { twentyTexts } from './twenty-texts.ts'

// No product, no shop: the sandbox stands for the platforms and the data provider alone.
const gateway = gatewayOfThisFile({ SEED: 'off' })
const desk = importDeskOf(gateway)
beforeAll(() => desk.priceAll('50'))

interface Row {
  readonly reference: string
  readonly outcome: string
  readonly code: string | null
  readonly message: string | null
  readonly changes: readonly {
    readonly field: string
    readonly keptByHand: boolean
    readonly after: string | null
  }[]
  readonly product: {
    readonly id: string
    readonly listings: readonly { readonly platform: string; readonly externalId: string }[]
  } | null
}
async function rowsOf(id: string): Promise<readonly Row[]> {
  const query = `query ($id: ID!) { catalogueImport(id: $id) { rows(first: 50) { totalCount nodes {
    reference outcome code message changes { field keptByHand after } product { id listings { platform externalId } } } } } }`
  const { catalogueImport } = await desk.ask<{ catalogueImport: { rows: { nodes: Row[] } } }>(query, { id })
  return catalogueImport.rows.nodes
}

it('takes items over by every kind of text, each once, and a second time nothing', {
  timeout: 120_000,
}, async () => {
  const texts = await twentyTexts(desk)
  const references = texts.map(({ text }) => text)
  const first = await desk.run('importItems', { references, publish: true })
  expect(first).toMatchObject({ status: 'SUCCEEDED', total: 20, done: 20, created: 20, failed: 0 })
  const rows = await rowsOf(first.id)
  expect(rows.map(({ reference }) => reference)).toEqual(references.map((text) => text.trim()))
  for (const [index, { product, outcome }] of rows.entries()) {
    expect(outcome).toBe('CREATED')
    const named = new Set(product?.listings.map(({ platform, externalId }) => `${platform}:${externalId}`))
    expect([...named]).toEqual([texts[index]?.item])
  }
  const { products } = await desk.ask<{ products: { totalCount: number } }>('{ products { totalCount } }')
  expect(products.totalCount).toBe(20)

  const before = await desk.counts()
  const second = await desk.run('importItems', { references, publish: true })
  expect(second).toMatchObject({ status: 'SUCCEEDED', created: 0, updated: 0, unchanged: 20, failed: 0 })
  expect(await desk.counts()).toEqual(before)
})

it('says of each bad reference why it names no item, and does the others', async () => {
  const good = await desk.oneOf('WEIDIAN', 5)
  const bad = {
    'https://example.com/item.htm?id=678901234567': 'UNKNOWN_HOST',
    'https://item.taobao.com/item.htm?id=999999999999': 'NOT_FOUND',
    'https://www.goofish.com/item?id=678901234567': 'UNSUPPORTED',
    'https://e.tb.cn/h.zzzzzz': 'NOT_FOUND',
    hello: 'NO_ID',
    '678901234567': 'AMBIGUOUS',
  }
  const ended = await desk.run('importItems', { references: [...Object.keys(bad), good.page] })
  expect(ended).toMatchObject({ status: 'PARTIAL', total: 7, created: 1, failed: 6 })
  const query = `query ($id: ID!) { catalogueImport(id: $id) { failures(first: 4) { totalCount pageInfo { hasNextPage endCursor }
    nodes { reference code message } } products { totalCount facets { name values { value count } } } } }`
  const { catalogueImport } = await desk.ask<{
    catalogueImport: {
      failures: { totalCount: number; nodes: { reference: string; code: string; message: string }[] }
      products: { totalCount: number; facets: object[] }
    }
  }>(query, { id: ended.id })
  expect(catalogueImport.failures.totalCount).toBe(6)
  expect(catalogueImport.failures.nodes.map(({ reference, code }) => [reference, code])).toEqual(
    Object.entries(bad)
      .toSorted(([one], [other]) => Object.keys(bad).indexOf(one) - Object.keys(bad).indexOf(other))
      .slice(0, 4),
  )
  for (const { message } of catalogueImport.failures.nodes) expect(message).toMatch(/\w{4}/)
  expect(catalogueImport.products.totalCount).toBe(1)
  // A draft: the catalogue shows it to nobody, and its facets count it here alone.
  expect(catalogueImport.products.facets).toContainEqual({
    name: 'platforms',
    values: [{ value: 'WEIDIAN', count: 1 }],
  })
})

it.each([
  ['no reference', { references: [] }, 'INVALID_INPUT', ['references']],
  ['an empty one', { references: ['TAOBAO:1', ' '] }, 'INVALID_INPUT', ['references', '1']],
  [
    'too many',
    { references: Array.from({ length: 1_001 }, (_, n) => `JD:${n + 100_000}`) },
    'INVALID_INPUT',
    ['references'],
  ],
  [
    'an unknown category',
    { references: ['JD:1'], categoryId: gid('Category', 'none') },
    'NOT_FOUND',
    ['categoryId'],
  ],
  [
    'an unknown rule',
    { references: ['JD:1'], priceRuleId: gid('PriceRule', 'none') },
    'NOT_FOUND',
    ['priceRuleId'],
  ],
  [
    'an id of something else',
    { references: ['JD:1'], categoryId: gid('Sku', 'x') },
    'INVALID_INPUT',
    ['categoryId'],
  ],
])('refuses %s and makes no import', async (_what, input, code, field) => {
  const before = await gateway().database.prisma.catalogueImport.count()
  const { catalogueImport, userErrors } = await desk.start('importItems', input)
  expect(catalogueImport).toBeNull()
  expect(userErrors).toMatchObject([{ code, field }])
  expect(await gateway().database.prisma.catalogueImport.count()).toBe(before)
})

it('is for operators, and its progress for those who read all', async () => {
  const start =
    'mutation { importItems(input: { references: ["JD:1"], idempotencyKey: "k" }) { userErrors { code } } }'
  for (const role of ['anonymous', 'customer', 'supplier', 'analyst'] as const)
    expect((await gateway().ask(start, {}, role)).errors[0]?.extensions?.code).toMatch(
      /FORBIDDEN|UNAUTHENTICATED/,
    )
  const list = '{ catalogueImports { totalCount } }'
  expect((await gateway().ask(list, {}, 'customer')).errors).toHaveLength(1)
  expect((await gateway().ask(list, {}, 'analyst')).errors).toEqual([])
})

it('answers a repeated request with the same import', async () => {
  const { page } = await desk.oneOf('PINDUODUO', 4)
  const input = { references: [page], idempotencyKey: v7() }
  const [one, other] = await Promise.all([desk.start('importItems', input), desk.start('importItems', input)])
  expect(one.catalogueImport?.id).toBe(other.catalogueImport?.id)
  const changed = await desk.start('importItems', { ...input, publish: true })
  expect(changed.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }])
  await desk.over(one.catalogueImport?.id ?? '')
})

interface Event {
  readonly __typename: string
  readonly cursor: string
  readonly catalogueImport: Import
}

it('tells a subscriber of its progress and its end, and who comes late how it ended', async () => {
  const references = (await desk.shared('PINDUODUO')).slice(5).map(({ page }) => page)
  const { catalogueImport } = await desk.start('importItems', { references })
  const id = catalogueImport?.id ?? ''
  const question = {
    query: CHANGES,
    variables: { id },
    authorization: await gateway().authorization('operator'),
  }
  const watcher = overWebSocket<Event>(gateway().graph, question)
  await until(() => watcher.items.at(-1)?.catalogueImport.status === 'SUCCEEDED', 'the end to be told')
  const done = watcher.items.map((event) => event.catalogueImport.done)
  expect(done).toEqual(done.toSorted((one, other) => one - other))
  expect(done.at(-1)).toBe(5)
  await watcher.stop()

  const late = overWebSocket<Event>(gateway().graph, question)
  expect(await late.take(1)).toMatchObject([{ catalogueImport: { status: 'SUCCEEDED', done: 5 } }])
  await late.stop()
})

const METHOD = 'micro/item_get'

it('stops when it is cancelled, keeps what it has done, and is cancelled once', {
  timeout: 60_000,
}, async () => {
  const sandbox = sandboxAt(gateway().sandboxUrl)
  const references = Array.from({ length: 40 }, (_, n) => `WEIDIAN:${4_700_000_023 + (n % 30) * 37}`)
  await sandbox.fault({ kind: 'latency', latencyMs: 400, method: METHOD, calls: 1_000 })
  const { catalogueImport } = await desk.start('importItems', { references })
  const id = catalogueImport?.id ?? ''
  await until(async () => (await desk.read(id)).done > 0, 'a first row')
  const cancel =
    'mutation ($id: ID!) { cancelCatalogueImport(input: { id: $id }) { catalogueImport { status finishedAt done } userErrors { code } } }'
  const answers = await Promise.all([1, 2].map(() => desk.ask<Record<string, object>>(cancel, { id })))
  await sandbox.healAll()
  for (const answer of answers)
    expect(answer).toMatchObject({
      cancelCatalogueImport: {
        catalogueImport: { status: 'CANCELLED', finishedAt: expect.any(String) },
        userErrors: [],
      },
    })
  const { done } = await desk.read(id)
  expect(done).toBeLessThan(40)
  const other = await desk.run('importItems', {
    references: [`JD:${(await desk.oneOf('JD', 4)).externalId}`],
  })
  expect(other.status).toBe('SUCCEEDED')
  // Long enough for another import to run from its beginning to its end: nothing was added to this one.
  expect(await desk.read(id)).toMatchObject({ status: 'CANCELLED', done })
  expect(await desk.ask(cancel, { id: other.id })).toMatchObject({
    cancelCatalogueImport: { catalogueImport: null, userErrors: [{ code: 'INVALID_TRANSITION' }] },
  })
})

function gid(type: string, id: string) {
  return Buffer.from(`${type}:${id}`).toString('base64')
}
