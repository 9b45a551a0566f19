import { beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { onSale } from '../../test/support/fixtures.ts'
import type { FoundProduct, ListPart, ProductConditions } from '../domain/product-list.ts'
import { countFacets } from './product-facets.ts'
import { countProducts, listProducts } from './product-list.ts'

testDatabases('products that a search engine found', (database) => {
  const prisma = () => database().prisma
  const ids: string[] = []
  beforeEach(async () => {
    if (ids.length > 0) return
    // The database ranks the phrase in the title first: 0, then the whole words 1, then the beginning 2, 3 and 4.
    const titles = [
      'Red tea cup',
      'Cup for tea, red',
      'Redder teapot cups',
      'Redder teacup cups',
      'Redder teabag cups',
    ]
    for (const titleEn of titles)
      ids.push((await prisma().product.create({ data: { titleEn, skus: onSale() } })).id)
  })
  const SEARCH = 'red tea cup'
  /** As an engine may rank them: the third best, then the first and the fourth alike. */
  const engine = (): FoundProduct[] =>
    [
      [2, 900_000],
      [0, 500_000],
      [3, 500_000],
      [1, 100_000],
    ].map(([at = 0, score = 0]) => ({ id: ids[at] ?? '', score }))
  const page = async (conditions: Partial<ProductConditions>, part: Partial<ListPart> = {}) => {
    const rows = await listProducts(
      prisma(),
      { search: SEARCH, ...conditions },
      { take: 2, cursor: null, ...part },
    )
    return { places: rows?.map(({ id }) => ids.indexOf(id)) ?? null, cursor: rows?.at(-1)?.cursor ?? null }
  }

  it('are ranked by it, equals the newest first, and are all that is counted', async () => {
    const found = engine()
    expect((await page({ found }, { take: 10 })).places).toEqual([2, 3, 0, 1])
    expect(await countProducts(prisma(), { search: SEARCH, found })).toBe(4)
    expect((await countFacets(prisma(), { search: SEARCH, found })).products).toBe(4)
    expect((await page({ found: [] })).places).toEqual([])
    expect(await countProducts(prisma(), { search: SEARCH, found: [] })).toBe(0)
    expect((await page({ found, ids: [ids[1] ?? ''] })).places).toEqual([1])
  })

  it('go on at their place when the engine ranks other products among them meanwhile', async () => {
    const { places, cursor } = await page({ found: engine() })
    expect(places).toEqual([2, 3])
    const later = [{ id: ids[4] ?? '', score: 950_000 }, ...engine().filter(({ id }) => id !== ids[3])]
    expect((await page({ found: later }, { cursor })).places).toEqual([0, 1])
  })

  it('go on behind the same product in the own order when the engine is gone', async () => {
    const own = (await page({}, { take: 10 })).places
    expect(own).toEqual([0, 1, 4, 3, 2])
    const first = await page({ found: engine() })
    const second = await page({ found: null }, { cursor: first.cursor })
    // Behind 3.
    expect(second.places).toEqual([2])
    const best = await page({ found: engine() }, { take: 1 })
    expect((await page({}, { cursor: best.cursor })).places).toEqual([])
    const third = await page({ found: engine() }, { take: 3 })
    expect((await page({}, { cursor: third.cursor })).places).toEqual([1, 4])
  })

  it('go on behind the best matches when the own search lacks the product', async () => {
    const other = await prisma().product.create({ data: { titleEn: 'Nothing like it', skus: onSale() } })
    const { cursor } = await page({ found: [{ id: other.id, score: 1_000_000 }, ...engine()] }, { take: 1 })
    expect((await page({}, { cursor })).places).toEqual([4, 3])
  })

  it('do not take the place of the own order in its next pages', async () => {
    const first = await page({})
    expect(first.places).toEqual([0, 1])
    expect((await page({ found: engine() }, { cursor: first.cursor })).places).toEqual([4, 3])
  })

  it('have cursors of their own', async () => {
    const { cursor } = await page({ found: engine() })
    for (const part of [{ sort: 'TITLE' as const }, { sort: 'NEWEST' as const }])
      for (const found of [engine(), null])
        expect((await page({ found }, { ...part, cursor })).places).toBeNull()
    expect((await page({ search: null }, { cursor })).places).toBeNull()
    expect((await page({ statuses: ['DRAFT'] }, { cursor })).places).toBeNull()
    const forged = `${ids[0]}~["FOUND",0,"1;DROP","0","0"]`
    expect((await page({ found: engine() }, { cursor: forged })).places).toBeNull()
  })
})
