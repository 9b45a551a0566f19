import { useSearchParams } from 'wouter'
import { count } from '../format/words.ts'
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
  const [params, setParams] = useSearchParams()
  const go = (name: 'after' | 'before', cursor: string | null | undefined) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      next.delete('after')
      next.delete('before')
      if (cursor) next.set(name, cursor)
      return next
    })
  // A page reached by `after` has something before it, whatever the list says.
  const previous = info.hasPreviousPage || params.has('after')
  const next = info.hasNextPage || params.has('before')
  return (
    <nav className="pager" aria-label="Pages">
      <span className="soft">{count(total)} in all</span>
      {(previous || next) && (
        <>
          <Button look="quiet" disabled={!previous} onClick={() => go('before', info.startCursor)}>
            ← Previous
          </Button>
          <Button look="quiet" disabled={!next} onClick={() => go('after', info.endCursor)}>
            Next →
          </Button>
        </>
      )}
    </nav>
  )
}
