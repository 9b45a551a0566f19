import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { Provider } from 'urql'
import type { LiveState } from '../../../shared-web/live/live-state.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { account } from '../session/account.ts'
import { type Graph, graphOf } from './client.ts'

const Current = createContext<Graph | null>(null)

/** The graph as the present person sees it; another person gets another one; the old socket closes once nothing watches. */
export function GraphProvider({ children }: { children: ReactNode }) {
  const subject = useStore(account)
  const graph = useMemo(() => graphOf(subject), [subject])
  return (
    <Current.Provider value={graph}>
      <Provider value={graph.client}>{children}</Provider>
    </Current.Provider>
  )
}

/** How the live connection is. */
export function useLiveState(): LiveState {
  const graph = useContext(Current)
  if (!graph) throw new Error('useLiveState needs GraphProvider')
  return useStore(graph.feeds.state)
}
