import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { onSale } from '../../test/support/fixtures.ts'
import { type Facet, MOST_ATTRIBUTES, MOST_VALUES, type ProductConditions } from '../domain/product-list.ts'
import { countFacets } from './product-facets.ts'
import { listProducts } from './product-list.ts'

testDatabases('facets', (database) => {
  const prisma = () => database().prisma
  const counts = (facets: readonly Facet[]) =>
    Object.fromEntries(
      facets.map(({ name, values }) => [
        name,
        Object.fromEntries(values.map(({ value, count }) => [value, count])),
      ]),
    )
  const counted = async (conditions: ProductConditions) =>
    counts((await countFacets(prisma(), conditions)).facets)
  const listed = async (conditions: ProductConditions) =>
    (await listProducts(prisma(), conditions, { take: 100, cursor: null }))?.map(({ id }) => id)

  const ids: string[] = []
  let drinks: string
  let tea: string
  let green: string
  async function product(
    title: string,
    categories: readonly string[],
    skus: readonly (readonly [colour: string, size: string])[],
  ) {
    const { id } = await prisma().product.create({
      data: { titleEn: title, categories: { create: categories.map((categoryId) => ({ categoryId })) } },
    })
    for (const [colour, size] of skus)
      await prisma().sku.create({
        data: {
          code: `c${v7()}`,
          productId: id,
          titleEn: 'x',
          priceMinor: 100n,
          attributes: [
            { name: 'Colour', value: colour, nameZh: '颜色', ...(colour === 'Red' && { valueZh: '红' }) },
            { name: 'Size', value: size },
          ],
        },
      })
    ids.push(id)
    return id
  }
  beforeAll(async () => {
    const category = async (slug: string, parentId: string | null) =>
      (
        await prisma().category.create({
          data: { slug, nameEn: slug, nameZh: `${slug}-zh`, names: { fr: `${slug}-fr` }, parentId },
        })
      ).id
    drinks = await category('drinks', null)
    tea = await category('tea', drinks)
    green = await category('green', tea)
    const one = await product(
      'Pot one',
      [tea],
      [
        ['Red', 'S'],
        ['Red', 'M'],
      ],
    )
    await product('Pot two', [green, tea], [['Blue', 'M']])
    await product('Pot three', [], [['Red', 'L']])
    const archived = await product('Pot four', [drinks], [['Black', 'S']])
    await prisma().product.update({ where: { id: archived }, data: { status: 'ARCHIVED' } })
    const sku = await prisma().sku.findFirstOrThrow({ where: { productId: one } })
    for (const platform of ['JD', 'TAOBAO'] as const)
      await prisma().listing.create({ data: { platform, externalId: v7(), skuId: sku.id } })
    await prisma().product.update({ where: { id: one }, data: { availability: 'IN_STOCK' } })
  })

  it('count products on show by everything that they have, a category with those below it', async () => {
    expect(await counted({ search: 'pot' })).toEqual({
      categoryIds: { [drinks]: 2, [tea]: 2, [green]: 1 },
      platforms: { JD: 1, TAOBAO: 1 },
      availability: { IN_STOCK: 1, OUT_OF_STOCK: 2 },
      Colour: { Red: 2, Blue: 1 },
      Size: { S: 1, M: 2, L: 1 },
    })
    const { facets, products } = await countFacets(prisma(), {})
    expect(products).toBe(3)
    expect(facets.map(({ kind }) => kind)).toEqual([
      'CATEGORY',
      'PLATFORM',
      'AVAILABILITY',
      'ATTRIBUTE',
      'ATTRIBUTE',
    ])
    expect(facets[0]?.values[0]?.label).toMatchObject({
      zh: expect.stringMatching('-zh'),
      more: { fr: expect.stringMatching('-fr') },
    })
    const colour = facets.find(({ name }) => name === 'Colour')
    expect(colour?.label).toEqual({ zh: '颜色', en: 'Colour' })
    expect(colour?.values).toMatchObject([
      { value: 'Red', label: { zh: '红', en: 'Red' } },
      { value: 'Blue', label: { zh: null, en: 'Blue' } },
    ])
  })

  it('are counted without their own condition, and with all others', async () => {
    const red = { name: 'Colour', values: ['Red'] }
    expect(await counted({ attributes: [red] })).toMatchObject({
      categoryIds: { [drinks]: 1, [tea]: 1 },
      availability: { IN_STOCK: 1, OUT_OF_STOCK: 1 },
      Colour: { Red: 2, Blue: 1 },
      Size: { S: 1, M: 1, L: 1 },
    })
    expect(await counted({ attributes: [red], categoryIds: [drinks] })).toEqual({
      categoryIds: { [drinks]: 1, [tea]: 1 },
      platforms: { JD: 1, TAOBAO: 1 },
      availability: { IN_STOCK: 1 },
      Colour: { Red: 1, Blue: 1 },
      Size: { S: 1, M: 1 },
    })
    const both = { attributes: [red, { name: 'Size', values: ['M', 'L'] }], platforms: ['JD' as const] }
    expect(await counted(both)).toMatchObject({
      platforms: { JD: 1, TAOBAO: 1 },
      availability: { IN_STOCK: 1 },
      Colour: { Red: 1 },
      Size: { S: 1, M: 1 },
    })
    expect((await counted({ availability: 'IN_STOCK' })).availability).toEqual({
      IN_STOCK: 1,
      OUT_OF_STOCK: 2,
    })
    expect(await counted({ search: 'nothing like it' })).toEqual({})
  })

  it('have values that the filter finds', async () => {
    const [one, two, three, four] = ids
    const by = (name: string, ...values: string[]) => ({ attributes: [{ name, values }] })
    expect(await listed(by('Colour', 'Red'))).toEqual([one, three])
    expect(await listed(by('Colour', 'Red', 'Blue'))).toEqual([one, two, three])
    expect(
      await listed({ attributes: [...by('Colour', 'Red').attributes, ...by('Size', 'L').attributes] }),
    ).toEqual([three])
    expect(await listed({ ...by('Size', 'M'), categoryIds: [green], search: 'pot' })).toEqual([two])
    expect(await listed(by('Colour', 'Pink'))).toEqual([])
    expect(await listed(by('Hue', 'Red'))).toEqual([])
    expect(await listed({ statuses: ['ARCHIVED'], ...by('Colour', 'Black'), categoryIds: [drinks] })).toEqual(
      [four],
    )
    expect(await counted({ statuses: ['ARCHIVED'] })).toMatchObject({ Colour: { Black: 1 } })
  })

  it('follow categories, listings and SKUs that change', async () => {
    const [one = '', two = ''] = ids
    await prisma().productCategory.delete({
      where: { productId_categoryId: { productId: two, categoryId: green } },
    })
    await prisma().listing.deleteMany({ where: { platform: 'TAOBAO' } })
    await prisma().sku.updateMany({
      where: { productId: two },
      data: { attributes: [{ name: 'Colour', value: 'Red' }] },
    })
    await prisma().sku.updateMany({ where: { productId: one }, data: { status: 'ARCHIVED' } })
    await prisma().sku.create({ data: { ...onSale().create, productId: one } })
    expect(await counted({})).toMatchObject({
      categoryIds: { [drinks]: 2, [tea]: 2 },
      platforms: { JD: 1 },
      Colour: { Red: 2 },
      Size: { L: 1 },
    })
    expect(await listed({ platforms: ['TAOBAO'] })).toEqual([])
    const other = await prisma().sku.findFirstOrThrow({ where: { productId: two } })
    await prisma().listing.updateMany({ where: { platform: 'JD' }, data: { skuId: other.id } })
    expect(await listed({ platforms: ['JD'] })).toEqual([two])
    await prisma().category.update({ where: { id: tea }, data: { parentId: null } })
    expect((await counted({})).categoryIds).toEqual({ [tea]: 2 })
  })

  it('are bounded: the attributes and values that most products have, and those that are chosen', async () => {
    const attributes = Array.from({ length: MOST_ATTRIBUTES + 5 }, (_, at) => ({
      name: `Name ${at}`,
      value: 'v',
    }))
    const values = Array.from({ length: MOST_VALUES + 5 }, (_, at) => ({ name: 'Name 0', value: `v${at}` }))
    const { id } = await prisma().product.create({ data: { titleEn: 'Bounded' } })
    const sku = { productId: id, titleEn: 'x', priceMinor: 1n }
    await prisma().sku.create({ data: { ...sku, code: v7(), attributes } })
    await prisma().sku.create({ data: { ...sku, code: v7(), attributes: values } })
    const { facets } = await countFacets(prisma(), { search: 'bounded' })
    expect(facets.filter(({ kind }) => kind === 'ATTRIBUTE')).toHaveLength(MOST_ATTRIBUTES)
    expect(Math.max(...facets.map((facet) => facet.values.length))).toBe(MOST_VALUES)
    const last = `Name ${attributes.length - 1}`
    const chosen = { search: 'bounded', attributes: [{ name: last, values: ['v'] }] }
    expect((await counted(chosen))[last]).toEqual({ v: 1 })
  })
})
