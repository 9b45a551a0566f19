import type { Config } from '../config/index.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import type { EventBus } from '../realtime/bus.ts'
import { startFeed } from '../realtime/feed.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import { Hub } from '../realtime/hub.ts'
import { memoryBus } from '../realtime/memory-bus.ts'
import { patientOutbox } from '../realtime/patient-outbox.ts'
import { redisBus } from '../realtime/redis-bus.ts'
import { startRelay } from '../realtime/relay.ts'
import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import { type Outbox, outboxOf } from '../store/outbox.ts'
import type { Lifetime } from './lifetime.ts'

/** Hears of everything before subscribers do. */
export interface FeedWatcher {
  onEvent(event: FeedEvent): void
  /** Events were missed. */
  clear(): void
}

export interface FeedOptions {
  readonly config: Pick<Config, 'role'> & {
    readonly limits: Pick<Config['limits'], 'replayEvents'>
    readonly connections: Pick<Config['connections'], 'stuckMs'>
  }
  readonly database: Database
  readonly bus: EventBus
  readonly log: Logger
  readonly trace?: Trace
  /** Called with every event, and how many subscribers it was handed to. */
  readonly onDelivered?: (event: FeedEvent, watchers: number) => void
  readonly watcher?: FeedWatcher | null
}

export interface FeedParts {
  readonly source: FeedSource
}

/** Hub, this process's view of the feed, and (unless it is only a gateway) a relay that waits for the lease. */
export async function openFeed(
  { config, database, bus, log, trace = NO_TRACE, onDelivered = () => {}, watcher = null }: FeedOptions,
  life: Lifetime,
): Promise<FeedParts> {
  const onError = hindered(log)
  const store = patientOutbox(tracedOutbox(outboxOf(database), trace))
  const hub = new Hub({ stuckMs: config.connections.stuckMs })
  life.onStop('hub', () => hub.stop())
  const feed = await startFeed({
    store,
    bus,
    onEvent: (event, epoch, more) => {
      watcher?.onEvent(event)
      onDelivered(event, hub.publish(event, epoch, more))
    },
    onLost: (position, reason) => {
      watcher?.clear()
      hub.moveTo(position, reason)
    },
    onError,
  })
  // Subscriptions begin at the feed's head: earlier events come by replay, later ones live.
  hub.moveTo(feed.position())
  life.onStop('feed', () => feed.stop())
  if (config.role !== 'gateway') {
    const relay = startRelay({ store, bus, onError })
    life.onStop('relay', () => relay.stop())
  }
  return {
    source: {
      hub,
      read: feed.read,
      head: () => positionOf(store),
      longestReplay: config.limits.replayEvents,
    },
  }
}

/** Spans of the relay's numbering; looks at an empty outbox have none. */
function tracedOutbox(outbox: Outbox, trace: Trace): Outbox {
  if (!trace.on) return outbox
  return {
    ...outbox,
    async number(head, limit) {
      const started = Date.now()
      const events = await outbox.number(head, limit)
      if (events.length > 0)
        trace.record('relay', started, { 'haitao.events': events.length, 'haitao.first': head.lastSeq + 1 })
      return events
    },
  }
}

/** Redis when there is one, else a bus in this process. Opened before the database, to report a wrong address at once. */
export async function openBus({ redisUrl }: Config, log: Logger, life: Lifetime): Promise<EventBus> {
  const bus = redisUrl ? await redisBus({ url: redisUrl, onError: hindered(log) }) : memoryBus()
  life.onStop('bus', () => bus.close())
  return bus
}

const hindered = (log: Logger) => (error: unknown) =>
  log.warn({ err: error }, 'the feed is hindered; it goes on by itself')

async function positionOf(store: ReturnType<typeof outboxOf>) {
  const { epoch, lastSeq } = await store.head()
  return { epoch, seq: lastSeq }
}
