import { type FormEvent, useId, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useTitle } from '../layout/use-title.ts'
import '../styles/form.css'
import { useWords } from '../words/use-words.ts'
import { account, SUBJECT, tokensOf } from './account.ts'

/** For development: a name is enough. Your identity provider's sign-in takes the place of this page. */
export default function SignInPage() {
  const { t } = useWords()
  useTitle(t('signInTitle'))
  const id = useId()
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (!SUBJECT.test(name)) return setWrong(t('signInWrong'))
    try {
      await tokensOf(name)()
    } catch {
      return setWrong(t('signInFailed'))
    }
    account.set(name)
    navigate(ownPath(params.get('then')), { replace: true })
  }
  return (
    <section className="form-page">
      <h1>{t('signInTitle')}</h1>
      <p>{t('signInText')}</p>
      <form onSubmit={signIn}>
        <p className="field">
          <label htmlFor={id}>{t('signInName')}</label>
          <input
            id={id}
            name="name"
            required
            autoComplete="username"
            aria-invalid={wrong !== null}
            aria-describedby={`${id}-wrong`}
          />
          <span id={`${id}-wrong`} className="field-error" role="alert">
            {wrong}
          </span>
        </p>
        <button type="submit" className="primary">
          {t('signInButton')}
        </button>
      </form>
    </section>
  )
}

/** Only to a page of ours: an address from elsewhere could lead anywhere. */
function ownPath(then: string | null): string {
  return then?.startsWith('/') && !then.startsWith('//') && !then.includes('\\') ? then : '/'
}
