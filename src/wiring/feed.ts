import type { Config } from '../config.ts'
import type { EventBus } from '../realtime/bus.ts'
import { startFeed } from '../realtime/feed.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { Hub } from '../realtime/hub.ts'
import { memoryBus } from '../realtime/memory-bus.ts'
import { redisBus } from '../realtime/redis-bus.ts'
import { startRelay } from '../realtime/relay.ts'
import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import { outboxOf } from '../store/outbox.ts'
import type { Lifetime } from './lifetime.ts'

export interface FeedParts {
  readonly bus: EventBus
  readonly source: FeedSource
}

/** Bus, hub, this process's view of the feed, and (unless it is only a gateway) a relay that waits for the lease. */
export async function openFeed(
  config: Config,
  database: Database,
  log: Logger,
  life: Lifetime,
): Promise<FeedParts> {
  const onError = (error: unknown) => log.warn({ err: error }, 'the feed is hindered; it goes on by itself')
  const bus = config.redisUrl ? await redisBus({ url: config.redisUrl, onError }) : memoryBus()
  life.onStop('bus', () => bus.close())
  const store = outboxOf(database)
  const hub = new Hub()
  life.onStop('hub', () => hub.stop())
  hub.moveTo(await positionOf(store))
  const feed = await startFeed({
    store,
    bus,
    onEvent: (event, epoch) => hub.publish(event, epoch),
    onLost: (position, reason) => hub.moveTo(position, reason),
    onError,
  })
  life.onStop('feed', () => feed.stop())
  if (config.role !== 'gateway') {
    const relay = startRelay({ store, bus, onError })
    life.onStop('relay', () => relay.stop())
  }
  return {
    bus,
    source: {
      hub,
      read: feed.read,
      head: () => positionOf(store),
    },
  }
}

async function positionOf(store: ReturnType<typeof outboxOf>) {
  const { epoch, lastSeq } = await store.head()
  return { epoch, seq: lastSeq }
}
