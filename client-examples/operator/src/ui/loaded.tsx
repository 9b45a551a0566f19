import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import type { Fresh } from '../gateway/use-fresh.ts'
import { type Speech, useSpeech } from '../language/speech.ts'
import { Button } from './button.tsx'

interface LoadedProps<Data> {
  readonly of: Fresh<Data>
  /** Lines of the placeholder while the first answer is on its way. */
  readonly lines?: number
  readonly children: (data: Data) => ReactNode
}

/** Result of a query; before that a placeholder; a failure in words, next to the last result if there is one. */
export function Loaded<Data>({
  of: { data, error, fetching, refresh },
  lines = 5,
  children,
}: LoadedProps<Data>) {
  const { t } = useSpeech()
  if (data)
    return (
      <>
        {error && <Failure message={sentenceOf(error, t)} busy={fetching} onRetry={refresh} />}
        {children(data)}
      </>
    )
  if (error) return <Failure message={sentenceOf(error, t)} busy={fetching} onRetry={refresh} />
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton-line" />
      ))}
    </div>
  )
}

function Failure({ message, busy, onRetry }: { message: string; busy: boolean; onRetry: () => void }) {
  const { t } = useSpeech()
  return (
    <div className="notice notice-bad" role="alert">
      <span>{message}</span>
      <Button busy={busy} onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}

/** In the gateway's words where it said something of the request, in ours where it did not or may not. */
function sentenceOf({ graphQLErrors: [said] }: Pick<CombinedError, 'graphQLErrors'>, t: Speech['t']): string {
  if (said) return said.extensions.code === 'FORBIDDEN' ? t('forbidden') : said.message
  return t(navigator.onLine ? 'noAnswer' : 'noNetwork')
}
