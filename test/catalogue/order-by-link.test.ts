import { describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/viewer.ts'
import { deskOf } from '../orders/desk.ts'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { importDeskOf } from './import-desk.ts'

// No product, no shop, no account of ours but those that buy.
const gateway = gatewayOfThisFile({ SEED: 'off', ITEM_CALLS_PER_ADDRESS: '100' })
const desk = deskOf(gateway)
const { oneOf } = importDeskOf(gateway)

const RESOLVE = `query ($text: String!, $platform: Platform) { resolveItem(text: $text, platform: $platform) {
  platform externalId canonicalUrl via reason message
  item { externalId title(locale: "zh") seller onSale stale minOrderQuantity media { url } price { amount currency }
    priceRange { min { amount } max { amount } } product { id }
    skus { externalSkuId quantity price { amount currency } attributes { name value } } } } }`
interface Resolution {
  readonly platform: string | null
  readonly externalId: string | null
  readonly via: string | null
  readonly reason: string | null
  readonly message: string | null
  readonly item: {
    readonly externalId: string
    readonly title: string
    readonly minOrderQuantity: number
    readonly price: { readonly amount: string; readonly currency: string }
    readonly product: { readonly id: string } | null
    readonly skus: readonly {
      readonly externalSkuId: string
      readonly quantity: number | null
      readonly price: { readonly amount: string; readonly currency: string }
    }[]
  } | null
}
const resolve = async (text: string, platform: string | null = null, role: Role = 'anonymous') =>
  dataOf(await gateway().ask<{ resolveItem: Resolution }>(RESOLVE, { text, platform }, role)).resolveItem

const calls = async (platform: string) =>
  (await desk.control(`calls?platform=${platform}`)) as unknown as { calls: { method: string }[] }

describe.each(['TAOBAO', 'ALIBABA_1688', 'JD', 'WEIDIAN', 'PINDUODUO'] as const)(
  'an item of %s',
  (platform) => {
    it('is found by its page, its short link and its share text', async () => {
      const { externalId, title, page, shortLink, text } = await oneOf(platform, 0)
      const item = { externalId, onSale: true, stale: false, price: { currency: 'CNY' } }
      const found = { platform, externalId, reason: null, message: null, item }
      expect(await resolve(page)).toMatchObject({ ...found, via: 'LINK' })
      expect(await resolve(shortLink)).toMatchObject({ ...found, via: 'SHORT_LINK' })
      expect(await resolve(text)).toMatchObject({ ...found, via: 'SHARE_TEXT' })
      expect((await resolve(page)).item?.title).toContain(title)
    })
  },
)

it('finds an item by its share code, by another agent, and by its id with the marketplace', async () => {
  const { externalId, page, code } = await oneOf('TAOBAO', 1)
  expect(await resolve(code ?? '')).toMatchObject({ via: 'SHARE_TEXT', externalId, reason: null })
  const agent = `https://www.superbuy.com/en/page/buy?url=${encodeURIComponent(page)}`
  expect(await resolve(agent)).toMatchObject({ via: 'AGENT_LINK', externalId, reason: null })
  expect(await resolve(externalId, 'TAOBAO')).toMatchObject({ via: 'ID', externalId, reason: null })
  expect(await resolve(externalId)).toMatchObject({ reason: 'AMBIGUOUS', item: null })
})

it.each([
  ['https://example.com/item.htm?id=678901234567', 'UNKNOWN_HOST'],
  ['https://item.taobao.com/item.htm?id=999999999999', 'NOT_FOUND'],
  ['https://www.goofish.com/item?id=678901234567', 'UNSUPPORTED'],
  ['https://e.tb.cn/h.zzzzzz', 'NOT_FOUND'],
  ['hello', 'NO_ID'],
])('says why %s gives no item', async (text, reason) => {
  expect(await resolve(text)).toMatchObject({ reason, item: null, message: expect.stringMatching(/\w{4}/) })
})

it('reads an item once for many who look at it', async () => {
  const { page } = await oneOf('WEIDIAN', 5)
  const before = (await calls('ITEM_DATA')).calls.length
  const answers = await Promise.all(Array.from({ length: 10 }, () => resolve(page)))
  expect(new Set(answers.map(({ item }) => item?.externalId)).size).toBe(1)
  expect((await calls('ITEM_DATA')).calls.length - before).toBe(1)
})

describe('an order of an item that was never in the catalogue', () => {
  it('is checked, paid and bought on Taobao, and no catalogue page shows it', {
    timeout: 90_000,
  }, async () => {
    const { page, externalId } = await oneOf('TAOBAO', 2)
    const { item } = await resolve(page)
    const sku = item?.skus.at(-1)
    const line = {
      quantity: 2,
      item: {
        platform: 'TAOBAO',
        externalId,
        externalSkuId: sku?.externalSkuId ?? null,
        expectedPrice: sku?.price ?? item?.price,
      },
    }
    const { order, userErrors } = await desk.placeLines('lin', [line])
    expect(userErrors).toEqual([])
    if (!order) throw new Error('it was placed')
    const price = Number((sku?.price ?? item?.price)?.amount)
    expect(Number(order.total.amount)).toBeCloseTo(2 * price)
    expect(await desk.tell(desk.payment(order))).toMatchObject({ status: 200 })
    const bought = await desk.reaches(order.id, 'PURCHASED')
    expect(bought.purchases).toMatchObject([{ status: 'PAID', externalId: expect.any(String) }])

    const pages = dataOf(
      await gateway().ask<{ products: { totalCount: number } }>(
        '{ products { totalCount } }',
        {},
        'anonymous',
      ),
    )
    expect(pages.products.totalCount).toBe(0)
    expect((await resolve(page)).item?.product).toBeNull()
    expect((await resolve(page, null, 'operator')).item?.product).not.toBeNull()
  })

  it('waits for a person where nothing of ours can buy', { timeout: 60_000 }, async () => {
    const { externalId } = await oneOf('WEIDIAN', 0)
    const { order } = await desk.placeLines('lin', [
      { quantity: 1, item: { platform: 'WEIDIAN', externalId } },
    ])
    if (!order) throw new Error('it was placed')
    await desk.tell(desk.payment(order))
    await expect
      .poll(async () => (await desk.read(order.id)).purchases)
      .toMatchObject([{ status: 'AWAITING_MANUAL_PURCHASE', reason: expect.stringContaining('by hand') }])
  })

  it('makes one product and one SKU for customers who order it at the same moment', async () => {
    const { externalId } = await oneOf('JD', 3)
    const line = { quantity: 1, item: { platform: 'JD', externalId } }
    const placed = await Promise.all(
      Array.from({ length: 5 }, (_, n) => desk.placeLines(`customer-${n}`, [line])),
    )
    expect(placed.map(({ userErrors }) => userErrors)).toEqual(Array.from({ length: 5 }, () => []))
    const { prisma } = gateway().database
    expect(await prisma.listing.count({ where: { platform: 'JD', externalId } })).toBe(1)
    expect(await prisma.sku.count({ where: { listings: { some: { externalId } } } })).toBe(1)
  })

  it.each([
    [
      'a lower price than it has now',
      { expectedPrice: { amount: '0.01', currency: 'CNY' } },
      1,
      'PRICE_CHANGED',
      ['lines', '0', 'item', 'expectedPrice'],
    ],
    [
      'a price in another currency',
      { expectedPrice: { amount: '1.00', currency: 'USD' } },
      1,
      'INVALID_INPUT',
      ['lines', '0', 'item', 'expectedPrice'],
    ],
    [
      'an id that no item has',
      { externalId: '999999999999' },
      1,
      'NOT_FOUND',
      ['lines', '0', 'item', 'externalId'],
    ],
    [
      'a choice that it has not',
      { externalSkuId: '1' },
      1,
      'NOT_FOUND',
      ['lines', '0', 'item', 'externalSkuId'],
    ],
    ['more pieces than there are', {}, 90_000, 'INSUFFICIENT_STOCK', ['lines', '0', 'quantity']],
    [
      'a price that is none',
      { expectedPrice: { amount: '1.001', currency: 'CNY' } },
      1,
      'INVALID_INPUT',
      ['lines', '0', 'item', 'expectedPrice'],
    ],
  ])('is refused for %s', async (_what, changes, quantity, code, field) => {
    const { externalId } = await oneOf('TAOBAO', 3)
    const item = { platform: 'TAOBAO', externalId, ...changes }
    const { order, userErrors } = await desk.placeLines('lin', [{ quantity, item }])
    expect(order).toBeNull()
    expect(userErrors).toMatchObject([{ code, field }])
  })

  it('is refused when a line names both a SKU and an item, or neither', async () => {
    const { externalId } = await oneOf('TAOBAO', 3)
    const skuId = Buffer.from('Sku:1').toString('base64')
    const item = { platform: 'TAOBAO', externalId }
    for (const line of [{ quantity: 1, item, skuId }, { quantity: 1 }])
      expect((await desk.placeLines('lin', [line])).userErrors).toMatchObject([
        { code: 'INVALID_INPUT', field: ['lines', '0'], message: expect.stringMatching(/skuId or item/) },
      ])
  })

  it('is refused below the least quantity of a wholesaler', async () => {
    const { externalId } = await oneOf('ALIBABA_1688', 0)
    const { userErrors } = await desk.placeLines('lin', [
      { quantity: 1, item: { platform: 'ALIBABA_1688', externalId } },
    ])
    expect(userErrors).toMatchObject([
      {
        code: 'INVALID_INPUT',
        field: ['lines', '0', 'quantity'],
        message: expect.stringContaining('from 2 pieces'),
      },
    ])
  })
})

it('limits what an address without a token has looked up at the provider in a day', async () => {
  const { prisma } = gateway().database
  await prisma.itemDataUsage.updateMany({ where: { payer: { not: 'total' } }, data: { calls: 100 } })
  const { page, externalId } = await oneOf('PINDUODUO', 7)
  expect(await resolve(page)).toMatchObject({
    reason: 'UNAVAILABLE',
    externalId,
    message: expect.stringContaining('100 items a day'),
  })
  const known = await gateway().ask<{ marketplaceItem: { externalId: string } }>(
    'query ($id: String!) { marketplaceItem(platform: PINDUODUO, externalId: $id) { externalId } }',
    { id: externalId },
    'customer',
  )
  expect(dataOf(known).marketplaceItem).toEqual({ externalId })
})
