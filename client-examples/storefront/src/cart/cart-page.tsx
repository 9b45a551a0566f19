import { Link } from 'wouter'
import { useTitle } from '../layout/use-title.ts'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import '../styles/cart.css'
import { useWords } from '../words/use-words.ts'
import { CartRow } from './cart-row.tsx'
import { CartTotal } from './cart-total.tsx'
import { fits } from './filled-line.ts'
import { useFilledCart } from './use-filled-cart.ts'

export default function CartPage() {
  const { t } = useWords()
  useTitle(t('cartTitle'))
  const { lines, error, retry } = useFilledCart()
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
  return (
    <section className="cart">
      <h1>{t('cartTitle')}</h1>
      <ul className="cart-rows">
        {lines.map((line) => (
          <CartRow key={line.key} line={line} onRetry={retry} />
        ))}
      </ul>
      <CartTotal lines={lines} />
      {fits(lines) && (
        <Link className="button primary" href="/checkout">
          {t('checkout')}
        </Link>
      )}
    </section>
  )
}
