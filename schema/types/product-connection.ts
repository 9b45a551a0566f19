import { LOW_BELOW } from '../../src/domain/availability.ts'
import { builder } from '../builder.ts'
import type { GraphContext } from '../context.ts'
import { AvailabilityEnum, PlatformEnum } from '../enums.ts'
import { localIdsOf } from '../global-id.ts'
import { startAt } from '../start-at.ts'

const ProductFilter = builder.inputType('ProductFilter', {
  description: 'What the products have to be like. All given conditions have to hold.',
  fields: (t) => ({
    search: t.string({ description: 'Text in the title of either language, in a SKU code or in a barcode.' }),
    platforms: t.field({ type: [PlatformEnum], description: 'Sold on at least one of these.' }),
    categories: t.stringList({ description: 'Of one of these kinds of goods.' }),
    availability: t.field({ type: AvailabilityEnum, description: 'What a shopper is told of them.' }),
    ids: t.idList({ description: 'Global ids of products.' }),
  }),
})

type Where = NonNullable<NonNullable<Parameters<GraphContext['prisma']['product']['findMany']>[0]>['where']>

function whereOf(filter: typeof ProductFilter.$inferInput | null | undefined): Where {
  const all: Where[] = []
  const search = filter?.search?.trim()
  if (search) {
    // What LIKE gives a meaning is looked for as it is.
    const contains = { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
    all.push({
      OR: [
        { titleZh: contains },
        { titleEn: contains },
        { skus: { some: { OR: [{ code: contains }, { barcode: search }] } } },
      ],
    })
  }
  if (filter?.platforms)
    all.push({ skus: { some: { listings: { some: { platform: { in: filter.platforms } } } } } })
  if (filter?.categories) all.push({ category: { in: filter.categories } })
  if (filter?.ids) all.push({ id: { in: localIdsOf('Product', 'filter.ids', filter.ids) ?? [] } })
  const some = (least: number): Where => ({
    skus: { some: { stockLevels: { some: { available: { gte: least } } } } },
  })
  if (filter?.availability === 'IN_STOCK') all.push(some(LOW_BELOW))
  if (filter?.availability === 'LOW_STOCK') all.push(some(1), { NOT: some(LOW_BELOW) })
  if (filter?.availability === 'OUT_OF_STOCK') all.push({ NOT: some(1) })
  return { AND: all }
}

builder.queryField('products', (t) =>
  t.prismaConnection(
    {
      type: 'Product',
      cursor: 'id',
      description: 'The catalogue, in the order in which products came into it.',
      args: { filter: t.arg({ type: ProductFilter, description: 'Narrows the list.' }) },
      totalCount: (_root, { filter }, { prisma }) => prisma.product.count({ where: whereOf(filter) }),
      resolve: async (query, _root, args, { prisma, reads }) => {
        if (args.filter?.availability) reads?.allStock()
        const where = whereOf(args.filter)
        const page = await startAt(query, where, (narrowed) => prisma.product.count({ where: narrowed }))
        const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const
        const products = await prisma.product.findMany({ ...page, where, orderBy: [...orderBy] })
        for (const { id } of products) reads?.product(id)
        return products
      },
    },
    { name: 'ProductConnection', description: 'A page of products.' },
    { name: 'ProductEdge', description: 'A product and its place in the list.' },
  ),
)
