import { useEffect, useRef } from 'react'
import { useWords } from '../words/use-words.ts'

interface Props {
  /** False while a page is on its way. */
  readonly ready: boolean
  readonly onMore: () => void
}

/** Loads more when the user has nearly scrolled there; and a button, for keyboards and to reach the footer. */
export function LoadMore({ ready, onMore }: Props) {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!ready || !place.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        // Only for those who scroll: a short page would load everything at once.
        if (entry?.isIntersecting && scrollY > 0) onMore()
      },
      { rootMargin: '600px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [ready, onMore])
  return (
    <div className="load-more" ref={place}>
      <button type="button" aria-disabled={!ready} onClick={ready ? onMore : undefined}>
        {t(ready ? 'more' : 'moreComing')}
      </button>
    </div>
  )
}
