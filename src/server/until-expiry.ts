import type { Authenticator } from '../auth/tokens.ts'
import type { Viewer } from '../domain/viewer.ts'
import { TokenLife } from './websocket/token-life.ts'

/** Ends a feed when the token ends or is revoked that allowed it, also while it waits: the stream is then completed. */
export function untilExpiry<Item>(
  events: AsyncIterator<Item>,
  viewer: Viewer,
  { onRevoked }: Pick<Authenticator, 'onRevoked'>,
): AsyncIterator<Item> {
  if (!viewer.expiresAt) return events
  const end = () => void events.return?.()
  const life = new TokenLife(end)
  life.endsAt(viewer.expiresAt)
  const unwatch = onRevoked((isRevoked) => {
    if (isRevoked(viewer)) end()
  })
  const stop = () => {
    life.stop()
    unwatch()
  }
  return {
    async next() {
      const item = await events.next()
      if (item.done) stop()
      return item
    },
    async return() {
      stop()
      await events.return?.()
      return { value: undefined, done: true }
    },
  }
}
