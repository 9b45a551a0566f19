import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useStore } from '../../../shared-web/store/store.ts'
import { useWords } from '../words/use-words.ts'
import { account } from './account.ts'

/** Shows what is inside to customers, and to visitors the way to become one. */
export function SignInFirst({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords()
  const [path] = useLocation()
  const subject = useStore(account)
  if (subject !== null) return children
  return (
    <section className="note">
      <h1>{title}</h1>
      <p>{t('checkoutSignIn')}</p>
      <Link className="button primary" href={`/sign-in?then=${encodeURIComponent(path)}`}>
        {t('signIn')}
      </Link>
    </section>
  )
}
