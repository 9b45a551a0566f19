import { Link } from 'wouter'
import type { OneOrderQuery, OrderWholeFragment } from '../../../generated/storefront/graphql.ts'
import { ProductArt } from '../art/product-art.tsx'
import { useWords } from '../words/use-words.ts'

export function OrderLines({ lines }: { lines: OrderWholeFragment['lines'] }) {
  const { t, money, number } = useWords()
  return (
    <section>
      <h2>{t('inThisOrder')}</h2>
      <ul className="order-lines">
        {lines.map(({ id, title, quantity, unitPrice, sku }) => (
          <li key={id}>
            <ProductArt kind={sku?.product.category} id={sku?.product.id ?? id} />
            {sku ? (
              <Link href={`/products/${encodeURIComponent(sku.product.id)}`}>{sku.title}</Link>
            ) : (
              <span>{title}</span>
            )}
            <span className="small">
              {number(quantity)} × {money(unitPrice)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
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
        {[name, line1, line2, `${postalCode} ${city}`, [region, land].filter(Boolean).join(', '), phone]
          .filter(Boolean)
          .map((line) => (
            <span key={line}>{line}</span>
          ))}
      </address>
    </section>
  )
}
