import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { Provider } from 'urql'
import type { LiveFeeds } from '../../../shared-web/live/live-feeds.ts'
import { openGateway } from './client.ts'

const FeedsContext = createContext<LiveFeeds | null>(null)

/** One client and one socket for the whole console. */
export function GatewayProvider({ subject, children }: { subject: string; children: ReactNode }) {
  const [gateway] = useState(() => openGateway(subject))
  useEffect(() => {
    const stop = () => gateway.feeds.stop()
    addEventListener('pagehide', stop)
    return () => removeEventListener('pagehide', stop)
  }, [gateway])
  return (
    <Provider value={gateway.client}>
      <FeedsContext.Provider value={gateway.feeds}>{children}</FeedsContext.Provider>
    </Provider>
  )
}

export function useFeeds(): LiveFeeds {
  const feeds = useContext(FeedsContext)
  if (!feeds) throw new Error('only inside GatewayProvider')
  return feeds
}
