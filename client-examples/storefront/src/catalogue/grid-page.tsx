import { useEffect } from 'react'
import { useQuery, useSubscription } from 'urql'
import {
  GridStockDocument,
  type ProductFilter,
  ProductGridDocument,
  type ProductSort,
} from '../../../generated/storefront/graphql.ts'
import { Problem } from '../parts/problem.tsx'
import { CardSkeletons } from '../parts/skeleton.tsx'
import { useAskedIn } from '../settings/use-asked-in.ts'
import { ProductCard } from './product-card.tsx'

/** Products of one page: full rows of two, three, four and six. */
const PAGE_SIZE = 24

interface Props {
  readonly filter: ProductFilter
  readonly sort: ProductSort | null
  readonly after: string | null
  /** Called when the page is there: where the next one begins; null when it was the last, with how many it has. */
  readonly onLoaded: (next: string | null, count: number) => void
}

/** One page of the grid. Asks for itself and follows its own products, so a long list costs no page twice. */
export function GridPage({ filter, sort, after, onLoaded }: Props) {
  const { ready, ...asked } = useAskedIn()
  const [{ data, error, fetching }, ask] = useQuery({
    query: ProductGridDocument,
    variables: { filter, sort, first: PAGE_SIZE, after, ...asked },
    pause: !ready,
  })
  const products = data?.products?.nodes
  // Badges follow while one looks. Figures are the product page's affair: there the state comes first, gapless.
  useSubscription({
    query: GridStockDocument,
    variables: { productIds: products?.map(({ id }) => id) ?? [] },
    pause: !products?.length,
  })
  const pageInfo = data?.products?.pageInfo
  const next = pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null
  const count = products?.length
  useEffect(() => {
    if (count !== undefined) onLoaded(next, count)
  }, [count, next, onLoaded])
  if (error && !products)
    return (
      <li className="grid-wide">
        <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      </li>
    )
  if (!products || (fetching && !products.length)) return <CardSkeletons count={PAGE_SIZE / 2} />
  return products.map((product) => <ProductCard key={product.id} product={product} />)
}
