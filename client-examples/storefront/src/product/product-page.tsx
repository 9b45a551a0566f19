import { useQuery } from 'urql'
import { useParams, useSearchParams } from 'wouter'
import { ProductDetailDocument, type ProductDetailQuery } from '../../../generated/storefront/graphql.ts'
import { routeId } from '../../../shared-web/route/route-id.ts'
import { ProductArt } from '../art/product-art.tsx'
import { useTitle } from '../layout/use-title.ts'
import { NotFound } from '../parts/not-found.tsx'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { useAskedIn } from '../settings/use-asked-in.ts'
import { availableOf } from '../stock/availability.ts'
import { StockNote } from '../stock/stock-note.tsx'
import { useLiveStock } from '../stock/use-live-stock.ts'
import '../styles/product.css'
import { useWords } from '../words/use-words.ts'
import { BuyBox } from './buy-box.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { SkuPicker } from './sku-picker.tsx'

export default function ProductPage() {
  const id = routeId(useParams<{ id: string }>().id)
  const { ready, ...asked } = useAskedIn()
  const [{ data, error }, ask] = useQuery({
    query: ProductDetailDocument,
    variables: { id, ...asked },
    pause: !ready,
  })
  if (data?.product) return <Product product={data.product} />
  if (data || error?.graphQLErrors.some(({ extensions }) => extensions.code === 'BAD_USER_INPUT'))
    return <NotFound />
  if (error) return <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  return <PageSkeleton />
}

function Product({ product }: { product: NonNullable<ProductDetailQuery['product']> }) {
  const { money } = useWords()
  useTitle(product.title)
  useLiveStock({ productIds: [product.id] })
  const [params, setParams] = useSearchParams()
  const { skus } = product
  const code = params.get('sku')
  // What the address says; else the first that can be had.
  const chosen = skus.find((sku) => sku.code === code) ?? skus.find((sku) => availableOf(sku) > 0) ?? skus[0]
  if (!chosen) return <NotFound />
  return (
    <article className="product">
      <div className="product-picture">
        <ProductArt kind={product.category} id={product.id} />
      </div>
      <div className="product-text">
        <h1>{product.title}</h1>
        <p className="price">{chosen.price && money(chosen.price)}</p>
        <p>{product.description}</p>
        <SkuPicker
          skus={skus}
          chosen={chosen}
          onChoose={(sku) => setParams(new URLSearchParams({ sku: sku.code }), { replace: true })}
        />
        <StockNote sku={chosen} />
        <BuyBox key={chosen.id} sku={chosen} />
        <p className="small">
          SKU <code>{chosen.code}</code>
        </p>
      </div>
      <Elsewhere skuId={chosen.id} />
    </article>
  )
}
