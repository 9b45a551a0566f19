import { useEffect, useState } from 'react'

/** Rerenders at an interval in ms. */
export function useTick(ms: number): number {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((now) => now + 1), ms)
    return () => clearInterval(timer)
  }, [ms])
  return tick
}
