import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, onSale } from '../../test/support/fixtures.ts'
import { CURRENCIES } from '../domain/currency.ts'
import { PRODUCT_SORTS, type ProductConditions, type ProductSort } from '../domain/product-list.ts'
import { countProducts, listProducts } from './product-list.ts'
import { countSold } from './product-sold.ts'

testDatabases('lists of products', (database) => {
  const prisma = () => database().prisma

  interface Given {
    readonly titleEn?: string
    readonly titleZh?: string
    readonly texts?: object
    readonly brand?: string
    /** In fen. */
    readonly price?: number
    readonly currency?: string
    readonly sold?: number
    readonly status?: 'ACTIVE' | 'ARCHIVED'
  }
  async function product({ price, currency, sold, status, ...data }: Given): Promise<string> {
    const { id } = await prisma().product.create({
      data: {
        titleEn: null,
        ...data,
        ...((price === undefined || status === 'ARCHIVED') && { skus: onSale() }),
      },
    })
    if (price !== undefined)
      await prisma().sku.create({
        data: {
          code: `c${v7()}`,
          productId: id,
          titleEn: 'x',
          priceMinor: price,
          currency: currency ?? 'CNY',
          status: status ?? 'ACTIVE',
        },
      })
    if (sold) await prisma().productList.update({ where: { productId: id }, data: { sold } })
    return id
  }
  const idsOf = async (conditions: ProductConditions, sort?: ProductSort) =>
    (await listProducts(prisma(), conditions, { take: 100, cursor: null, sort }))?.map(({ id }) => id)

  describe('by relevance', () => {
    it('have the words together in a title first, then whole words, then beginnings; of equals what sells', async () => {
      const beginning = await product({ titleEn: 'Kyuso bluebell vase' })
      const scattered = await product({ titleEn: 'Blue cup and kyuso' })
      const together = await product({ titleEn: 'A kyuso blue plate' })
      const sold = await product({ titleEn: 'Blue jug, kyuso', sold: 3 })
      expect(await idsOf({ search: 'kyuso blue' })).toEqual([together, sold, scattered, beginning])
      expect(await idsOf({ search: 'kyuso blue' }, 'NEWEST')).toEqual([sold, together, scattered, beginning])
    })

    it('have Chinese that stands together in a title first', async () => {
      const apart = await product({ titleZh: '竹篮与篮子盒' })
      const together = await product({ titleZh: '新竹篮子' })
      expect(await idsOf({ search: '竹篮子' })).toEqual([together, apart])
    })
  })

  describe('by a word with a typo', () => {
    let kettle: string
    beforeAll(async () => {
      kettle = await product({ titleEn: 'Enamelled kettle', titleZh: '搪瓷水壶' })
    })
    it.each([
      ['a wrong letter', 'kettli'],
      ['a missing letter', 'ketle'],
      ['a letter too many', 'kettlle'],
      ['two letters exchanged', 'ketlte'],
      ['a wrong first letter', 'jettle'],
      ['two wrong letters of a long word', 'enamalied'],
      ['a plural that no title has', 'kettles'],
      ['one word right and one wrong', 'enamelled ketlle'],
      ['Chinese and a wrong word', '水壶 ketlle'],
    ])('find the near one: %s', async (_what, search) => {
      expect(await idsOf({ search })).toEqual([kettle])
      expect(await countProducts(prisma(), { search })).toBe(1)
    })
    it.each([
      ['two wrong letters of a short word', 'kittli'],
      ['three of a long one', 'enamulibd'],
      ['a short word', 'kex'],
      ['a code', 'kettl3'],
    ])('find nothing: %s', async (_what, search) => {
      expect(await idsOf({ search })).toEqual([])
    })
    it('take a word that there is as it is', async () => {
      const other = await product({ titleEn: 'Nettle tea' })
      expect(await idsOf({ search: 'nettle' })).toEqual([other])
      expect(await idsOf({ search: 'kettle' })).toEqual([kettle])
    })
  })

  describe('by words of any language', () => {
    let tea: string
    beforeAll(async () => {
      const texts = {
        th: { title: 'ชาเขียวหลงจิ่ง' },
        ru: { title: 'Зелёный Чай' },
        vi: { title: 'Trà xanh Đà Lạt' },
        ja: { title: '抹茶ラテ' },
        ko: { title: '녹차라떼' },
        ar: { title: 'شاي أخضر' },
        el: { title: 'ΠΡΑΣΙΝΟ Τσάι' },
      }
      tea = await product({ titleEn: 'Leaf no. 5', texts, brand: 'Xihuzhen' })
    })
    it.each([
      ['Thai without spaces', 'เขียว'],
      ['Russian in capitals', 'ЗЕЛЁНЫЙ'],
      ['Russian without its accents', 'зеленый чай'],
      ['Vietnamese', 'trà xanh đà lạt'],
      ['Vietnamese as typed without marks', 'tra xanh da lat'],
      ['Japanese', 'ラテ'],
      ['Korean', '라떼'],
      ['Arabic', 'أخضر'],
      ['Greek in small letters', 'πρασινο τσαι'],
      ['a brand', 'xihuzhen'],
      ['a Russian word with a typo', 'зеленыц'],
    ])('find %s', async (_what, search) => {
      expect(await idsOf({ search })).toEqual([tea])
    })
    it('follow titles in other languages and brands', async () => {
      await prisma().product.update({
        where: { id: tea },
        data: { texts: { fr: { title: 'Théière' } }, brand: null },
      })
      expect(await idsOf({ search: 'xihuzhen' })).toEqual([])
      expect(await idsOf({ search: 'ラテ' })).toEqual([])
      expect(await idsOf({ search: 'theiere' })).toEqual([tea])
    })
  })

  describe('in every order', () => {
    let made: string[]
    const given: Given[] = [
      { titleEn: 'banana', price: 300, sold: 2 },
      { titleEn: 'Apple', price: 200, sold: 7 },
      { titleEn: 'cherry', sold: 2 },
      { titleZh: '枣', price: 100 },
      { titleEn: 'date', price: 300 },
      { titleEn: 'fig', price: 50, status: 'ARCHIVED' },
      { titleEn: 'elder', price: 200, currency: 'KWD' },
    ]
    /** Titles in the order of the lists. */
    const EXPECTED: Readonly<Record<ProductSort, string>> = {
      RELEVANCE: 'banana Apple cherry 枣 date fig elder',
      NEWEST: 'elder fig date 枣 cherry Apple banana',
      PRICE_ASC: '枣 Apple banana date elder cherry fig',
      PRICE_DESC: 'elder date banana Apple 枣 fig cherry',
      BEST_SELLING: 'Apple cherry banana elder fig date 枣',
      TITLE: 'Apple banana cherry date elder fig 枣',
    }
    beforeAll(async () => {
      // 2 fils are 20 fen and more at this rate: 0.200 KWD are 10.00 CNY.
      await prisma().exchangeRate.upsert({
        where: { currency: 'KWD' },
        create: { currency: 'KWD', rate: '0.02' },
        update: {},
      })
      made = []
      for (const one of given) made.push(await product(one))
    })
    const titled = (ids: readonly string[] | undefined) =>
      ids
        ?.map((id) => given[made.indexOf(id)])
        .map((one) => one?.titleEn ?? one?.titleZh)
        .join(' ')

    it.each(PRODUCT_SORTS)('%s is the same whole, in pages of two, and from its end', async (sort) => {
      const conditions = { ids: made }
      expect(titled(await idsOf(conditions, sort))).toBe(EXPECTED[sort])
      for (const size of [2, -2]) {
        const pages: string[] = []
        let cursor: string | null = null
        for (;;) {
          const page = await listProducts(prisma(), conditions, { take: size, cursor, sort })
          if (!page?.length) break
          const ids = page.map(({ id }) => id)
          if (size > 0) pages.push(...ids)
          else pages.unshift(...ids)
          cursor = (size > 0 ? page.at(-1) : page[0])?.cursor ?? null
        }
        expect(titled(pages)).toBe(EXPECTED[sort])
      }
    })

    it.each(['PRICE_ASC', 'PRICE_DESC', 'BEST_SELLING', 'NEWEST', 'TITLE'] as const)(
      '%s goes on where a page ended, though its last product has left the list with another price',
      async (sort) => {
        const conditions = { ids: made }
        const page = await listProducts(prisma(), conditions, { take: 3, cursor: null, sort })
        const last = page?.at(-1) ?? { id: '', cursor: '' }
        await prisma().product.update({
          where: { id: last.id },
          data: { status: 'ARCHIVED', titleEn: 'zzz' },
        })
        await prisma().sku.updateMany({ where: { productId: last.id }, data: { priceMinor: 999_999n } })
        const next = await listProducts(prisma(), conditions, { take: 100, cursor: last.cursor, sort })
        expect(titled(next?.map(({ id }) => id))).toBe(EXPECTED[sort].split(' ').slice(3).join(' '))
        const { titleEn = null, price = 0 } = given[made.indexOf(last.id)] ?? {}
        await prisma().product.update({ where: { id: last.id }, data: { status: 'ACTIVE', titleEn } })
        await prisma().sku.updateMany({ where: { productId: last.id }, data: { priceMinor: price } })
        expect(titled(await idsOf(conditions, sort))).toBe(EXPECTED[sort])
      },
    )

    it('refuses the cursor of another order, and what is no cursor', async () => {
      const conditions = { ids: made }
      const [first] =
        (await listProducts(prisma(), conditions, { take: 1, cursor: null, sort: 'TITLE' })) ?? []
      const page = (cursor: string) =>
        listProducts(prisma(), conditions, { take: 1, cursor, sort: 'PRICE_ASC' })
      expect(await page(first?.cursor ?? '')).toBeNull()
      expect(await page(made[0] ?? '')).toBeNull()
      for (const place of [
        '["PRICE_ASC",0,"x"]',
        '["PRICE_ASC",9,"1"]',
        '["PRICE_ASC",0]',
        '["PRICE_ASC"',
        '{}',
      ])
        expect(await page(`${made[0]}~${place}`)).toBeNull()
      expect(await page(`${made[0]}~["PRICE_ASC",0,"1"]`)).toHaveLength(1)
    })

    it('takes a range of prices in CNY, of other currencies by their rate', async () => {
      const within = async (min: bigint | null, max: bigint | null) =>
        titled(await idsOf({ ids: made, price: { min, max } }))
      expect(await within(100n, 200n)).toBe('Apple 枣')
      expect(await within(300n, null)).toBe('banana date elder')
      expect(await within(1000n, 1000n)).toBe('elder')
      expect(await within(null, 99n)).toBe('')
      await prisma().exchangeRate.update({ where: { currency: 'KWD' }, data: { rate: '0.01' } })
      expect(await within(1000n, 1000n)).toBe('')
      expect(await within(2000n, 2000n)).toBe('elder')
      await prisma().exchangeRate.delete({ where: { currency: 'KWD' } })
      expect(await within(0n, null)).toBe('banana Apple 枣 date')
      expect(await countProducts(prisma(), { ids: made, price: { min: 100n, max: 200n } })).toBe(2)
    })
  })

  describe('of more matches than are checked one by one', () => {
    const MANY = 520
    let ids: string[]
    /** Several share a price, and the last twenty have none. */
    const priceOf = (at: number) => (at < MANY - 20 ? 1_000 + ((at * 7) % 100) : null)
    beforeAll(async () => {
      ids = Array.from({ length: MANY }, () => v7())
      await prisma().product.createMany({ data: ids.map((id) => ({ id, titleEn: 'Gatherum cup' })) })
      await prisma().sku.createMany({
        data: ids.flatMap((productId, at) => {
          const priceMinor = priceOf(at)
          const sku = { code: productId, productId, titleEn: 'x' }
          // Nobody keeps a rate for this currency.
          return priceMinor === null ? { ...sku, priceMinor: 1, currency: 'XAF' } : { ...sku, priceMinor }
        }),
      })
    })

    it.each([
      ['PRICE_ASC', 1],
      ['PRICE_DESC', -1],
    ] as const)('%s goes through all of them, those without a price last', async (sort, direction) => {
      const priced = ids
        .flatMap((id, at) => ({ id, price: priceOf(at) ?? -1 }))
        .filter(({ price }) => price >= 0)
        .toSorted((a, b) => direction * (a.price - b.price || (a.id < b.id ? -1 : 1)))
      const read: string[] = []
      let cursor: string | null = null
      for (let page = 0; page < 3; page++) {
        const found = await listProducts(prisma(), { search: 'gatherum' }, { take: 200, cursor, sort })
        read.push(...(found ?? []).map(({ id }) => id))
        cursor = found?.at(-1)?.cursor ?? null
      }
      expect(read.slice(0, MANY - 20)).toEqual(priced.map(({ id }) => id))
      expect(new Set(read)).toEqual(new Set(ids))
    })
  })

  it('know the decimals of every currency', async () => {
    const rows = await prisma().$queryRaw<{ code: string; digits: number }[]>`
      SELECT code, currency_digits(code) AS digits FROM unnest(${[...CURRENCIES.keys()]}::text[]) code`
    expect(new Map(rows.map(({ code, digits }) => [code, digits]))).toEqual(CURRENCIES)
  })

  it('count what was paid in the last thirty days, without what came back', async () => {
    const { skuId, productId } = await makeLevel(prisma(), { onHand: 9 })
    const order = (changes: object, lines: object[]) =>
      prisma().order.create({
        data: {
          number: v7(),
          source: 'STOREFRONT',
          status: 'PAID',
          totalMinor: 1n,
          placedAt: new Date(),
          ...changes,
          lines: {
            create: lines.map((line, position) => ({
              position,
              title: 'x',
              quantity: 1,
              unitPriceMinor: 1n,
              skuId,
              ...line,
            })),
          },
        },
      })
    const sold = async () => {
      await countSold(prisma())
      return (await prisma().productList.findUniqueOrThrow({ where: { productId } })).sold
    }
    const first = await order({}, [{ quantity: 2 }, { quantity: 3 }, { quantity: 9, status: 'RETURNED' }])
    await order({ status: 'PENDING_PAYMENT' }, [{}])
    await order({ status: 'CANCELLED' }, [{}])
    await order({ placedAt: new Date(Date.now() - 31 * 86_400_000) }, [{}])
    expect(await sold()).toBe(5)
    expect(await countSold(prisma())).toBe(0)
    await prisma().order.update({ where: { id: first.id }, data: { status: 'REFUNDED' } })
    expect(await sold()).toBe(0)
  })
})
