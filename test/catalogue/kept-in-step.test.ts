import { beforeAll, expect, it } from 'vitest'
import { scheduleWatched } from '../../src/store/watched-item.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { untilSubscribed } from '../path/support/stock.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'
import { importDeskOf } from './import-desk.ts'

const gateway = gatewayOfThisFile({ SEED: 'off' })
const desk = importDeskOf(gateway)
const prisma = () => gateway().database.prisma

beforeAll(() => desk.priceAll('50'))

/** An imported item on show, its first listing and SKU. */
async function imported(platform: 'WEIDIAN' | 'PINDUODUO', index: number) {
  const { externalId, page } = await desk.oneOf(platform, index)
  const { status } = await desk.run('importItems', { references: [page], publish: true })
  expect(status).toBe('SUCCEEDED')
  const listing = await prisma().listing.findFirstOrThrow({
    where: { platform, externalId },
    orderBy: { id: 'asc' },
    include: { sku: true },
  })
  if (!listing.sku) throw new Error('it is joined to a SKU')
  return { externalId, listing, sku: listing.sku, productId: listing.sku.productId }
}

const watched = (externalId: string) => prisma().watchedItem.findFirstOrThrow({ where: { externalId } })

/** Reads the item now instead of in hours, and waits for it. */
async function readNow(externalId: string): Promise<void> {
  const before = new Date()
  // What was read before is no answer to this.
  await prisma().itemReading.deleteMany({ where: { externalId } })
  await prisma().watchedItem.updateMany({ where: { externalId }, data: { dueAt: before } })
  await until(async () => {
    const { dueAt, leasedUntil } = await watched(externalId)
    return dueAt > before && leasedUntil === null
  }, 'the item to be read')
}

interface Changed {
  readonly listing?: { readonly price: { readonly amount: string } }
  readonly product?: { readonly id: string }
  readonly fields?: readonly string[]
}

it('pushes a price that changed upstream to subscribers, with the price that follows by the rule', {
  timeout: 60_000,
}, async () => {
  const { externalId, listing, productId } = await imported('WEIDIAN', 1)
  expect(await prisma().sku.findUniqueOrThrow({ where: { id: listing.skuId ?? '' } })).toMatchObject({
    costMinor: listing.priceMinor,
    priceMinor: ((listing.priceMinor ?? 0n) * 3n) / 2n,
  })
  const variables = { ids: [Buffer.from(`Product:${productId}`).toString('base64')] }
  const authorization = await gateway().authorization('operator')
  const listings = overWebSocket<Changed>(gateway().graph, {
    query:
      'subscription ($ids: [ID!]) { listingChanges(productIds: $ids) { ... on ListingChange { listing { price { amount } } } } }',
    variables,
    authorization,
  })
  const products = overWebSocket<Changed>(gateway().graph, {
    query:
      'subscription ($ids: [ID!]) { productChanges(productIds: $ids) { ... on ProductChange { fields } } }',
    variables,
    authorization,
  })
  await untilSubscribed(gateway().url, 2)
  const sku = listing.externalSkuId || externalId
  await desk.control('stock', { platform: 'WEIDIAN', externalSkuId: sku, priceFen: 123_400 })
  await readNow(externalId)
  expect((await listings.take(1))[0]?.listing?.price.amount).toBe('1234.00')
  // Pictures that are copied meanwhile are reported as well.
  const ofPrice = () => products.items.find(({ fields }) => fields?.includes('skus.price'))
  await until(ofPrice, 'the change of the price')
  expect(ofPrice()?.fields).toEqual(expect.arrayContaining(['skus.cost', 'skus.price']))
  expect(await prisma().sku.findUniqueOrThrow({ where: { id: listing.skuId ?? '' } })).toMatchObject({
    costMinor: 123_400n,
    priceMinor: 185_100n,
  })
  await Promise.all([listings.stop(), products.stop()])
})

it('changes nothing where the source says the same', async () => {
  const { externalId, productId } = await imported('WEIDIAN', 2)
  await until(
    async () => (await prisma().media.count({ where: { productId, status: 'WAITING' } })) === 0,
    'its pictures to be copied',
  )
  const [counts, before] = await Promise.all([
    desk.counts(),
    prisma().product.findUniqueOrThrow({ where: { id: productId } }),
  ])
  await readNow(externalId)
  expect(await desk.counts()).toEqual(counts)
  expect(await prisma().product.findUniqueOrThrow({ where: { id: productId } })).toEqual(before)
})

it('leaves what a person has set, and an import tells so', async () => {
  const { externalId, productId } = await imported('PINDUODUO', 1)
  await prisma().product.update({
    where: { id: productId },
    data: { titleZh: '我们的名字', editedFields: ['titleZh'] },
  })
  await readNow(externalId)
  expect((await prisma().product.findUniqueOrThrow({ where: { id: productId } })).titleZh).toBe('我们的名字')
  const again = await desk.run('importItems', { references: [`PINDUODUO:${externalId}`] })
  expect(again).toMatchObject({ unchanged: 1, updated: 0 })
  const query = `query ($id: ID!) { catalogueImport(id: $id) { rows(first: 5, outcomes: [UNCHANGED]) { nodes { changes { field before keptByHand } } } } }`
  expect(await desk.ask(query, { id: again.id })).toEqual({
    catalogueImport: {
      rows: { nodes: [{ changes: [{ field: 'titleZh', before: '我们的名字', keptByHand: true }] }] },
    },
  })
})

it('takes an item for gone after two readings that did not find it, not after one', async () => {
  const { externalId, listing } = await imported('PINDUODUO', 2)
  const gone = '999999999999'
  await prisma().listing.updateMany({ where: { externalId }, data: { externalId: gone } })
  await prisma().watchedItem.updateMany({ where: { externalId }, data: { externalId: gone } })
  const read = () => prisma().listing.findUniqueOrThrow({ where: { id: listing.id } })
  await readNow(gone)
  expect(await read()).toMatchObject({ removedAt: null, onSale: true, quantity: listing.quantity })
  expect(await watched(gone)).toMatchObject({ misses: 1, failures: 0 })
  await readNow(gone)
  expect(await read()).toMatchObject({ removedAt: expect.any(Date), onSale: false, quantity: 0 })
  expect(await watched(gone)).toMatchObject({ misses: 2 })
})

it('backs off from an item whose source fails, and forgets that with the next reading', {
  timeout: 60_000,
}, async () => {
  const { externalId } = await imported('WEIDIAN', 3)
  const sandbox = sandboxAt(gateway().sandboxUrl)
  await sandbox.fault({ kind: 'http-500', method: 'micro/item_get', calls: 100 })
  await readNow(externalId)
  const failed = await watched(externalId)
  expect(failed).toMatchObject({ failures: 1, misses: 0, lastError: expect.stringMatching(/\w/) })
  await sandbox.healAll()
  // The breaker lets the next call pass when it has rested.
  await until(
    async () => {
      await readNow(externalId)
      return (await watched(externalId)).failures === 0
    },
    'the source to answer again',
    50_000,
  )
  expect(await watched(externalId)).toMatchObject({ failures: 0, lastError: null })
})

it('reads what is in an open order within minutes, the rest within hours, and nothing that nobody needs', async () => {
  const { externalId } = await imported('PINDUODUO', 3)
  await readNow(externalId)
  const inMinutes = async () => ((await watched(externalId)).dueAt.getTime() - Date.now()) / 60_000
  expect(await inMinutes()).toBeGreaterThan(60)
  const { userErrors } = await desk.placeLines('lin', [
    { quantity: 1, item: { platform: 'PINDUODUO', externalId } },
  ])
  expect(userErrors).toEqual([])
  await readNow(externalId)
  expect(await inMinutes()).toBeLessThan(12)

  const draft = await desk.oneOf('PINDUODUO', 4)
  await desk.run('importItems', { references: [draft.page] })
  const { watch } = gateway().config.items
  await until(async () => {
    await prisma().watchedItem.updateMany({
      where: { externalId: draft.externalId },
      data: { dueAt: new Date(0) },
    })
    await scheduleWatched(prisma(), watch)
    return (await prisma().watchedItem.count({ where: { externalId: draft.externalId } })) === 0
  }, 'a draft to be forgotten')
  expect(await prisma().watchedItem.count({ where: { externalId } })).toBe(1)
})
