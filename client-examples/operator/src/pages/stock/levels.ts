import { graphql, type NodeOf, type StockPageQuery } from '../../graph.ts'

export const STOCK_PAGE = graphql(`
  query StockPage(
    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter
  ) {
    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id title
        skus {
          id code
          attributes { value }
          stockLevels {
            id onHand reserved safetyStock incoming available version updatedAt
            warehouse { id code name }
          }
        }
      }
    }
    warehouses { id code name }
  }
`)

type Product = NodeOf<StockPageQuery['products']>
type Sku = Product['skus'][number]
export type Level = Sku['stockLevels'][number]
export type Warehouse = StockPageQuery['warehouses'][number]

/** One line of the table: a SKU in a warehouse. */
export interface LevelRow {
  readonly level: Level
  readonly sku: { readonly id: string; readonly code: string }
  readonly title: string
  readonly attributes: string
}

export function rowsOf(products: readonly Product[]): LevelRow[] {
  return products.flatMap(({ title, skus }) =>
    skus.flatMap(({ id, code, attributes, stockLevels }) =>
      stockLevels.map((level) => ({
        level,
        sku: { id, code },
        title,
        attributes: attributes.map(({ value }) => value).join(', '),
      })),
    ),
  )
}
