import { useSyncExternalStore } from 'react'
import { useFeeds } from '../gateway/provider.tsx'

const WORDS = {
  idle: 'Nothing watched',
  connecting: 'Connecting',
  live: 'Live',
  waiting: 'Reconnecting',
} as const

/** Whether the page is live. What was missed in between comes when it is again. */
export function ConnectionState() {
  const { state } = useFeeds()
  const now = useSyncExternalStore(state.subscribe, state.get)
  return (
    <span className={`connection connection-${now}`} role="status">
      {WORDS[now]}
    </span>
  )
}

function watchNetwork(onChange: () => void): () => void {
  addEventListener('online', onChange)
  addEventListener('offline', onChange)
  return () => {
    removeEventListener('online', onChange)
    removeEventListener('offline', onChange)
  }
}

export function OfflineNotice() {
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine)
  if (online) return null
  return (
    <div className="offline" role="alert">
      This computer has no network. What you see is the last that arrived; nothing can be changed now.
    </div>
  )
}
