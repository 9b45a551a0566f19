import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { describePostgres, type TestDatabase, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeProduct, makeSku, makeWarehouse, onSale } from '../../test/support/fixtures.ts'
import type { ListPart, ProductConditions } from '../domain/product-list.ts'
import type { PrismaClient } from './generated/client.ts'
import * as list from './product-list.ts'
import { addToLevel } from './stock-level.ts'
import { transaction } from './transaction.ts'

const ALL = { take: 100, cursor: null }
const { countProducts } = list
const listProducts = async (prisma: PrismaClient, conditions: ProductConditions, part: ListPart) =>
  (await list.listProducts(prisma, conditions, part))?.map(({ id }) => id) ?? null

testDatabases('search', (database) => {
  const prisma = () => database().prisma
  const found = async (search: string) => listProducts(prisma(), { search }, ALL)
  let tea: string
  let cup: string
  let teaSku: string
  beforeAll(async () => {
    tea = (
      await prisma().product.create({
        data: {
          titleZh: '明前龙井茶叶 2026新茶',
          titleEn: 'Early spring Longjing green tea, hand fired',
          skus: onSale(),
        },
      })
    ).id
    cup = (
      await prisma().product.create({
        data: { titleZh: '龙泉青瓷茶杯', titleEn: 'Celadon Café cup', skus: onSale() },
      })
    ).id
    const sku = await prisma().sku.create({
      data: {
        code: 'TEA-0001-50G-TIN',
        productId: tea,
        titleZh: '50克',
        priceMinor: 1n,
        barcode: '2200010000023',
      },
    })
    teaSku = sku.id
  })

  it.each([
    ['the title', 'Early spring Longjing green tea, hand fired'],
    ['words in another order', 'fired spring'],
    ['several blanks', 'Early   spring'],
    ['capitals', 'LONGJING'],
    ['the beginning of a word', 'longj'],
    ['full-width letters', 'ｌｏｎｇｊｉｎｇ\u3000ＴＥＡ'],
    ['Chinese as it stands', '明前龙井茶叶'],
    ['Chinese with a blank', '明前 龙井'],
    ['Chinese words in another order', '龙井 明前'],
    ['one sign', '叶'],
    ['traditional characters', '龍井茶葉'],
    ['one traditional character', '葉'],
    ['traditional characters and letters', '龍井 tea'],
    ['both languages', '龙井 tea'],
    ['signs of other meaning in a pattern', 'spring % tea'],
    ['a code', 'TEA-0001-50G-TIN'],
    ['a code in small letters', 'tea-0001-50g-tin'],
    ['a code without hyphens', 'tea000150gtin'],
    ['a code with blanks', 'TEA 0001 50G'],
    ['the beginning of a code', 'TEA-0001'],
    ['a barcode', '2200010000023'],
    ['a barcode with blanks', '220 0010 000023'],
    ['a word of the title and a code', 'longjing 50g'],
  ])('finds by %s', async (_what, search) => {
    expect(await found(search)).toEqual([tea])
    expect(await countProducts(prisma(), { search })).toBe(1)
  })

  it('finds a title of traditional characters as it was typed', async () => {
    const { id } = await prisma().product.create({ data: { titleZh: '臺灣紅玉', skus: onSale() } })
    expect(await found('臺灣紅玉')).toEqual([id])
    expect(await found('紅玉')).toEqual([id])
  })

  it('compares letters without their accents', async () => {
    expect(await found('cafe')).toEqual([cup])
    expect(await found('CAFÉ')).toEqual([cup])
  })

  it.each([
    ['another word', 'black tea'],
    ['the middle of a word', 'gjing'],
    ['signs that do not stand together', '明龙'],
    ['no word at all', '!?…'],
    ['words of two products', 'longjing cup'],
  ])('finds nothing by %s', async (_what, search) => {
    expect(await found(search)).toEqual([])
    expect(await countProducts(prisma(), { search })).toBe(0)
  })

  it('finds every product with the word', async () => {
    expect(await listProducts(prisma(), { search: '茶' }, { ...ALL, sort: 'NEWEST' })).toEqual([cup, tea])
    expect(await countProducts(prisma(), { search: '茶' })).toBe(2)
  })

  it('follows titles, codes and SKUs that change', async () => {
    await prisma().product.update({ where: { id: cup }, data: { titleEn: 'Porcelain mug' } })
    expect(await found('celadon')).toEqual([])
    expect(await found('mug')).toEqual([cup])
    await prisma().sku.update({ where: { id: teaSku }, data: { code: 'NEW-9', barcode: null } })
    expect(await found('TEA-0001')).toEqual([])
    expect(await found('new9')).toEqual([tea])
    await prisma().sku.update({ where: { id: teaSku }, data: { productId: cup } })
    expect(await found('new-9')).toEqual([cup])
    await prisma().sku.delete({ where: { id: teaSku } })
    expect(await found('new-9')).toEqual([])
    await prisma().sku.deleteMany({ where: { productId: cup } })
    await prisma().product.delete({ where: { id: cup } })
    expect(await found('mug')).toEqual([])
  })

  it('takes titles of any length', async () => {
    const { id } = await prisma().product.create({
      data: {
        titleZh: '长'.repeat(100_000),
        titleEn: `endless${'x'.repeat(100_000)} ${'word '.repeat(50_000)}`,
        skus: onSale(),
      },
    })
    expect(await found('长长')).toEqual([id])
    expect(await found('endless')).toEqual([id])
  })
})

testDatabases('the list of products by availability', (database) => {
  const prisma = () => database().prisma
  const list = (availability: NonNullable<ProductConditions['availability']>, ids: string[]) =>
    listProducts(prisma(), { availability, ids }, ALL)
  const stateOf = async (id: string) =>
    (await prisma().product.findUniqueOrThrow({ where: { id } })).availability

  it('goes by the level that has the most', async () => {
    const { productId: none } = await makeSku(prisma())
    const ids = [none]
    for (const quantities of [[0], [0, 1], [9, 9], [10], [0, 12]]) {
      const productId = await makeProduct(prisma())
      ids.push(productId)
      for (const onHand of quantities) {
        const { skuId } = await makeSku(prisma(), { productId })
        await makeLevel(prisma(), { skuId, productId, onHand })
      }
    }
    expect(await list('OUT_OF_STOCK', ids)).toEqual(ids.slice(0, 2))
    expect(await list('LOW_STOCK', ids)).toEqual(ids.slice(2, 4))
    expect(await list('IN_STOCK', ids)).toEqual(ids.slice(4))
    expect(await countProducts(prisma(), { availability: 'LOW_STOCK', ids })).toBe(2)
  })

  it('follows stock, what is kept back, SKUs that move, and levels that go', async () => {
    const { skuId, warehouseId, productId, levelId } = await makeLevel(prisma(), { onHand: 10 })
    const add = (onHand: number) => addToLevel(prisma(), { skuId, warehouseId }, { onHand })
    expect(await stateOf(productId)).toBe('IN_STOCK')
    await add(-1)
    expect(await stateOf(productId)).toBe('LOW_STOCK')
    await prisma().stockLevel.update({ where: { id: levelId }, data: { safetyStock: 9 } })
    expect(await stateOf(productId)).toBe('OUT_OF_STOCK')
    await add(5)
    expect(await stateOf(productId)).toBe('LOW_STOCK')
    const other = await makeProduct(prisma())
    await prisma().sku.update({ where: { id: skuId }, data: { productId: other } })
    expect([await stateOf(productId), await stateOf(other)]).toEqual(['OUT_OF_STOCK', 'LOW_STOCK'])
    await prisma().stockLevel.delete({ where: { id: levelId } })
    expect(await stateOf(other)).toBe('OUT_OF_STOCK')
  })

  it('is as it was when the transaction that changed stock is rolled back', async () => {
    const { skuId, warehouseId, productId } = await makeLevel(prisma(), { onHand: 10 })
    const failing = transaction(prisma(), async (tx) => {
      await addToLevel(tx, { skuId, warehouseId }, { onHand: -10 })
      throw new Error('no luck')
    })
    await expect(failing).rejects.toThrow('no luck')
    expect(await stateOf(productId)).toBe('IN_STOCK')
  })

  it('is read in pages from either end, also behind a product that has left it', async () => {
    const made: string[] = []
    for (let i = 0; i < 5; i++) made.push((await makeLevel(prisma(), { onHand: 3 })).productId)
    const where = { availability: 'LOW_STOCK' as const, ids: made }
    const page = (take: number, cursor: string | null) => listProducts(prisma(), where, { take, cursor })
    const [first, second = '', third = '', fourth, fifth] = made
    expect(await page(2, null)).toEqual([first, second])
    expect(await page(2, second)).toEqual([third, fourth])
    expect(await page(-2, null)).toEqual([fourth, fifth])
    expect(await page(-5, third)).toEqual([first, second])
    await prisma().stockLevel.updateMany({ where: { sku: { productId: second } }, data: { onHand: 0 } })
    expect(await page(2, second)).toEqual([third, fourth])
    expect(await page(2, 'none')).toBeNull()
  })

  it('can be narrowed by all conditions at once', async () => {
    const { skuId, productId } = await makeLevel(prisma(), { onHand: 30 })
    const titleEn = `Unheard-of ${v7()}`
    const category = (parentId: string | null) =>
      prisma().category.create({ data: { slug: v7(), nameEn: 'Tea', parentId } })
    const drinks = await category(null)
    const tea = await category(drinks.id)
    const cups = await category(drinks.id)
    await prisma().product.update({
      where: { id: productId },
      data: { titleEn, categories: { create: [{ categoryId: tea.id }] } },
    })
    await prisma().listing.create({ data: { platform: 'JD', externalId: v7(), skuId } })
    const all: ProductConditions = {
      search: titleEn,
      platforms: ['JD', 'TAOBAO'],
      categoryIds: [drinks.id],
      availability: 'IN_STOCK',
      ids: [productId],
    }
    expect(await listProducts(prisma(), all, ALL)).toEqual([productId])
    expect(await listProducts(prisma(), { ...all, categoryIds: [cups.id, tea.id] }, ALL)).toEqual([productId])
    for (const other of [
      { platforms: ['TAOBAO' as const] },
      { categoryIds: [cups.id] },
      { statuses: ['DRAFT' as const, 'ARCHIVED' as const] },
      { availability: 'LOW_STOCK' as const },
      { ids: [] },
      { search: 'other' },
    ]) {
      expect(await listProducts(prisma(), { ...all, ...other }, ALL)).toEqual([])
      expect(await countProducts(prisma(), { ...all, ...other })).toBe(0)
    }
  })
})

testDatabases('a list of other states', (database) => {
  it('has drafts where they are asked for, found by titles and codes', async () => {
    const { prisma } = database()
    const { productId, skuId } = await makeSku(prisma)
    const { code } = await prisma.sku.findUniqueOrThrow({ where: { id: skuId } })
    await prisma.product.update({ where: { id: productId }, data: { status: 'DRAFT', titleEn: '50% draft' } })
    const found = (conditions: ProductConditions) => listProducts(prisma, conditions, ALL)
    expect(await found({})).toEqual([])
    expect(await found({ statuses: ['DRAFT'] })).toEqual([productId])
    expect(await found({ statuses: ['DRAFT'], search: `50% ${code}` })).toEqual([productId])
    expect(await found({ statuses: ['DRAFT'], search: '_0%' })).toEqual([])
    expect(await found({ statuses: ['ACTIVE', 'ARCHIVED'] })).toEqual([])
    expect(await countProducts(prisma, { statuses: ['DRAFT'] })).toBe(1)
  })
})

testDatabases('availability of what is bought to order', (database) => {
  it('follows stock, the mark and the state of its SKUs', async () => {
    const { prisma } = database()
    const { skuId, productId, levelId } = await makeLevel(prisma, { onHand: 0 })
    const seen = async (change: () => Promise<unknown>) => {
      await change()
      return (await prisma.product.findUniqueOrThrow({ where: { id: productId } })).availability
    }
    const sku = (data: { buyToOrder?: boolean; status?: 'ACTIVE' | 'ARCHIVED' }) => () =>
      prisma.sku.update({ where: { id: skuId }, data })
    const stock = (onHand: number) => () =>
      prisma.stockLevel.update({ where: { id: levelId }, data: { onHand } })
    expect(await seen(sku({ buyToOrder: true }))).toBe('MADE_TO_ORDER')
    expect(await seen(stock(3))).toBe('LOW_STOCK')
    expect(await seen(stock(0))).toBe('MADE_TO_ORDER')
    expect(await seen(sku({ status: 'ARCHIVED' }))).toBe('OUT_OF_STOCK')
    expect(await seen(sku({ status: 'ACTIVE' }))).toBe('MADE_TO_ORDER')
    expect(await seen(sku({ buyToOrder: false }))).toBe('OUT_OF_STOCK')
    const second = { code: v7(), productId, titleEn: 'Second', priceMinor: 1n, buyToOrder: true }
    const made = await prisma.sku.create({ data: second })
    expect(await seen(async () => made)).toBe('MADE_TO_ORDER')
    expect(await seen(() => prisma.sku.delete({ where: { id: made.id } }))).toBe('OUT_OF_STOCK')
  })
})

testDatabases('availability of what marketplaces sell', (database) => {
  it('ends when none of them sells it any more, and comes back with one that does', async () => {
    const { prisma } = database()
    const { skuId, productId } = await makeSku(prisma)
    await prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })
    const seen = async () =>
      (await prisma.product.findUniqueOrThrow({ where: { id: productId } })).availability
    const listing = (externalId: string) =>
      prisma.listing.create({ data: { platform: 'WEIDIAN', externalId, skuId, quantity: 5 } })
    const [one, other] = [await listing(v7()), await listing(v7())]
    expect(await seen()).toBe('MADE_TO_ORDER')
    await prisma.listing.update({ where: { id: one.id }, data: { onSale: false } })
    expect(await seen()).toBe('MADE_TO_ORDER')
    await prisma.listing.update({ where: { id: other.id }, data: { quantity: 0 } })
    expect(await seen()).toBe('OUT_OF_STOCK')
    await prisma.listing.update({ where: { id: other.id }, data: { quantity: null } })
    expect(await seen()).toBe('MADE_TO_ORDER')
    await prisma.listing.update({ where: { id: other.id }, data: { removedAt: new Date() } })
    expect(await seen()).toBe('OUT_OF_STOCK')
    await prisma.listing.update({ where: { id: one.id }, data: { onSale: true } })
    expect(await seen()).toBe('MADE_TO_ORDER')
    await prisma.listing.delete({ where: { id: one.id } })
    expect(await seen()).toBe('OUT_OF_STOCK')
  })
})

describePostgres('availability and words under concurrent changes', (database: TestDatabase) => {
  const prisma = () => database().prisma

  it('end as the levels end, whoever comes last', async () => {
    for (let round = 0; round < 8; round++) {
      const productId = await makeProduct(prisma())
      const warehouseId = await makeWarehouse(prisma())
      const levels = await Promise.all(
        [1, 2, 3, 4].map(async () => {
          const { skuId } = await makeSku(prisma(), { productId })
          return makeLevel(prisma(), { skuId, productId, warehouseId, onHand: 10 })
        }),
      )
      const change = (onHand: number, some: typeof levels) =>
        Promise.all(some.map((level) => transaction(prisma(), (tx) => addToLevel(tx, level, { onHand }))))
      await change(-10, levels)
      const out = await prisma().product.findUniqueOrThrow({ where: { id: productId } })
      await Promise.all([change(4, levels.slice(0, 2)), change(20, levels.slice(2))])
      await change(-19, levels.slice(2))
      const low = await prisma().product.findUniqueOrThrow({ where: { id: productId } })
      expect([out.availability, low.availability]).toEqual(['OUT_OF_STOCK', 'LOW_STOCK'])
    }
  })

  it('have the new title and the new SKU when both come at once', async () => {
    for (let round = 0; round < 8; round++) {
      const productId = await makeProduct(prisma())
      const word = v7().replaceAll('-', '')
      const [{ skuId }] = await Promise.all([
        makeSku(prisma(), { productId }),
        prisma().product.update({ where: { id: productId }, data: { titleEn: `Title ${word}` } }),
      ])
      const { code } = await prisma().sku.findUniqueOrThrow({ where: { id: skuId } })
      expect(await listProducts(prisma(), { search: word }, ALL)).toEqual([productId])
      expect(await listProducts(prisma(), { search: code }, ALL)).toEqual([productId])
    }
  })
})
