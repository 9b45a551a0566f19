import { useSyncExternalStore } from 'react'
import { useWords } from '../words/use-words.ts'

function follow(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** Whether the device has a network at all. */
function useOnline(): boolean {
  return useSyncExternalStore(follow, () => navigator.onLine)
}

export function OfflineBanner() {
  const online = useOnline()
  const { t } = useWords()
  // The region exists from the start: text that enters it is read out.
  return <div role="status">{!online && <p className="banner">{t('offline')}</p>}</div>
}
