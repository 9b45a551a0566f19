import { useSyncExternalStore } from 'react'

export interface Store<T> {
  get(): T
  set(next: T): void
  subscribe(listener: () => void): () => void
}

/** A value outside of React that components follow with `useStore`. */
function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/**
 * A store that is kept in this browser. What is found there was perhaps written by an older version, or by hand: it goes
 * through `parse`, which gives the usual value for anything else. Where storage is closed it lasts as long as the page.
 */
export function keptStore<T>(key: string, parse: (found: unknown) => T): Store<T> {
  const store = createStore(parse(read(key)))
  addEventListener('storage', (event) => {
    if (event.key === key) store.set(parse(read(key)))
  })
  return {
    ...store,
    set(next) {
      store.set(next)
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Private windows of some browsers: not kept, otherwise fine.
      }
    },
  }
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

export function useStore<T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
