import { useSyncExternalStore } from 'react'
import { useFeeds } from '../gateway/provider.tsx'
import { useSpeech } from '../language/speech.ts'

/** Whether the page is live. Missed events come after a reconnect. */
export function ConnectionState() {
  const { state } = useFeeds()
  const { t } = useSpeech()
  const now = useSyncExternalStore(state.subscribe, state.get)
  return (
    <span className={`connection connection-${now}`} role="status">
      {t(now)}
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
  const { t } = useSpeech()
  if (online) return null
  return (
    <div className="offline" role="alert">
      {t('offline')}
    </div>
  )
}
