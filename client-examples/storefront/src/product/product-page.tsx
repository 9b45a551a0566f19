import { useQuery } from 'urql'
import { Link, useParams, useSearchParams } from 'wouter'
import { ProductDetailDocument, type ProductDetailQuery } from '../../../generated/storefront/graphql.ts'
import { routeId } from '../../../shared-web/route/route-id.ts'
import { SearchBar } from '../catalogue/search-bar.tsx'
import { useTitle } from '../layout/use-title.ts'
import { NotFound } from '../parts/not-found.tsx'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { Gallery } from '../picture/gallery.tsx'
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
  const handle = routeId(useParams<{ handle: string }>().handle)
  const { ready, ...asked } = useAskedIn()
  const [{ data, error }, ask] = useQuery({
    query: ProductDetailDocument,
    variables: { handle, ...asked },
    pause: !ready,
  })
  if (data?.product)
    return (
      <>
        <SearchBar />
        <Product product={data.product} />
      </>
    )
  if (data) return <NotFound />
  if (error) return <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  return <PageSkeleton />
}

function Product({ product }: { product: NonNullable<ProductDetailQuery['product']> }) {
  const { money } = useWords()
  useTitle(product.title)
  useLiveStock({ productIds: [product.id] })
  const [params, setParams] = useSearchParams()
  const { skus } = product
  const [category] = product.categories
  const code = params.get('sku')
  // The address's choice; else the first available one.
  const chosen = skus.find((sku) => sku.code === code) ?? skus.find((sku) => availableOf(sku) > 0) ?? skus[0]
  if (!chosen) return <NotFound />
  return (
    <article className="product">
      <Gallery
        media={product.media}
        chosen={chosen.media[0]}
        kind={product.categories[0]?.slug}
        id={product.id}
        title={product.title}
      />
      <div className="product-text">
        {category && (
          <p className="small">
            <Link href={`/c/${category.slug}`}>{category.name}</Link>
          </p>
        )}
        <h1>{product.title}</h1>
        {product.brand && <p className="small">{product.brand}</p>}
        <p className="price">{chosen.price && money(chosen.price)}</p>
        <p>{product.description}</p>
        <SkuPicker
          skus={skus}
          chosen={chosen}
          isOut={(sku) => availableOf(sku) === 0 && !sku.buyToOrder}
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
