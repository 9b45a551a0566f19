import { Link } from 'wouter'
import { useTitle } from '../layout/use-title.ts'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import '../styles/cart.css'
import { useWords } from '../words/use-words.ts'
import { CartRow } from './cart-row.tsx'
import { CartTotal } from './cart-total.tsx'
import { useCartSkus } from './use-cart-skus.ts'

export default function CartPage() {
  const { t } = useWords()
  useTitle(t('cartTitle'))
  const { lines, error, retry } = useCartSkus()
  if (lines?.length === 0)
    return (
      <section className="note">
        <h1>{t('cartEmpty')}</h1>
        <p>{t('cartEmptyMore')}</p>
        <Link className="button" href="/">
          {t('backToShop')}
        </Link>
      </section>
    )
  if (!lines) return error ? <Problem error={error} onRetry={retry} /> : <PageSkeleton />
  const fits = lines.every(({ shortOf }) => shortOf === null)
  return (
    <section className="cart">
      <h1>{t('cartTitle')}</h1>
      <ul className="cart-rows">
        {lines.map((line) => (
          <CartRow key={line.skuId} line={line} />
        ))}
      </ul>
      <CartTotal lines={lines} />
      {fits && (
        <Link className="button primary" href="/checkout">
          {t('checkout')}
        </Link>
      )}
    </section>
  )
}
