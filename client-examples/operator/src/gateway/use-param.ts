import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

/**
 * One filter, kept in the address so that it can be sent to a colleague. Changing it goes back to the first page.
 * @param usual what it is while the address says nothing; another choice, none of all included, is then said there
 */
export function useParam<Value extends string = string>(
  name: string,
  usual: Value | '' = '',
): [Value | '', (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now)
          if (value === usual) next.delete(name)
          else next.set(name, value)
          next.delete('after')
          next.delete('before')
          return next
        },
        { replace: true },
      ),
    [name, usual, setParams],
  )
  return [(params.get(name) ?? usual) as Value | '', set]
}
