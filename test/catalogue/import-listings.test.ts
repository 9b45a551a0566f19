import { beforeAll, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { shopDesk } from '../shops/shop-desk.ts'
import { until } from '../support/until.ts'
import { importDeskOf } from './import-desk.ts'

// Nothing of ours but the accounts of the sandbox.
const gateway = gatewayOfThisFile({ SEED: 'off' })
const desk = importDeskOf(gateway)
const shops = shopDesk(gateway)
beforeAll(() => desk.priceAll('0'))

const gid = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

async function makeWarehouse(code: string): Promise<string> {
  const { prisma } = gateway().database
  const { id } = await prisma.warehouse.create({ data: { code, name: code, country: 'CN' } })
  return gid('Warehouse', id)
}

const sync = async (shopId: string, kind: 'PRODUCTS' | 'STOCK') => {
  const mutation =
    'mutation ($id: ID!, $kind: SyncKind!) { triggerSync(input: { shopId: $id, kind: $kind }) { userErrors { message } } }'
  const runs = async () => {
    const { syncRuns } = await desk.ask<{
      syncRuns: { nodes: { id: string; kind: string; status: string }[] }
    }>('query ($id: ID!) { syncRuns(shopId: $id, first: 50) { nodes { id kind status } } }', { id: shopId })
    return syncRuns.nodes.filter((run) => run.kind === kind && run.status === 'SUCCEEDED').length
  }
  const before = await runs()
  expect(await desk.ask(mutation, { id: shopId, kind })).toEqual({ triggerSync: { userErrors: [] } })
  await until(async () => (await runs()) > before, 'the run to be over', 60_000)
}

const LEVELS = `query ($id: ID!) { shop: node(id: $id) { ... on Shop { createUnmatched } } }`

it('makes products of a whole linked shop, with opening stock, and a second time nothing', {
  timeout: 180_000,
}, async () => {
  await shops.link('TAOBAO')
  const { id: shopId } = await shops.shop('TAOBAO')
  const warehouseId = await makeWarehouse('HUB')
  const ended = await desk.run('importListings', { shopId, publish: true, warehouseId })
  expect(ended).toMatchObject({ status: 'SUCCEEDED', failed: 0, updated: 0, unchanged: 0 })
  const { prisma } = gateway().database
  const counts = await desk.counts()
  expect(counts.products).toBe(ended.created)
  expect(counts.products).toBeGreaterThan(100)
  expect(counts.skus).toBe(counts.listings)
  expect(await prisma.listing.count({ where: { skuId: null } })).toBe(0)
  expect(await prisma.listing.groupBy({ by: ['externalId'] })).toHaveLength(counts.products)
  // Every unit of the shop is in the warehouse now, by the ledger.
  const told = await prisma.listing.aggregate({ _sum: { quantity: true } })
  const laid = await prisma.stockLevel.aggregate({ _sum: { onHand: true } })
  const moved = await prisma.stockMovement.aggregate({ _sum: { delta: true } })
  expect([laid._sum.onHand, moved._sum.delta]).toEqual([told._sum.quantity, told._sum.quantity])
  const page = await desk.ask<{ products: { totalCount: number } }>('{ products { totalCount } }')
  expect(page.products.totalCount).toBe(counts.products)

  const again = await desk.run('importListings', { shopId, publish: true, warehouseId })
  expect(again).toMatchObject({ status: 'SUCCEEDED', created: 0, updated: 0, unchanged: ended.created })
  expect(await desk.counts()).toEqual(counts)
  await sync(shopId, 'PRODUCTS')
  expect(await desk.counts()).toEqual(counts)
})

it('follows a price of the shop, leaves one that a person has set, and takes its stock for no seller’s', {
  timeout: 60_000,
}, async () => {
  const { prisma } = gateway().database
  const { id: shopId } = await shops.shop('TAOBAO')
  const [free, kept] = await prisma.listing.findMany({
    where: { platform: 'TAOBAO', externalSkuId: { not: '' } },
    orderBy: { id: 'asc' },
    take: 2,
  })
  if (!free || !kept) throw new Error('the shop has two listings')
  await prisma.sku.update({ where: { id: kept.skuId ?? '' }, data: { editedFields: ['price'] } })
  for (const { externalSkuId } of [free, kept])
    await desk.control('stock', { platform: 'TAOBAO', externalSkuId, priceFen: 123_400, quantity: 3 })
  await sync(shopId, 'STOCK')
  const read = (id: string | null) => prisma.sku.findUniqueOrThrow({ where: { id: id ?? '' } })
  expect(await read(free.skuId)).toMatchObject({ costMinor: 123_400n, priceMinor: 123_400n })
  expect(await read(kept.skuId)).toMatchObject({ costMinor: 123_400n, priceMinor: kept.priceMinor })
  // What the shop has little of is our own stock: no seller runs low.
  expect(await prisma.offerAlert.count({ where: { kind: 'UPSTREAM_LOW' } })).toBe(0)
})

it('makes products of new listings by itself where the shop says so', { timeout: 120_000 }, async () => {
  await shops.link('JD')
  const { id: shopId } = await shops.shop('JD')
  const { prisma } = gateway().database
  const before = await desk.counts()
  const set = `mutation ($input: SetCreateUnmatchedInput!) { setCreateUnmatched(input: $input) {
    shop { createUnmatched } userErrors { code field } } }`
  expect(
    await desk.ask(set, { input: { shopId, createUnmatched: true, warehouseId: gid('Warehouse', 'none') } }),
  ).toEqual({
    setCreateUnmatched: { shop: null, userErrors: [{ code: 'NOT_FOUND', field: ['warehouseId'] }] },
  })
  expect(await desk.ask(set, { input: { shopId, createUnmatched: true } })).toEqual({
    setCreateUnmatched: { shop: { createUnmatched: true }, userErrors: [] },
  })
  expect(await desk.ask(LEVELS, { id: shopId })).toEqual({ shop: { createUnmatched: true } })
  await sync(shopId, 'PRODUCTS')
  const listings = await prisma.listing.count({ where: { platform: 'JD' } })
  expect(listings).toBeGreaterThan(50)
  expect(await prisma.listing.count({ where: { platform: 'JD', skuId: null } })).toBe(0)
  const after = await desk.counts()
  expect(after.skus - before.skus).toBe(listings)
  // Bought to order, with no shelf of ours: its quantities are not pushed over what the shop has.
  expect(after.movements).toBe(before.movements)
  const pushes = await sandboxAt(gateway().sandboxUrl).calls('JD')
  expect(pushes.filter(({ method }) => /stock.*update/i.test(method))).toEqual([])
})

it('is refused for a shop that is not linked, or a warehouse that is none', async () => {
  const { id: shopId } = await shops.shop('JD')
  const none = gid('Warehouse', 'none')
  expect((await desk.start('importListings', { shopId, warehouseId: none })).userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: ['warehouseId'] },
  ])
  expect((await desk.start('importListings', { shopId: gid('Shop', 'none') })).userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: ['shopId'] },
  ])
  await shops.unlink(shopId)
  expect((await desk.start('importListings', { shopId })).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION', field: ['shopId'] },
  ])
})
