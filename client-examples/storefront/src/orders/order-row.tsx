import { Link } from 'wouter'
import type { OrderRowFragment } from '../../../generated/storefront/graphql.ts'
import { ProductPicture } from '../picture/product-picture.tsx'
import { useWords } from '../words/use-words.ts'
import { StatusPill } from './status-pill.tsx'

const MOST_PICTURES = 4

export function OrderRow({
  order: { number, status, placedAt, total, shownTotal, lines },
}: {
  order: OrderRowFragment
}) {
  const { t, money, time } = useWords()
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <li className="order-row">
      <div className="order-pictures">
        {lines.slice(0, MOST_PICTURES).map(({ id, sku }) => (
          <ProductPicture
            key={id}
            media={sku?.product.media}
            kind={sku?.product.categories[0]?.slug}
            id={sku?.product.id ?? id}
            sizes="4rem"
          />
        ))}
      </div>
      <div>
        <Link href={`/orders/${number}`}>{t('orderNumber', { number })}</Link>
        <p className="small">
          {t('orderPlaced', { time: time(placedAt) })} · {t('orderItems', { n: pieces })}
        </p>
      </div>
      <StatusPill status={status} />
      <strong>{money(shownTotal ?? total)}</strong>
    </li>
  )
}
