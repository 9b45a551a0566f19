import { useLiveState } from '../graph/graph-provider.tsx'
import { useWords } from '../words/use-words.ts'

/** Whether what is shown follows the gateway at this moment. Nothing while nothing is watched. */
export function LiveDot() {
  const state = useLiveState()
  const { t } = useWords()
  const live = state === 'live'
  return (
    <span className="live-dot" data-state={state} role="status">
      {state === 'idle' || state === 'connecting' ? '' : t(live ? 'live' : 'liveWaiting')}
    </span>
  )
}
