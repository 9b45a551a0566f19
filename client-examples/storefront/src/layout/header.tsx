import { Link } from 'wouter'
import { useStore } from '../../../shared-web/store/store.ts'
import { cart, piecesIn } from '../cart/cart.ts'
import { account } from '../session/account.ts'
import { useWords } from '../words/use-words.ts'
import { LiveDot } from './live-dot.tsx'
import { SettingsMenu } from './settings-menu.tsx'

export function Header() {
  const { t } = useWords()
  const pieces = piecesIn(useStore(cart))
  const subject = useStore(account)
  return (
    <header className="header">
      <Link href="/" className="brand">
        <Mark />
        <span>{t('shop')}</span>
      </Link>
      <LiveDot />
      <nav aria-label={t('shop')}>
        {subject === null ? (
          <Link href="/sign-in">{t('signIn')}</Link>
        ) : (
          <Link href="/orders">{t('myOrders')}</Link>
        )}
        <Link href="/cart" className="cart-link" aria-label={t('cartWith', { n: pieces })}>
          <Basket />
          {pieces > 0 && <span className="count">{pieces}</span>}
        </Link>
      </nav>
      <SettingsMenu />
    </header>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--mark)" />
      <path
        d="M7 21c3-5 6-5 9 0s6 5 9 0M7 14c3-5 6-5 9 0s6 5 9 0"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  )
}

function Basket() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        d="M4 9h16l-1.6 10.4a2 2 0 0 1-2 1.6H7.6a2 2 0 0 1-2-1.6zM8.5 9l3-6M15.5 9l-3-6"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
