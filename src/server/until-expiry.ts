import { TokenLife } from './websocket/token-life.ts'

/** Ends a feed when the token ends that allowed it, also while it waits: the stream is then completed. */
export function untilExpiry<Item>(events: AsyncIterator<Item>, expiresAt: Date | null): AsyncIterator<Item> {
  if (!expiresAt) return events
  const life = new TokenLife(() => void events.return?.())
  life.endsAt(expiresAt)
  return {
    async next() {
      const item = await events.next()
      if (item.done) life.stop()
      return item
    },
    async return() {
      life.stop()
      await events.return?.()
      return { value: undefined, done: true }
    },
  }
}
