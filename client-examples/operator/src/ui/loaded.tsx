import type { ReactNode } from 'react'
import type { Fresh } from '../gateway/use-fresh.ts'
import { Button } from './button.tsx'

interface LoadedProps<Data> {
  readonly of: Fresh<Data>
  /** Lines of the placeholder while the first answer is on its way. */
  readonly lines?: number
  readonly children: (data: Data) => ReactNode
}

/** What a query gave; before that a placeholder; a failure in words, beside the last answer when there is one. */
export function Loaded<Data>({
  of: { data, error, fetching, refresh },
  lines = 5,
  children,
}: LoadedProps<Data>) {
  if (data)
    return (
      <>
        {error && <Failure message={sentenceOf(error)} busy={fetching} onRetry={refresh} />}
        {children(data)}
      </>
    )
  if (error) return <Failure message={sentenceOf(error)} busy={fetching} onRetry={refresh} />
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton-line" />
      ))}
    </div>
  )
}

function Failure({ message, busy, onRetry }: { message: string; busy: boolean; onRetry: () => void }) {
  return (
    <div className="notice notice-bad" role="alert">
      <span>{message}</span>
      <Button busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}

function sentenceOf(error: {
  networkError?: unknown
  graphQLErrors: readonly { message: string }[]
}): string {
  const said = error.graphQLErrors[0]?.message
  if (said) return said
  return navigator.onLine ? 'The gateway does not answer.' : 'This computer has no network.'
}
