import { useMemo } from 'react'
import { useSearchParams } from 'wouter'

export interface PageArgs {
  readonly first?: number
  readonly after?: string
  readonly last?: number
  readonly before?: string
}

/** Arguments of a connection for the page that the address names. */
export function usePage(size: number): PageArgs {
  const [params] = useSearchParams()
  const after = params.get('after')
  const before = params.get('before')
  return useMemo(() => {
    if (before) return { last: size, before }
    return after ? { first: size, after } : { first: size }
  }, [after, before, size])
}
