/** State of the live connection for the page. `idle`: nothing is watched. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'waiting'

/** A value that components read with useSyncExternalStore. */
export function liveStore() {
  let state: LiveState = 'idle'
  const listeners = new Set<() => void>()
  return {
    get: (): LiveState => state,
    set(next: LiveState): void {
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type LiveStore = ReturnType<typeof liveStore>
