import { Link } from 'wouter'
import type { ProductCardFragment } from '../../../generated/storefront/graphql.ts'
import { ProductArt } from '../art/product-art.tsx'
import { Badge } from '../parts/badge.tsx'
import { useWords } from '../words/use-words.ts'
import { PLATFORMS } from './filters.ts'

export function ProductCard({ product }: { product: ProductCardFragment }) {
  const { t, money } = useWords()
  const { id, category, title, price, availability, listings } = product
  return (
    <li className="card">
      <Link href={`/products/${encodeURIComponent(id)}`}>
        <ProductArt kind={category} id={id} />
        <h2>{title}</h2>
      </Link>
      <p className="card-line">
        <strong>{price && t('priceFrom', { price: money(price) })}</strong>
        <Badge availability={availability} />
      </p>
      <p className="small">
        {PLATFORMS.filter((each) => listings.some(({ platform }) => platform === each))
          .map((each) => t(each))
          .join(' · ')}
      </p>
    </li>
  )
}
