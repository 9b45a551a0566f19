import { Link } from 'wouter'
import { useStore } from '../../../shared-web/store/store.ts'
import { CartTotal } from '../cart/cart-total.tsx'
import { useFilledCart } from '../cart/use-filled-cart.ts'
import { useTitle } from '../layout/use-title.ts'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { account } from '../session/account.ts'
import '../styles/cart.css'
import '../styles/form.css'
import { useWords } from '../words/use-words.ts'
import { CheckoutForm } from './checkout-form.tsx'

export default function CheckoutPage() {
  const { t } = useWords()
  useTitle(t('checkoutTitle'))
  const subject = useStore(account)
  const { lines, error, retry } = useFilledCart()
  if (subject === null)
    return (
      <section className="note">
        <h1>{t('checkoutTitle')}</h1>
        <p>{t('checkoutSignIn')}</p>
        <Link className="button primary" href="/sign-in?then=/checkout">
          {t('signIn')}
        </Link>
      </section>
    )
  if (!lines) return error ? <Problem error={error} onRetry={retry} /> : <PageSkeleton />
  if (lines.length === 0)
    return (
      <section className="note">
        <h1>{t('cartEmpty')}</h1>
        <Link className="button" href="/">
          {t('backToShop')}
        </Link>
      </section>
    )
  return (
    <section className="checkout">
      <h1>{t('checkoutTitle')}</h1>
      <CheckoutForm lines={lines} total={<CartTotal lines={lines} />} onPriceRose={retry} />
    </section>
  )
}
