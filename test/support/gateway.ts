import type { EventBus } from '../../src/realtime/bus.ts'
import type { Position } from '../../src/realtime/cursor.ts'
import { readEvents, startFeed } from '../../src/realtime/feed.ts'
import type { FeedSource } from '../../src/realtime/feed-source.ts'
import { Hub, type HubOptions } from '../../src/realtime/hub.ts'
import type { Outbox } from '../../src/store/outbox.ts'

export interface TestGateway extends FeedSource {
  stop(): Promise<void>
}

/** One process's part of the realtime feed, as the application puts it together. */
export async function startGateway(
  store: Outbox,
  bus: EventBus,
  options: HubOptions & { checkMs?: number } = {},
): Promise<TestGateway> {
  const hub = new Hub(options)
  const feed = await startFeed({
    store,
    bus,
    onEvent: (event, epoch, more) => hub.publish(event, epoch, more),
    onLost: (position, reason) => hub.moveTo(position, reason),
    ...(options.checkMs && { checkMs: options.checkMs }),
  })
  hub.moveTo(feed.position())
  return {
    hub,
    read: (after, limit) => readEvents({ store, bus }, after, limit),
    head: async (): Promise<Position> => {
      const { epoch, lastSeq } = await store.head()
      return { epoch, seq: lastSeq }
    },
    async stop() {
      await feed.stop()
      hub.stop()
    },
  }
}
