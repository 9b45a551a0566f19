import { afterEach, beforeEach, expect, it } from 'vitest'
import { describePostgres, type TestDatabase, testDatabases } from '../../../test/support/databases.ts'
import { onSale } from '../../../test/support/fixtures.ts'
import { type FakeMeilisearch, startMeilisearch } from '../../../test/support/meilisearch.ts'
import { processWith } from '../../../test/support/word-search.ts'
import type { PrismaClient } from '../../store/database.ts'
import { outboxOf } from '../../store/outbox.ts'
import { searchFeedState } from '../../store/search-feed.ts'
import { transaction } from '../../store/transaction.ts'
import { recordChanges } from '../record-changes.ts'

let fake: FakeMeilisearch
beforeEach(async () => {
  fake = await startMeilisearch()
})
afterEach(() => fake.stop())

async function emptied({ prisma }: ReturnType<TestDatabase>): Promise<PrismaClient> {
  await prisma.$executeRaw`TRUNCATE product, outbox_event, search_feed CASCADE`
  await prisma.feedState.update({ where: { id: 1 }, data: { lastSeq: 0n } })
  return prisma
}
/** Letters alone: searches in these tests are for numbers. */
const codeOf = (at: number) => `q${String(at).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`
const idOf = (at: number) => `product-${String(at).padStart(4, '0')}`
async function makeProducts(prisma: PrismaClient, count: number, status: 'ACTIVE' | 'DRAFT' = 'ACTIVE') {
  await prisma.product.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      id: idOf(at),
      titleEn: `Product number ${at}`,
      status,
    })),
  })
  await prisma.sku.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      ...onSale().create,
      productId: idOf(at),
      code: codeOf(at),
    })),
  })
}
/** Changes a product as people do; the relay gives the event its number. */
async function change(
  database: ReturnType<TestDatabase>,
  id: string,
  data: { titleEn?: string; brand?: string; status?: 'ACTIVE' | 'ARCHIVED' },
) {
  await transaction(database.prisma, async (tx) => {
    await tx.product.update({ where: { id }, data })
    const changes = Object.entries(data).map(([field, after]) => ({ field, before: 'other', after }))
    await recordChanges(tx, { actor: 'test', source: 'PERSON' }, [{ type: 'Product', id, changes }])
  })
  await number(database)
}
async function number(database: ReturnType<TestDatabase>) {
  const outbox = outboxOf(database)
  await outbox.number(await outbox.head(), 10_000)
}
const sent = (kind: string) => fake.calls().filter((call) => call === kind).length
const [SEARCH, DOCUMENTS, REMOVALS, STATS, SETTINGS] = [
  'POST indexes/products/search',
  'POST indexes/products/documents',
  'POST indexes/products/documents/delete-batch',
  'GET indexes/products/stats',
  'PATCH indexes/products/settings',
] as const
const titles = () => [...fake.documents.values()].map(({ titleEn }) => titleEn).sort()
const stateOf = (prisma: PrismaClient) => searchFeedState(prisma, 'products')

testDatabases('a search engine', (database) => {
  it('is filled in pages, in as few calls as it takes, and asked only when it is full', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 25)
    await prisma.product.update({ where: { id: idOf(3) }, data: { status: 'DRAFT' } })
    const { search, outcomes, turn, follow } = processWith(prisma, fake, { batch: 10 })
    expect(await turn()).toBe(true)
    expect(fake.documents.size).toBe(9)
    expect(await search.find('product')).toBeNull()
    expect(await follow()).toBe(3)
    expect(fake.documents.size).toBe(24)
    expect(outcomes).toEqual(['not-filled'])
    expect([sent(SETTINGS), sent(DOCUMENTS), sent(REMOVALS), sent(STATS), sent(SEARCH)]).toEqual([
      1, 3, 0, 0, 0,
    ])
    expect(JSON.parse(fake.seen.findLast(({ body }) => body.startsWith('[{'))?.body ?? '')).toHaveLength(5)
    expect(await stateOf(prisma)).toMatchObject({ fillAfter: null, filledAt: expect.any(Date), behind: 0 })

    expect(await search.find('number 7')).toEqual([{ id: idOf(7), score: expect.any(Number) }])
    expect(outcomes).toEqual(['not-filled', 'engine'])
    const calls = fake.calls().length
    expect(await turn()).toBe(false)
    expect(fake.calls()).toHaveLength(calls)
  })

  it('goes on with the page after the last whole one when the process was killed', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 25)
    await processWith(prisma, fake, { batch: 10 }).turn()
    const control = new AbortController()
    fake.answerInstead(({ method }) => {
      if (method !== 'POST') return null
      control.abort(new Error('killed'))
      return new Promise(() => {})
    })
    await expect(processWith(prisma, fake, { batch: 10 }).turn(control.signal)).rejects.toThrow('killed')
    fake.answerInstead(null)
    expect(fake.documents.size).toBe(10)
    const before = sent(DOCUMENTS)
    expect(await processWith(prisma, fake, { batch: 10 }).follow()).toBe(3)
    expect([fake.documents.size, sent(DOCUMENTS) - before]).toEqual([25, 2])
  })

  it('follows changes of words in one batch, each product once, and removes what leaves the show', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 5)
    const { follow } = processWith(prisma, fake)
    await follow()
    await change(database(), idOf(0), { titleEn: 'Kettle' })
    await change(database(), idOf(0), { titleEn: 'Copper kettle' })
    await change(database(), idOf(1), { brand: 'Westlake' })
    await change(database(), idOf(2), { status: 'ARCHIVED' })
    const before = fake.calls().length
    await follow()
    expect(fake.calls().slice(before)).toEqual([STATS, DOCUMENTS, 'GET tasks', REMOVALS, 'GET tasks'])
    expect(titles()).toEqual(['Copper kettle', 'Product number 1', 'Product number 3', 'Product number 4'])
    expect(fake.documents.get(idOf(1))?.brand).toBe('Westlake')
    await change(database(), idOf(2), { status: 'ACTIVE' })
    await follow()
    expect(fake.documents.has(idOf(2))).toBe(true)
  })

  it('follows many changes batch by batch, each of which is stored', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 7)
    const { follow, turn } = processWith(prisma, fake, { batch: 3 })
    await follow()
    for (let at = 0; at < 7; at++) await change(database(), idOf(at), { titleEn: `Kettle ${at}` })
    const before = sent(DOCUMENTS)
    expect(await turn()).toBe(true)
    expect(await stateOf(prisma)).toMatchObject({ behind: 4 })
    expect(await follow()).toBe(2)
    expect([titles()[6], sent(DOCUMENTS) - before]).toEqual(['Kettle 6', 3])
    expect(await stateOf(prisma)).toMatchObject({ behind: 0 })
  })

  it('has the codes of SKUs, and is not written for prices and pictures', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 1)
    const { follow } = processWith(prisma, fake)
    await follow()
    const sku = async (field: string, data: { code?: string; barcode?: string; priceMinor?: bigint }) => {
      await transaction(prisma, async (tx) => {
        const { id } = await tx.sku.upsert({
          where: { code: 'KET-1' },
          create: { code: 'KET-1', productId: idOf(0), priceMinor: 1n, titleEn: 'One' },
          update: data,
        })
        const changes = [{ field, before: null, after: 'other' }]
        await recordChanges(tx, { actor: 'test', source: 'PERSON' }, [
          { type: 'Sku', id, productId: idOf(0), changes },
        ])
      })
      await number(database())
      await follow()
    }
    await sku('code', {})
    await sku('barcode', { barcode: '2200010000023' })
    expect(fake.documents.get(idOf(0))?.codes).toEqual(['2200010000023', 'KET-1', codeOf(0)])
    const before = fake.calls().length
    await sku('price', { priceMinor: 2n })
    expect(fake.calls()).toHaveLength(before)
    expect(await stateOf(prisma)).toMatchObject({ behind: 0 })
  })

  it('that is down is tried again, at ever longer rests, and misses nothing', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 3)
    const { follow, turn } = processWith(prisma, fake, { restMs: 20_000 })
    await follow()
    await change(database(), idOf(0), { titleEn: 'Kettle' })
    fake.answerInstead(() => ({ status: 503 }))
    expect(await turn()).toBe(false)
    const paused = await stateOf(prisma)
    expect(paused).toMatchObject({ failures: 1, behind: 1, lastError: expect.any(String) })
    const calls = fake.calls().length
    expect(await turn()).toBe(false)
    expect(fake.calls()).toHaveLength(calls)
    await prisma.searchFeed.updateMany({ data: { pausedUntil: null } })
    await turn()
    const longer = await stateOf(prisma)
    expect(longer?.failures).toBe(2)
    expect(Number(longer?.pausedUntil)).toBeGreaterThan(Number(paused?.pausedUntil) + 10_000)

    fake.answerInstead(null)
    await prisma.searchFeed.updateMany({ data: { pausedUntil: null } })
    await follow()
    expect(fake.documents.get(idOf(0))?.titleEn).toBe('Kettle')
    expect(await stateOf(prisma)).toMatchObject({
      failures: 0,
      behind: 0,
      lastError: null,
      pausedUntil: null,
    })
  })

  it('that does not end a batch is tried again later', async () => {
    const prisma = await emptied(database())
    const { turn } = processWith(prisma, fake, { turnMs: 50 })
    fake.answerInstead(() => new Promise(() => {}))
    expect(await turn()).toBe(false)
    expect(await stateOf(prisma)).toMatchObject({ failures: 1, lastError: 'a batch took too long' })
  })

  it('that refuses one product gets the others', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 9)
    await prisma.product.create({ data: { id: 'product with blanks', titleEn: 'Refused', skus: onSale() } })
    const refused: string[] = []
    const { follow } = processWith(prisma, fake, { onRefused: (_error, id) => refused.push(id) })
    await follow()
    expect(refused).toEqual(['product with blanks'])
    expect(fake.documents.size).toBe(9)
    // Halves of 10, 5, 3 and 2 that hold it, with their other halves.
    expect(sent(DOCUMENTS)).toBe(9)
  })

  it('that refuses everything is paused: no product is to blame', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 4)
    const { turn } = processWith(prisma, fake)
    fake.answerInstead(({ url }) =>
      url.pathname.endsWith('/documents') ? { status: 400, body: '{}' } : null,
    )
    expect(await turn()).toBe(false)
    expect(await stateOf(prisma)).toMatchObject({ failures: 1, fillAfter: '', filledAt: null })
  })

  it('that has lost its index is filled again, and the database answers meanwhile', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 12)
    const { follow, turn, search } = processWith(prisma, fake, { batch: 10 })
    await follow()
    fake.lose()
    await change(database(), idOf(0), { titleEn: 'Kettle' })
    expect(await turn()).toBe(true)
    expect(await search.find('kettle')).toBeNull()
    await follow()
    expect(fake.documents.size).toBe(12)
    expect(fake.settings()).toHaveProperty('searchableAttributes')

    fake.lose()
    await processWith(prisma, fake).follow()
    expect(fake.documents.size).toBe(12)
  })

  it.each(['were deleted', 'are of another epoch'])('is filled again when events %s', async (what) => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 3)
    const { follow, search } = processWith(prisma, fake)
    await follow()
    await change(database(), idOf(1), { status: 'ARCHIVED' })
    await change(database(), idOf(0), { titleEn: 'Kettle' })
    if (what === 'were deleted') await prisma.outboxEvent.deleteMany()
    else await prisma.feedState.update({ where: { id: 1 }, data: { epoch: 'restored', lastSeq: 0n } })
    await follow()
    expect(titles()).toEqual(['Kettle', 'Product number 2'])
    // It had all that it was asked for meanwhile.
    expect(await search.find('kettle')).toHaveLength(1)
  })
})

describePostgres('several workers', (database) => {
  it('write to the search engine one at a time', async () => {
    const prisma = await emptied(database())
    await makeProducts(prisma, 30)
    const [first, ...others] = Array.from({ length: 4 }, () => processWith(prisma, fake, { batch: 10 }))
    const held = Promise.withResolvers<null>()
    const isAsked = Promise.withResolvers<void>()
    fake.answerInstead(() => {
      isAsked.resolve()
      return held.promise
    })
    const turn = first?.turn()
    await isAsked.promise
    expect(await Promise.all(others.map((other) => other.turn()))).toEqual([false, false, false])
    fake.answerInstead(null)
    held.resolve(null)
    expect(await turn).toBe(true)
    await Promise.all(others.map((other) => other.follow()))
    while ((await stateOf(prisma))?.filledAt == null) await first?.turn()
    expect([fake.documents.size, sent(DOCUMENTS)]).toEqual([30, 3])
  })
})
