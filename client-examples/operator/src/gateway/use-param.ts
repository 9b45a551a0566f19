import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

/** One filter, kept in the address so that it can be sent to a colleague. Changing it goes back to the first page. */
export function useParam<Value extends string = string>(name: string): [Value | '', (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now)
          if (value) next.set(name, value)
          else next.delete(name)
          next.delete('after')
          next.delete('before')
          return next
        },
        { replace: true },
      ),
    [name, setParams],
  )
  return [(params.get(name) ?? '') as Value | '', set]
}
