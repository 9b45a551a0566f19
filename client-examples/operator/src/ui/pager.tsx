import { useSearchParams } from 'wouter'
import { useSpeech } from '../language/speech.ts'
import { Button } from './button.tsx'

interface PagerProps {
  readonly info: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor?: string | null
    readonly endCursor?: string | null
  }
  readonly total: number
}

/** Older and newer pages by cursor; the address names the page. */
export function Pager({ info, total }: PagerProps) {
  const { t, number } = useSpeech()
  const [params, setParams] = useSearchParams()
  const go = (name: 'after' | 'before', cursor: string | null | undefined) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      next.delete('after')
      next.delete('before')
      if (cursor) next.set(name, cursor)
      return next
    })
  // A page reached by `after` has a previous page even if the list says otherwise.
  const previous = info.hasPreviousPage || params.has('after')
  const next = info.hasNextPage || params.has('before')
  return (
    <nav className="pager" aria-label={t('pages')}>
      <span className="soft">{t('inAll', { n: number(total) })}</span>
      {(previous || next) && (
        <>
          <Button look="quiet" disabled={!previous} onClick={() => go('before', info.startCursor)}>
            {t('previous')}
          </Button>
          <Button look="quiet" disabled={!next} onClick={() => go('after', info.endCursor)}>
            {t('next')}
          </Button>
        </>
      )}
    </nav>
  )
}
