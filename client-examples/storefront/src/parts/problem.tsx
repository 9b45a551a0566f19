import type { CombinedError } from 'urql'
import { useWords } from '../words/use-words.ts'

/** Why something could not be loaded, and a way to try again. */
export function Problem({ error, onRetry }: { error: CombinedError; onRetry: () => void }) {
  const { t } = useWords()
  const id = error.graphQLErrors.map(({ extensions }) => extensions.id ?? extensions.errorId).find(Boolean)
  return (
    <section className="note" role="alert">
      <h2>{t('problem')}</h2>
      <p>{t(error.networkError ? 'problemNetwork' : 'problemServer')}</p>
      {typeof id === 'string' && <p className="small">{id}</p>}
      <button type="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </section>
  )
}
