/** The used part of React Native's AppState. `inactive` (a call comes in, the task switcher is open) is not yet gone. */
export interface AppStateLike {
  readonly currentState: string
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void }
}

interface Pausable {
  pause(): void
  resume(): void
}

/** Pauses in the background and goes on in the foreground. Returns what ends that. */
export function followAppState(appState: AppStateLike, client: Pausable): () => void {
  const follow = (state: string) => {
    if (state === 'background') client.pause()
    else if (state === 'active') client.resume()
  }
  follow(appState.currentState)
  const subscription = appState.addEventListener('change', follow)
  return () => subscription.remove()
}
