import { Link } from 'wouter'
import { ProductArt } from '../art/product-art.tsx'
import { Stepper } from '../parts/stepper.tsx'
import { availableOf } from '../stock/availability.ts'
import { useWords } from '../words/use-words.ts'
import { want } from './cart.ts'
import { sumOf } from './sum.ts'
import type { FilledLine } from './use-cart-skus.ts'

export function CartRow({ line: { skuId, quantity, sku, shortOf } }: { line: FilledLine }) {
  const { t, money } = useWords()
  const title = sku?.title ?? t('gone')
  const total = sku?.price ? sumOf([{ price: sku.price, quantity }]) : null
  const max = sku?.buyToOrder ? 99 : Math.min(99, sku ? availableOf(sku) : 0)
  return (
    <li className="cart-row">
      <ProductArt kind={sku?.product.category} id={sku?.product.id ?? skuId} />
      <div>
        {sku ? (
          <Link href={`/products/${encodeURIComponent(sku.product.id)}?sku=${sku.code}`}>{title}</Link>
        ) : (
          <span>{title}</span>
        )}
        {sku && shortOf !== null && (
          <p className="warning" role="status">
            {shortOf === 0 ? t('none') : t('lineTooMany', { n: shortOf })}{' '}
            {shortOf > 0 && (
              <button type="button" className="quiet" onClick={() => want(skuId, shortOf)}>
                {t('takeAvailable', { n: shortOf })}
              </button>
            )}
          </p>
        )}
        <p className="cart-actions">
          <Stepper value={quantity} max={max} of={title} onChange={(next) => want(skuId, next)} />
          <button
            type="button"
            className="quiet"
            aria-label={t('removeNamed', { title })}
            onClick={() => want(skuId, 0)}
          >
            {t('remove')}
          </button>
        </p>
      </div>
      <strong>{total && money(total)}</strong>
    </li>
  )
}
