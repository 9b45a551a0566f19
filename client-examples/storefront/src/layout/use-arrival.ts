import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/**
 * What a browser does for a new document and not for a new route: reading and tabbing begin at the new content, and it is
 * seen from its top. Going back leaves the place to the browser.
 */
export function useArrival(): RefObject<HTMLElement> {
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  const back = useRef(false)
  useEffect(() => {
    const note = () => {
      back.current = true
    }
    addEventListener('popstate', note)
    return () => removeEventListener('popstate', note)
  }, [])
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    main.current?.focus({ preventScroll: true })
    if (!back.current) scrollTo(0, 0)
    back.current = false
  }, [path])
  return main
}
