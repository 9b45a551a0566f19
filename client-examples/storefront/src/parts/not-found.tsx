import { Link } from 'wouter'
import { useTitle } from '../layout/use-title.ts'
import { useWords } from '../words/use-words.ts'

export function NotFound() {
  const { t } = useWords()
  useTitle(t('notFound'))
  return (
    <section className="note">
      <h1>{t('notFound')}</h1>
      <p>{t('notFoundMore')}</p>
      <Link className="button" href="/">
        {t('backToShop')}
      </Link>
    </section>
  )
}
