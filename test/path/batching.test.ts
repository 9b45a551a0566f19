import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { dataOf } from './support/ask.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import { type SandboxCall, sandboxAt } from './support/sandbox.ts'

const CATALOGUE = /* GraphQL */ `
  query Catalogue($first: Int, $last: Int, $filter: ProductFilter) {
    products(first: $first, last: $last, filter: $filter) {
      nodes {
        id
        title
        price { amount }
        availability
        skus {
          code
          available
          stockLevels { warehouse { code } onHand available }
          listings { platform externalId live { price { amount currency } quantity stale } }
        }
      }
    }
  }
`

interface Listing {
  platform: string
  externalId: string
  live: { price: { amount: string; currency: string }; quantity: number; stale: boolean } | null
}
interface Catalogue {
  products: {
    nodes: {
      title: string
      price: { amount: string }
      availability: string
      skus: { available: number; stockLevels: { available: number }[]; listings: Listing[] }[]
    }[]
  }
}

/** An answer of a platform serves for 5 s; this long and it must be asked again. */
const NO_LONGER_FRESH = 6_000

let now = Date.parse('2026-03-01T08:00:00Z')
/** The clock stands still but for this, so that what is fresh depends on no test's speed. Timers are real. */
const pass = (ms: number) => {
  now += ms
  vi.setSystemTime(now)
}
beforeAll(() => pass(0))
afterAll(() => vi.useRealTimers())

/** No relay and no jobs: what reaches the database is what was asked for. */
const gateway = gatewayOfThisFile({ ROLE: 'gateway' })
const sandbox = () => sandboxAt(gateway().sandboxUrl)

const FIFTY_OF_TAOBAO = { first: 50, filter: { platforms: ['TAOBAO'] } }
const TWENTY_OF_TAOBAO = { first: 20, filter: { platforms: ['TAOBAO'] } }

beforeEach(async () => {
  pass(NO_LONGER_FRESH)
  await sandbox().healAll()
  await sandbox().forgetCalls()
})

it('costs the same number of SQL statements for 5, 20 and 100 products', async () => {
  const counted: { first: number; statements: string[] }[] = []
  for (const first of [5, 20, 100]) {
    gateway().statements.length = 0
    const { products } = dataOf(await gateway().ask<Catalogue>(CATALOGUE, { first }))
    expect(products.nodes).toHaveLength(first)
    expect(products.nodes.flatMap((node) => node.skus).length).toBeGreaterThanOrEqual(first)
    counted.push({ first, statements: gateway().statements.filter(isOfTheQuery) })
  }
  const counts = counted.map(({ statements }) => statements.length)
  // products, SKUs, levels, listings, warehouses, credentials of the shops
  expect(counts, JSON.stringify(counted, null, 2)).toEqual([6, 6, 6])
})

it('asks each platform in its own batch size: 50 Taobao listings take 3 calls', async () => {
  const listings = listingsOf(dataOf(await gateway().ask<Catalogue>(CATALOGUE, FIFTY_OF_TAOBAO)))
  const ids = (platform: string) =>
    new Set(listings.filter((one) => one.platform === platform).map((one) => one.externalId)).size
  expect(ids('TAOBAO')).toBe(50)
  expect(listings.every((one) => one.live !== null && !one.live.stale)).toBe(true)

  const calls = await sandbox().calls()
  const { 'jingdong.sku.read.searchSkuList': pagesOfSkus, ...reads } = countByMethod(calls)
  expect(reads).toEqual({
    'taobao.items.seller.list.get': 3,
    'jingdong.ware.read.searchWare4Valid': Math.ceil(ids('JD') / 20),
    // 1688 has no call for several offers.
    'com.alibaba.fenxiao.crossborder:product.search.queryProductDetail': ids('ALIBABA_1688'),
  })
  // JD gives wares without their SKUs, and SKUs in pages of 50.
  const jdSkus = listings.filter((one) => one.platform === 'JD').length
  expect(pagesOfSkus).toBeLessThanOrEqual(Math.ceil(ids('JD') / 20) + Math.floor(jdSkus / 50))
  const asked = calls
    .filter((call) => call.platform === 'TAOBAO')
    .map((call) => call.params.num_iids?.split(',').length)
  expect(asked.sort()).toEqual([10, 20, 20])
})

it('asks no platform again while its answer is fresh, and asks again afterwards', async () => {
  const first = dataOf(await gateway().ask<Catalogue>(CATALOGUE, FIFTY_OF_TAOBAO))
  const before = (await sandbox().calls()).length
  const second = dataOf(await gateway().ask<Catalogue>(CATALOGUE, FIFTY_OF_TAOBAO))
  expect(second).toEqual(first)
  expect((await sandbox().calls()).length).toBe(before)

  pass(NO_LONGER_FRESH)
  await gateway().ask(CATALOGUE, FIFTY_OF_TAOBAO)
  expect((await sandbox().calls()).length).toBe(2 * before)
})

it('shares the calls between two queries at once', async () => {
  await sandbox().fault({ kind: 'latency', latencyMs: 300, platform: 'TAOBAO', calls: 3 })
  const answers = await Promise.all([1, 2].map(() => gateway().ask<Catalogue>(CATALOGUE, FIFTY_OF_TAOBAO)))
  const [one, two] = answers.map(dataOf)
  expect(two).toEqual(one)
  expect(await sandbox().calls('TAOBAO')).toHaveLength(3)
})

it('nulls only what the failing platform would have said, and names it', async () => {
  await sandbox().fault({ kind: 'http-500', platform: 'TAOBAO', calls: 1_000 })
  // Not asked for before: there is no last answer to stand in.
  const { data, errors } = await gateway().ask<Catalogue>(CATALOGUE, { last: 20 })
  const listings = listingsOf(data)
  const ofTaobao = listings.filter((one) => one.platform === 'TAOBAO')
  const others = listings.filter((one) => one.platform !== 'TAOBAO')
  expect(ofTaobao.length).toBeGreaterThan(0)
  expect(others.length).toBeGreaterThan(0)
  expect(ofTaobao.filter((one) => one.live !== null)).toEqual([])
  expect(others.filter((one) => one.live === null)).toEqual([])
  expect(data.products.nodes).toHaveLength(20)
  for (const { title, price, skus } of data.products.nodes) {
    expect(title).not.toBe('')
    expect(price.amount).toMatch(/^\d+\.\d{2}$/)
    expect(skus.every(({ available, stockLevels }) => available >= 0 && stockLevels.length > 0)).toBe(true)
  }

  expect(errors).toHaveLength(ofTaobao.length)
  for (const error of errors) {
    expect(error.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', platform: 'TAOBAO' })
    expect(error.path?.at(-1)).toBe('live')
    expect(error.message).toMatch(/^TAOBAO did not answer: /)
  }
})

it('gives the last answer, marked stale, while the platform fails', async () => {
  const before = listingsOf(dataOf(await gateway().ask<Catalogue>(CATALOGUE, TWENTY_OF_TAOBAO)))
  pass(NO_LONGER_FRESH)
  await sandbox().fault({ kind: 'http-500', platform: 'TAOBAO', calls: 1_000 })
  const during = listingsOf(dataOf(await gateway().ask<Catalogue>(CATALOGUE, TWENTY_OF_TAOBAO)))
  const stale = (one: Listing) => ({ ...one, live: one.live && { ...one.live, stale: true } })
  expect(during).toEqual(before.map((one) => (one.platform === 'TAOBAO' ? stale(one) : one)))

  await sandbox().healAll()
  pass(NO_LONGER_FRESH)
  expect(listingsOf(dataOf(await gateway().ask<Catalogue>(CATALOGUE, TWENTY_OF_TAOBAO)))).toEqual(before)
})

/** The feed compares its position now and then, independent of requests. */
function isOfTheQuery(sql: string): boolean {
  return !sql.includes('feed_state')
}

function listingsOf({ products }: Catalogue): Listing[] {
  return products.nodes.flatMap((node) => node.skus.flatMap((sku) => sku.listings))
}

function countByMethod(calls: readonly SandboxCall[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { method } of calls) counts[method] = (counts[method] ?? 0) + 1
  return counts
}
