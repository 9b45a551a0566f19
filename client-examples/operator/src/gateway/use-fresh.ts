import { useCallback, useEffect, useState } from 'react'
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql'

export interface Fresh<Data> {
  readonly data: Data | undefined
  readonly error: CombinedError | undefined
  readonly fetching: boolean
  /** Asks again, past the cache. */
  readonly refresh: () => void
}

/**
 * A query that is asked again every so often while the page is in front, and whenever the network comes back.
 * @param everyMs 0: only when asked for
 */
export function useFresh<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { everyMs = 0, pause = false }: { everyMs?: number; pause?: boolean } = {},
): Fresh<Data> {
  const [context] = useState(() => ({ requestPolicy: 'cache-and-network' as const }))
  const [{ data, error, fetching }, ask] = useQuery<Data, AnyVariables>({ query, variables, pause, context })
  const refresh = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask])
  useEffect(() => {
    if (everyMs === 0 || pause) return
    const again = () => document.visibilityState === 'visible' && refresh()
    const timer = setInterval(again, everyMs)
    document.addEventListener('visibilitychange', again)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
      removeEventListener('online', again)
    }
  }, [everyMs, pause, refresh])
  return { data, error, fetching, refresh }
}
