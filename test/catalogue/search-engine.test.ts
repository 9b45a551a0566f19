import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { metric } from '../path/support/stock.ts'
import { startMeilisearch } from '../support/meilisearch.ts'
import { until, untilHolds } from '../support/until.ts'
import { peopleDeskOf } from './people-desk.ts'

// The whole program beside a search engine: people make products through the graph, shoppers find them.
let fake: Awaited<ReturnType<typeof startMeilisearch>>
let running: Gateway
beforeAll(async () => {
  fake = await startMeilisearch()
  running = await startGateway({
    SEED: 'off',
    // Kept answers must not outlive what the engine had when they were made.
    RESPONSE_CACHE: 'on',
    RESPONSE_CACHE_SECONDS: '3600',
    MEILISEARCH_URL: fake.url,
    MEILISEARCH_KEY: fake.key,
    MEILISEARCH_INDEX: 'goods',
  })
})
afterAll(async () => {
  await running?.stop()
  await fake?.stop()
})
const { asked, made, product, sku, cny } = peopleDeskOf(() => running)

interface Page {
  readonly products: {
    readonly totalCount: number
    readonly facets: readonly {
      readonly kind: string
      readonly values: readonly { readonly count: number }[]
    }[]
    readonly nodes: readonly { readonly title: string }[]
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
  }
}
const PAGE = `query ($filter: ProductFilter, $first: Int, $after: String) {
  products(filter: $filter, first: $first, after: $after) {
    totalCount facets { kind values { count } } nodes { title } pageInfo { endCursor hasNextPage } } }`
const page = async (search: string, more: { first?: number; after?: string | null } = {}) =>
  (await asked<Page>(PAGE, { filter: { search }, ...more }, 'anonymous')).products
const titles = ({ nodes }: Page['products']) => nodes.map(({ title }) => title)
const searches = () => fake.calls().filter((call) => call === 'POST indexes/goods/search').length
const status = async () => {
  const { systemStatus } = await asked<{
    systemStatus: { components: { name: string; healthy: boolean; detail: string }[] }
  }>('{ systemStatus { components { name healthy detail } } }')
  return systemStatus.components.find(({ name }) => name === 'search')
}

it('has what people make, change and archive', async () => {
  const { id } = await product({
    titleEn: 'Copper kettle',
    titles: [{ locale: 'fr', text: 'Bouilloire' }],
    skus: [sku({ code: 'KET-1', price: cny('10.00') })],
  })
  await untilHolds(() => expect([...fake.documents.values()]).toMatchObject([{ titleEn: 'Copper kettle' }]))
  expect(Object.keys([...fake.documents.values()][0] ?? {}).sort()).toEqual(
    ['brand', 'codes', 'id', 'titleEn', 'titleZh', 'titles'].sort(),
  )
  const answer = await page('bouilloire')
  expect([titles(answer), answer.totalCount]).toEqual([['Copper kettle'], 1])
  expect(answer.facets).toMatchObject([{ kind: 'AVAILABILITY', values: [{ count: 1 }] }])
  // One answer of the engine for the products, their number and the facets.
  expect(searches()).toBe(1)

  await made('updateProduct', 'product', 'id', { id, titleEn: 'Copper pot' })
  await until(async () => titles(await page('pot')).length === 1, 'the new title to be found')
  await asked('mutation ($id: ID!) { archive(input: { id: $id }) { userErrors { message } } }', { id })
  await until(() => fake.documents.size === 0, 'the archived product to leave the index')
  expect(titles(await page('copper pot'))).toEqual([])
})

it('is answered for by the database while it is down, from the same place on, and operators are told', {
  timeout: 120_000,
}, async () => {
  for (const name of ['one', 'two', 'three', 'four', 'five'])
    await product({ titleEn: `Enamel mug ${name}`, skus: [sku({ price: cny('5.00') })] })
  await until(() => fake.documents.size === 5, 'the mugs to be indexed')
  const newest = ['five', 'four', 'three', 'two', 'one'].map((name) => `Enamel mug ${name}`)
  const first = await page('enamel mug', { first: 2 })
  expect(titles(first)).toEqual(newest.slice(0, 2))
  expect(await status()).toMatchObject({
    healthy: true,
    detail: expect.stringMatching(/^meilisearch: filled; 0 ev/),
  })

  fake.answerInstead(() => ({ status: 503, body: '{"message":"down","code":"internal","type":"internal"}' }))
  // What the engine said a moment ago is kept for a moment.
  await until(async () => {
    const before = fake.calls().length
    const next = await page('enamel mug', { first: 2, after: first.pageInfo.endCursor })
    expect(titles(next)).toEqual(newest.slice(2, 4))
    return fake.calls().length > before
  }, 'the engine to be asked again')
  const down = await page('mug', { first: 2 })
  expect([titles(down), down.totalCount]).toEqual([newest.slice(0, 2), 5])
  expect(await status()).toMatchObject({
    healthy: false,
    detail: expect.stringContaining('the database answers'),
  })
  expect(await metric(running.url, 'haitao_searches_total\\{outcome="failed"\\}')).toBeGreaterThanOrEqual(2)
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200)

  fake.answerInstead(null)
  // A page of the database's own order goes on in it.
  await until(
    async () => (await page('enamel', { first: 2 })) && (await status())?.healthy === true,
    'it to be back',
  )
  const rest = await page('mug', { first: 3, after: down.pageInfo.endCursor })
  expect(titles(rest)).toEqual(newest.slice(2))
})
