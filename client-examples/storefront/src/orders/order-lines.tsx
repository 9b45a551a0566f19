import { Link } from 'wouter'
import type { OneOrderQuery, OrderWholeFragment } from '../../../generated/storefront/graphql.ts'
import { itemAddress } from '../item/platforms.ts'
import { ProductPicture } from '../picture/product-picture.tsx'
import { productAddress } from '../product/address.ts'
import { useWords } from '../words/use-words.ts'

export function OrderLines({ lines }: { lines: OrderWholeFragment['lines'] }) {
  const { t, money, number } = useWords()
  return (
    <section>
      <h2>{t('inThisOrder')}</h2>
      <ul className="order-lines">
        {lines.map(({ id, title, quantity, unitPrice, sku }) => (
          <li key={id}>
            <ProductPicture
              media={sku?.product.media}
              kind={sku?.product.categories[0]?.slug}
              id={sku?.product.id ?? id}
              sizes="4rem"
            />
            {sku ? <Link href={pageOf(sku)}>{sku.title}</Link> : <span>{title}</span>}
            <span className="small">
              {number(quantity)} × {money(unitPrice)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type OrderedSku = NonNullable<OrderWholeFragment['lines'][number]['sku']>

/** An item bought by a link has no product page: it links to the item's. */
function pageOf({ product, listings: [listing] }: OrderedSku): string {
  return product.status !== 'ACTIVE' && listing ? itemAddress(listing) : productAddress(product)
}

type Address = NonNullable<NonNullable<OneOrderQuery['order']>['shippingAddress']>

export function SentTo({ address }: { address: Address }) {
  const { t, locale } = useWords()
  const { name, line1, line2, postalCode, city, region, country, phone } = address
  const land = new Intl.DisplayNames(locale === 'zh' ? 'zh-CN' : 'en', { type: 'region' }).of(country)
  return (
    <section>
      <h2>{t('sendTo')}</h2>
      <address>
        {[
          name,
          line1,
          line2,
          [postalCode, city].filter(Boolean).join(' '),
          [region, land].filter(Boolean).join(', '),
          phone,
        ]
          .filter(Boolean)
          .map((line) => (
            <span key={line}>{line}</span>
          ))}
      </address>
    </section>
  )
}
