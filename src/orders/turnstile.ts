/** Semaphore: runs work with bounded concurrency; the rest waits, first come first served. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Keeps a rush of orders from taking every connection of the pool: who waits here holds nothing, while a
 * transaction that waits for a connection is given up after some seconds.
 */
export function turnstile(limit: number): Turnstile {
  const waiting: (() => void)[] = []
  let free = limit
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place is handed on, so that a newcomer can't overtake those who wait.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
