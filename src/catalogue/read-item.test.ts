import { expect, it } from 'vitest'
import { type TestDatabase, testDatabases } from '../../test/support/databases.ts'
import type { Item, ItemSource } from '../connectors/item-source.ts'
import { money } from '../domain/money.ts'
import type { Platform } from '../domain/platform.ts'
import { runInScope } from '../domain/scope.ts'
import { Misconfigured, RateLimited, Transient } from '../domain/upstream-error.ts'
import { type WebAddress, webAddress } from '../domain/web-address.ts'
import { itemReader } from './read-item.ts'

const address = (text: string): WebAddress => webAddress(text) ?? ('' as WebAddress)
const item = (externalId: string, title: string): Item => ({
  externalId,
  title,
  titles: [{ locale: 'en', text: 'Tea' }],
  price: money(12_345_678_901_234_567_890n),
  quantity: 3,
  onSale: true,
  imageUrl: null,
  images: [address('https://img.example/a.jpg')],
  url: address(`https://item.example/${externalId}`),
  skus: [
    {
      externalSkuId: '1',
      outerId: null,
      price: money(990n),
      quantity: 2,
      quantityKnown: true,
      attributes: [],
      imageUrl: null,
    },
  ],
  description: null,
  seller: 'shop',
  domesticFreight: null,
  minOrderQuantity: 1,
  lotSize: null,
  priceTiers: [],
  weightGrams: null,
  modifiedAt: new Date('2026-11-29T00:00:00Z'),
  raw: { not: 'kept' },
})
const down = () => new Transient({ upstream: 'TAOBAO', message: 'down' })

/** A source that answers with `answer` and counts its calls. */
function source(name: string, role: ItemSource['role'], answer: () => Item | null | Promise<Item | null>) {
  const asked: string[] = []
  return {
    name,
    role,
    platforms: ['TAOBAO'] as readonly Platform[],
    asked,
    readItem: async (_platform: Platform, externalId: string) => {
      asked.push(externalId)
      return answer()
    },
  }
}

let lastId = 0
const newId = () => String(600_000_000_000 + ++lastId)

function readerOf(database: TestDatabase, sources: readonly ItemSource[], at = { now: Date.now() }) {
  const deps = { sources, freshMs: 60_000, paidCallsPerAddress: 2, now: () => at.now }
  return itemReader({ prisma: database().prisma, ...deps })
}

testDatabases('itemReader', (database) => {
  it('asks the sources in their order until one knows the item, and keeps every figure of it', async () => {
    const id = newId()
    const account = source('account', 'ACCOUNT', () => null)
    const provider = source('provider', 'PROVIDER', () => item(id, '茶'))
    const shop = source('shop', 'SHOP', () => item(id, 'never'))
    const { read } = readerOf(database, [account, provider, shop])
    const { raw: _raw, ...kept } = item(id, '茶')
    expect((await read('TAOBAO', id))?.item).toMatchObject(kept)
    const again = await read('TAOBAO', id)
    expect(again).toMatchObject({ stale: false, item: kept })
    expect(again?.item).not.toHaveProperty('raw')
    expect([account.asked, provider.asked, shop.asked]).toEqual([[id], [id], []])
  })

  it('asks once for readers of two gateways that come at the same moment', async () => {
    const id = newId()
    let answer: (item: Item) => void = () => {}
    const one = source('one', 'ACCOUNT', () => new Promise((resolve) => (answer = resolve)))
    const readers = [readerOf(database, [one]), readerOf(database, [one])]
    const answers = Promise.all([...readers, ...readers].map(({ read }) => read('TAOBAO', id)))
    await expect.poll(() => one.asked.length).toBe(1)
    answer(item(id, '茶'))
    expect((await answers).map((read) => read?.item.title)).toEqual(['茶', '茶', '茶', '茶'])
    expect(one.asked).toEqual([id])
  })

  it('goes on to the next source when one is down, and gives its error when all are', async () => {
    const id = newId()
    const broken = source('broken', 'ACCOUNT', () => Promise.reject(down()))
    const good = source('good', 'PROVIDER', () => item(id, '茶'))
    expect((await readerOf(database, [broken, good]).read('TAOBAO', id))?.item.title).toBe('茶')
    await expect(readerOf(database, [broken]).read('TAOBAO', newId())).rejects.toBeInstanceOf(Transient)
  })

  it('does not call an item gone while a source that may know it is down', async () => {
    const none = source('none', 'ACCOUNT', () => null)
    const broken = source('broken', 'PROVIDER', () => Promise.reject(down()))
    const { read } = readerOf(database, [none, broken])
    const id = newId()
    await expect(read('TAOBAO', id)).rejects.toBeInstanceOf(Transient)
    expect(await readerOf(database, [none]).read('TAOBAO', id)).toBeNull()
  })

  it('gives the last reading, marked stale, when no source answers any more, for a day', async () => {
    const id = newId()
    const at = { now: Date.now() }
    let isDown = false
    const one = source('one', 'ACCOUNT', () => (isDown ? Promise.reject(down()) : item(id, '茶')))
    const { read } = readerOf(database, [one], at)
    const first = await read('TAOBAO', id)
    isDown = true
    at.now += 61_000
    expect(await read('TAOBAO', id)).toMatchObject({ stale: true, fetchedAt: first?.fetchedAt })
    at.now += 24 * 3_600_000
    await expect(read('TAOBAO', id)).rejects.toBeInstanceOf(Transient)
  })

  it('remembers that no source knows an item, and asks again when that is old', async () => {
    const id = newId()
    const at = { now: Date.now() }
    const none = source('none', 'PROVIDER', () => null)
    const { read } = readerOf(database, [none], at)
    expect([await read('TAOBAO', id), await read('TAOBAO', id)]).toEqual([null, null])
    expect(none.asked).toEqual([id])
    at.now += 61_000
    expect(await read('TAOBAO', id)).toBeNull()
    expect(none.asked).toEqual([id, id])
  })

  it('says that a marketplace without a source is not supported, with platform and id', async () => {
    const { read } = readerOf(database, [source('one', 'ACCOUNT', () => null)])
    const refused = await read('WEIDIAN', '4501234567').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Misconfigured)
    expect(refused).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/WEIDIAN.*4501234567/),
    })
  })

  it('counts paid calls of an address a day, and neither cached answers nor calls of others', async () => {
    const at = { now: Date.parse('2026-11-29T15:59:00Z') }
    const free = source('free', 'ACCOUNT', () => null)
    const paid = source('paid', 'PROVIDER', () => item('1', '茶'))
    const { read } = readerOf(database, [free, paid], at)
    const payer = `address-${newId()}`
    const ids = [newId(), newId(), newId()]
    await read('TAOBAO', ids[0] ?? '', { payer })
    await read('TAOBAO', ids[0] ?? '', { payer })
    await read('TAOBAO', ids[1] ?? '', { payer })
    const refused = await read('TAOBAO', ids[2] ?? '', { payer }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RateLimited)
    // One minute before the day of the provider ends.
    expect(refused).toMatchObject({ code: 'daily-limit', retryAfterMs: 60_000 })
    expect(paid.asked).toHaveLength(2)
    expect(await read('TAOBAO', ids[2] ?? '', { payer: null })).toMatchObject({ stale: false })
    at.now += 61_000
    expect(await read('TAOBAO', newId(), { payer })).toMatchObject({ stale: false })
  })

  it('ends the wait of a request that is gone, and finishes the reading for the others', async () => {
    const id = newId()
    let answer: (item: Item) => void = () => {}
    const one = source('one', 'ACCOUNT', () => new Promise((resolve) => (answer = resolve)))
    const { read } = readerOf(database, [one])
    const control = new AbortController()
    const gone = runInScope({ requestId: '1', signal: control.signal, note: {} }, () => read('TAOBAO', id))
    const other = read('TAOBAO', id)
    await expect.poll(() => one.asked.length).toBe(1)
    control.abort(new Error('gone'))
    await expect(gone).rejects.toThrow('gone')
    answer(item(id, '茶'))
    expect((await other)?.item.title).toBe('茶')
    expect(one.asked).toEqual([id])
  })
})
