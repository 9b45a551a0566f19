import {
  type ListPart,
  MOST_ATTRIBUTES,
  PRODUCT_SORTS,
  type ProductConditions,
  type ProductSort,
  SOLD_DAYS,
} from '../../src/domain/product-list.ts'
import { builder } from '../builder.ts'
import type { GraphContext } from '../context.ts'
import { badInput } from '../errors.ts'
import { encodeGlobalId } from '../global-id.ts'
import { listConditionsOf } from '../list-conditions.ts'
import { conditionsOf, type ProductFilter, ProductFilterRef } from '../product-filter.ts'
import { FacetRef, ProductConnectionRef, ProductEdgeRef } from '../refs.ts'
import { setRowCursor, withRowCursors } from '../row-cursor.ts'
import { startAt } from '../start-at.ts'

const MEANINGS: Readonly<Record<ProductSort, string>> = {
  RELEVANCE:
    'What the search fits best: the words together in a title, then whole words, then beginnings of words; of equals what sells best, then the newest. Without a search the order in which products came into the catalogue.',
  NEWEST: 'The newest first.',
  PRICE_ASC: 'The cheapest first, by the lowest price of its SKUs in CNY; without a price last.',
  PRICE_DESC: 'The dearest first, by the lowest price of its SKUs in CNY; without a price last.',
  BEST_SELLING: `What was ordered most in the last ${SOLD_DAYS} days first, then the newest. Counted every few minutes.`,
  TITLE: 'By the beginning of the title that is shown without a language, Latin letters before others.',
}

const ProductSortEnum = builder.enumType('ProductSort', {
  description: 'Order of a list of products. Equals follow each other by id.',
  values: Object.fromEntries(PRODUCT_SORTS.map((sort) => [sort, { description: MEANINGS[sort] }])) as Record<
    ProductSort,
    { description: string }
  >,
})

/** The prisma plugin's form of a connection's arguments. */
interface PageQuery {
  readonly take: number
  readonly skip: number
  readonly cursor?: { readonly id?: string | undefined } | undefined
}

/** The products of a page whose ids are found first. @throws GraphQLError BAD_USER_INPUT for the cursor of another list */
async function listed<Fields extends object>(
  query: PageQuery & Fields,
  conditions: ProductConditions,
  sort: ListPart['sort'],
  { prisma, catalog }: Pick<GraphContext, 'prisma' | 'catalog'>,
) {
  const { take, skip: _, cursor, ...fields } = query
  const places = await catalog.listProducts(conditions, { take, cursor: cursor?.id ?? null, sort })
  if (!places) throw badInput('after', 'is not a cursor of this list')
  const found = await prisma.product.findMany({
    ...fields,
    where: { id: { in: places.map(({ id }) => id) } },
  })
  const byId = new Map(found.map((product) => [product.id, product]))
  return places.flatMap(({ id, cursor: place }) => {
    const product = byId.get(id)
    if (!product) return []
    if (place !== id) setRowCursor(product, place)
    return product
  })
}

/** Its row of the lists knows whether there is anything to buy. */
const ON_SHOW = { list: { status: 'ACTIVE' } } as const

/** Reports what the answer depends on besides its rows. */
function noteReads(filter: ProductFilter | null | undefined, { reads, catalog }: GraphContext): void {
  reads?.catalogue()
  if (filter?.availability) reads?.allStock()
  // No event tells of an exchange rate.
  if (filter?.price?.currency != null) reads?.unannounced()
  // The events come before a search engine has the change.
  if (filter?.search && catalog.words.isLate) reads?.unannounced()
}

builder.queryField('products', (t) =>
  t.prismaConnection(
    {
      type: 'Product',
      nullable: true,
      cursor: 'id',
      extensions: { finishPage: withRowCursors },
      description: 'The catalogue.',
      args: {
        filter: t.arg({ type: ProductFilterRef, description: 'Narrows the list.' }),
        sort: t.arg({
          type: ProductSortEnum,
          description:
            'Order of the list. When absent, RELEVANCE for a search, otherwise the order in which products came into the catalogue.',
        }),
      },
      totalCount: async (_root, { filter }, context) => {
        const conditions = await conditionsOf(filter, context)
        return conditions
          ? context.catalog.countProducts(conditions)
          : context.prisma.productList.count({ where: ON_SHOW.list })
      },
      resolve: async (query, _root, { filter, sort }, context) => {
        const { prisma, reads } = context
        noteReads(filter, context)
        const conditions = (await conditionsOf(filter, context)) ?? (sort ? {} : null)
        const products = conditions
          ? await listed(query, conditions, sort, context)
          : await prisma.product.findMany({
              ...(await startAt(query, ON_SHOW, (where) => prisma.product.count({ where }))),
              where: ON_SHOW,
              orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
            })
        for (const { id } of products) reads?.product(id)
        return products
      },
    },
    ProductConnectionRef,
    ProductEdgeRef,
  ),
)

builder.objectField(ProductConnectionRef, 'facets', (t) =>
  t.field({
    type: [FacetRef],
    description: `What could be chosen among all products of the list: categories, marketplaces, availability and up to ${MOST_ATTRIBUTES} attributes, each counted without its own condition. Counts of more than a few thousand products may be some minutes old.`,
    resolve: async (page, _args, context) => {
      const { filter } = (page as unknown as { args: { filter?: ProductFilter | null } }).args
      noteReads(filter, context)
      context.reads?.allStock()
      const facets = await context.catalog.facets(
        (await listConditionsOf(page, context)) ?? (await conditionsOf(filter, context)) ?? {},
      )
      return facets.map((facet) =>
        facet.kind === 'CATEGORY'
          ? {
              ...facet,
              values: facet.values.map((one) => ({ ...one, value: encodeGlobalId('Category', one.value) })),
            }
          : facet,
      )
    },
  }),
)
