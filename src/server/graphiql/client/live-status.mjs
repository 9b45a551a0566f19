/* global React */

/** Text under the response about the running subscription. */
export function createLiveStatus() {
  let state = { phase: 'idle', events: 0, lastAt: undefined }
  const listeners = new Set()
  const change = (part) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    started: () => change({ phase: 'connecting', events: 0, lastAt: undefined }),
    connected: () => state.phase === 'ended' || change({ phase: 'live' }),
    interrupted: () => state.phase === 'ended' || change({ phase: 'reconnecting' }),
    received: () => change({ phase: 'live', events: state.events + 1, lastAt: new Date() }),
    ended: () => change({ phase: 'ended' }),
  }
}

const WORDS = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Connection lost, reconnecting…',
  ended: 'Stopped',
}

/** The line itself: the caller's note until the first subscription of the visit. */
export function LiveLine({ status, note }) {
  const { phase, events, lastAt } = React.useSyncExternalStore(status.watch, status.get)
  if (phase === 'idle') return note ? React.createElement('div', { className: 'live-line' }, note) : null
  const count = `${events} ${events === 1 ? 'event' : 'events'}`
  const last = lastAt === undefined ? '' : `, last at ${lastAt.toLocaleTimeString()}`
  return React.createElement(
    'div',
    { className: `live-line live-${phase}`, role: 'status' },
    React.createElement('span', { className: 'live-dot' }),
    `${WORDS[phase]} · ${count}${last}`,
  )
}
