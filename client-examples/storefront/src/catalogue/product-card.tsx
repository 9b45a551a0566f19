import { Link } from 'wouter'
import type { ProductCardFragment } from '../../../generated/storefront/graphql.ts'
import { ITEM_PLATFORMS } from '../item/platforms.ts'
import { Badge } from '../parts/badge.tsx'
import { ProductPicture } from '../picture/product-picture.tsx'
import { productAddress } from '../product/address.ts'
import { useWords } from '../words/use-words.ts'

export function ProductCard({ product }: { product: ProductCardFragment }) {
  const { t, money } = useWords()
  const { id, categories, media, title, price, availability, listings } = product
  return (
    <li className="card">
      <Link href={productAddress(product)}>
        <ProductPicture
          media={media}
          kind={categories[0]?.slug}
          id={id}
          sizes="(max-width: 40rem) 50vw, 14rem"
        />
        <h2>{title}</h2>
      </Link>
      <p className="card-line">
        <strong>{price && t('priceFrom', { price: money(price) })}</strong>
        <Badge availability={availability} />
      </p>
      <p className="small">
        {ITEM_PLATFORMS.filter((each) => listings.some(({ platform }) => platform === each))
          .map((each) => t(each))
          .join(' · ')}
      </p>
    </li>
  )
}
