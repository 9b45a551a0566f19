// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { graphql } from 'graphql/index.js'
import type { GraphContext } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import type { Facet, ListPart, ProductConditions } from '../../src/domain/product-list.ts'
import { viewerOf } from '../../src/domain/viewer.ts'
import type { Database } from '../../src/store/database.ts'
import { countFacets } from '../../src/store/product-facets.ts'
import { countProducts, listProducts } from '../../src/store/product-list.ts'

export interface PageOfGraph {
  readonly name: string
  readonly source: string
  /** Counts a whole list, which costs by the row of an index. */
  readonly countsList?: boolean
}

const cursor = (id: string) => Buffer.from(`GPC:S:${id}`).toString('base64')
const NODES = 'nodes { id title price { amount } skus { code available } }'

/** What is asked most, for a database of any size: ids that every size has, near the end of its lists. */
export function pagesOf(products: number): readonly PageOfGraph[] {
  const product = products - 30
  const list = (args: string, fields = NODES) => `{ products(${args}) { ${fields} } }`
  return [
    { name: 'first page', source: list('first: 20') },
    { name: 'last page', source: list('last: 20') },
    { name: 'deep cursor', source: list(`first: 20, after: "${cursor(`product-${product}`)}"`) },
    {
      name: 'search for a rare word',
      source: list(`first: 20, filter: { search: "${product} number" }`, `totalCount ${NODES}`),
    },
    {
      name: 'search in Chinese',
      source: list(`first: 20, filter: { search: "龙井 ${product}" }`, `totalCount ${NODES}`),
    },
    { name: 'search for a code', source: list(`first: 20, filter: { search: "BIG-${product}-3" }`) },
    {
      name: 'search that finds nothing',
      source: list('first: 20, filter: { search: "zzzqqq" }', 'totalCount nodes { id }'),
    },
    {
      name: 'search with a typo and facets',
      source: list(
        `first: 20, filter: { search: "${product} nunber" }`,
        `facets { name values { value count } } ${NODES}`,
      ),
    },
    { name: 'search for a common word', source: list('first: 20, filter: { search: "article" }') },
    {
      name: 'search for a common word, the cheapest first',
      source: list('first: 20, sort: PRICE_ASC, filter: { search: "龙井", price: { min: "10" } }'),
    },
    { name: 'the dearest first', source: list('first: 20, sort: PRICE_DESC') },
    { name: 'the best sellers first', source: list('first: 20, sort: BEST_SELLING') },
    { name: 'by title', source: list('first: 20, sort: TITLE') },
    { name: 'out of stock', source: list('first: 20, filter: { availability: OUT_OF_STOCK }') },
    { name: 'low stock', source: list('first: 20, filter: { availability: LOW_STOCK }') },
    { name: 'in stock', source: list('first: 20, filter: { availability: IN_STOCK }') },
    {
      name: 'out of stock, deep cursor',
      source: list(
        `first: 20, after: "${cursor(`product-${product}`)}", filter: { availability: OUT_OF_STOCK }`,
      ),
    },
    {
      name: 'number out of stock',
      source: list('filter: { availability: OUT_OF_STOCK }', 'totalCount'),
      countsList: true,
    },
    {
      name: 'number low in stock',
      source: list('filter: { availability: LOW_STOCK }', 'totalCount'),
      countsList: true,
    },
    {
      name: 'one category',
      source: list(`first: 20, filter: { categoryIds: ["${btoa('Category:category-tea')}"] }`),
    },
    {
      name: 'SKU with its ledger',
      source: `{ sku(code: "BIG-${product}-3") { available movements(first: 20) { totalCount nodes { delta } } } }`,
    },
    {
      name: 'ledgers of a product',
      source: list(
        `first: 1, filter: { search: "BIG-${product}-3" }`,
        'nodes { skus { movements(first: 3) { totalCount nodes { delta } } } }',
      ),
    },
    { name: 'orders', source: '{ orders(first: 20) { nodes { number status lines { quantity } } } }' },
    {
      name: 'orders, deep cursor',
      source: `{ orders(first: 20, after: "${cursor('order-50')}") { nodes { number status } } }`,
    },
    {
      name: 'alerts',
      source: '{ inventoryAlerts(first: 20, filter: { status: OPEN }) { nodes { kind sku { code } } } }',
    },
  ]
}

type Facets = (conditions: ProductConditions) => Promise<readonly Facet[]>

/**
 * Asks as an operator, with the parts of the application that these pages need.
 * @param facets as the gateway counts them; counted for each question when absent
 * @throws Error for an answer with errors
 */
export async function askPage(
  database: Database,
  { source, name }: Pick<PageOfGraph, 'source' | 'name'>,
  facets?: Facets,
): Promise<unknown> {
  const { prisma, reads } = database
  const countEach: Facets = async (conditions) => (await countFacets(prisma, conditions)).facets
  const contextValue = {
    viewer: viewerOf('operator', 'fixture'),
    prisma: reads,
    catalog: {
      words: { isLate: false },
      listProducts: (conditions: ProductConditions, part: ListPart) => listProducts(prisma, conditions, part),
      countProducts: (conditions: ProductConditions) => countProducts(prisma, conditions),
      facets: facets ?? countEach,
    },
  } as unknown as GraphContext
  const { data, errors } = await graphql({ schema, source, contextValue })
  if (errors) throw new Error(`${name}: ${errors[0]?.message}`)
  return data
}
