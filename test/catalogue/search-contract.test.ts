import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { productLists } from '../../src/catalogue/product-lists.ts'
import type { ListPart, ProductConditions, WordSearch } from '../../src/domain/product-list.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { type TestDatabase, testDatabases } from '../support/databases.ts'
import { onSale } from '../support/fixtures.ts'
import { startMeilisearch } from '../support/meilisearch.ts'
import { processWith } from '../support/word-search.ts'

/** A search by words; made when all products are there. */
interface Subject {
  readonly name: string
  open(prisma: PrismaClient): Promise<{ readonly search: WordSearch; close?(): Promise<unknown> }>
}

const SUBJECTS: readonly Subject[] = [
  { name: "the database's own search", open: async () => ({ search: { find: async () => null } }) },
  {
    name: 'Meilisearch, as its documentation has it',
    async open(prisma) {
      const fake = await startMeilisearch()
      const { search, follow } = processWith(prisma, fake)
      await follow()
      return { search, close: fake.stop }
    },
  },
]

for (const { name, open } of SUBJECTS)
  testDatabases(`products found by ${name}`, (database) => suite(database, open))

function suite(database: TestDatabase, open: Subject['open']) {
  let lists: ReturnType<typeof productLists>
  let close: (() => Promise<unknown>) | undefined
  const ids: Record<string, string> = {}
  let drinks = ''

  beforeAll(async () => {
    const { prisma } = database()
    drinks = (await prisma.category.create({ data: { slug: v7(), nameEn: 'Drinks' } })).id
    const make = async (key: string, data: object, codes: readonly string[] = []) => {
      const { id } = await prisma.product.create({
        data: {
          ...data,
          skus:
            codes.length === 0
              ? onSale()
              : {
                  create: codes.map((code, at) => ({
                    code,
                    priceMinor: BigInt(1_000 * (at + 1)),
                    titleEn: code,
                  })),
                },
        },
      })
      ids[key] = id
    }
    const categories = { create: [{ categoryId: drinks }] }
    await make(
      'tea',
      { titleZh: '明前龙井茶叶', titleEn: 'Longjing green tea', brand: 'Westlake', categories },
      ['TEA-0001-50G', 'TEA-0001-90G'],
    )
    await make('pot', { titleZh: '紫砂茶壶', titleEn: 'Teapot of clay' }, ['POT-7'])
    await make('plate', { titleZh: '瓷盘', titleEn: 'Porcelain plate', categories })
    await make('lamp', {
      titleEn: 'Lantern',
      texts: { th: { title: 'โคมไฟกระดาษ' }, fr: { title: 'Lanterne à thé' } },
    })
    await make('draft', { titleEn: 'Secret lantern', status: 'DRAFT' })
    await make('gone', { titleEn: 'Archived lantern', status: 'ARCHIVED' })
    for (let at = 0; at < 7; at++) await make(`mug${at}`, { titleEn: `Enamel mug number ${at}` })
    const opened = await open(prisma)
    close = opened.close
    lists = productLists(prisma, opened.search)
  })
  afterAll(() => close?.())

  const named = (rows: readonly { readonly id: string }[] | null) =>
    rows?.map(({ id }) => Object.keys(ids).find((key) => ids[key] === id))
  const page = (conditions: ProductConditions, part: Partial<ListPart> = {}) =>
    lists.listProducts(conditions, { take: 100, cursor: null, ...part })

  it.each([
    ['a Chinese word', '龙井', ['tea']],
    ['a word of a title', 'porcelain', ['plate']],
    ['words in another order', 'tea longjing', ['tea']],
    ['the beginning of a word', 'longj', ['tea']],
    ['capitals', 'LONGJING', ['tea']],
    ['a title without its accents', 'lanterne the', ['lamp']],
    ['a title of a further language', 'กระดาษ', ['lamp']],
    ['a brand', 'westlake', ['tea']],
    ['a code', 'TEA-0001-50G', ['tea']],
    ['a typo', 'porcelian', ['plate']],
    ['a typo of one letter', 'lantrn', ['lamp']],
    ['words of two products', 'porcelain longjing', []],
    ['a word that no product has', 'helicopter', []],
    ['no word at all', '!?…', []],
    ['signs of other meaning', '"porcelain" -% plate', ['plate']],
    ['words of hidden products', 'secret', []],
    ['words of archived products', 'archived', []],
  ])('are found by %s: %s', async (_what, search, expected) => {
    expect(named(await page({ search }))).toEqual(expected)
    expect(await lists.countProducts({ search })).toBe(expected.length)
  })

  it('begin with those that have the whole word', async () => {
    expect(named(await page({ search: 'tea' }))).toEqual(['tea', 'pot'])
    expect(named(await page({ search: 'tea' }, { sort: 'RELEVANCE' }))).toEqual(['tea', 'pot'])
  })

  it('are filtered, sorted, counted and described by the database', async () => {
    const inDrinks = { search: 'tea', categoryIds: [drinks] }
    expect(named(await page(inDrinks))).toEqual(['tea'])
    expect(await lists.countProducts(inDrinks)).toBe(1)
    expect(named(await page({ search: 'tea', ids: [ids.pot ?? ''] }))).toEqual(['pot'])
    expect(named(await page({ search: 'tea', platforms: ['JD'] }))).toEqual([])
    expect(named(await page({ search: 'tea', price: { min: 1n, max: 2_000n } }))).toEqual(['tea', 'pot'])
    expect(named(await page({ search: 'tea' }, { sort: 'TITLE' }))).toEqual(['tea', 'pot'])
    expect(named(await page({ search: 'tea' }, { sort: 'NEWEST' }))).toEqual(['pot', 'tea'])
    const facets = await lists.facets({ search: 'tea' })
    expect(facets.find(({ kind }) => kind === 'CATEGORY')?.values).toMatchObject([
      { value: drinks, count: 1 },
    ])
    expect(facets.find(({ kind }) => kind === 'AVAILABILITY')?.values).toMatchObject([{ count: 2 }])
  })

  it('leave hidden ones to those who ask for them', async () => {
    expect(named(await page({ search: 'lantern', statuses: ['DRAFT'] }))).toEqual(['draft'])
  })

  it('come in pages from either end, with equals the newest first', async () => {
    const newest = ['mug6', 'mug5', 'mug4', 'mug3', 'mug2', 'mug1', 'mug0']
    const read: (string | undefined)[] = []
    let cursor: string | null = null
    do {
      const rows: Awaited<ReturnType<typeof page>> = await page({ search: 'enamel mug' }, { take: 3, cursor })
      read.push(...(named(rows) ?? []))
      cursor = rows?.at(-1)?.cursor ?? null
    } while (cursor)
    expect(read).toEqual(newest)
    const last = await page({ search: 'enamel mug' }, { take: -3 })
    const before = await page({ search: 'enamel mug' }, { take: -3, cursor: last?.[0]?.cursor ?? null })
    expect([...(named(before) ?? []), ...(named(last) ?? [])]).toEqual(newest.slice(1))
  })

  it('go on behind a product that has left the list', async () => {
    const first = await page({ search: 'enamel mug' }, { take: 2 })
    const { prisma } = database()
    const left = { where: { id: ids.mug5 ?? '' } }
    await prisma.product.update({ ...left, data: { status: 'ARCHIVED' } })
    const next = await page({ search: 'enamel mug' }, { take: 2, cursor: first?.[1]?.cursor ?? null })
    expect(named(next)).toEqual(['mug4', 'mug3'])
    expect(await lists.countProducts({ search: 'enamel mug' })).toBe(6)
    await prisma.product.update({ ...left, data: { status: 'ACTIVE' } })
  })

  it('refuse the cursor of another order', async () => {
    const [row] = (await page({ search: 'enamel mug' }, { take: 1 })) ?? []
    expect(await page({ search: 'enamel mug' }, { cursor: row?.cursor ?? null, sort: 'TITLE' })).toBeNull()
    expect(await page({}, { cursor: row?.cursor ?? null })).toBeNull()
  })
}
