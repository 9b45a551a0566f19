import { Redis } from 'ioredis'
import { z } from 'zod'
import type { FeedEvent } from '../domain/feed-event.ts'
import { contiguous, type EventBus, type FeedBatch, LOG_LENGTH } from './bus.ts'

export interface RedisBusOptions {
  url: string
  logLength?: number
  /** Prefix of keys and channel, so that several installations share one Redis. */
  prefix?: string
  /** A Redis that does not answer for so long counts as away, in ms. */
  commandTimeoutMs?: number
  /** Told about connection errors; ioredis reconnects by itself. */
  onError?: (error: Error) => void
}

/** Redis refuses the first connection: a sentence for the operator. */
export class BusUnavailable extends Error {}

/** What other processes signal is input too. Payloads are ours, written by `append`, and checked by their numbers. */
const Signal = z.object({
  epoch: z.string(),
  events: z.array(z.object({ seq: z.int().positive(), payload: z.looseObject({ topic: z.string() }) })),
})

/**
 * Redis 7: a stream remembers, pub/sub drives. Stream ids are `<seq>-1`, so an event can be in the
 * stream only once and `after` is found without a search. Two connections: commands, and one subscriber
 * for the whole process.
 */
export async function redisBus(options: RedisBusOptions): Promise<EventBus> {
  const {
    url,
    logLength = LOG_LENGTH,
    prefix = 'haitao',
    commandTimeoutMs = 5_000,
    onError = () => {},
  } = options
  const streamOf = (epoch: string) => `{${prefix}:feed}:${epoch}`
  const channel = `{${prefix}:feed}:signal`
  // A command fails fast while Redis is away: callers have the outbox table and try again.
  const settings = {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
  }
  const commands = new Redis(url, { ...settings, commandTimeout: commandTimeoutMs })
  const subscriber = new Redis(url, { ...settings, autoResubscribe: true, maxRetriesPerRequest: null })
  for (const redis of [commands, subscriber]) redis.on('error', onError)
  await connect([commands, subscriber], url)

  const lastSeq = async (epoch: string) => {
    const [last] = await commands.xrevrange(streamOf(epoch), '+', '-', 'COUNT', 1)
    return last ? seqOf(last[0]) : 0
  }

  return {
    async append({ epoch, events }) {
      if (events.length === 0) return
      const batch = commands.multi()
      for (const event of events)
        batch.xadd(
          streamOf(epoch),
          'MAXLEN',
          '~',
          logLength,
          `${event.seq}-1`,
          'event',
          JSON.stringify(event.payload),
        )
      batch.publish(channel, JSON.stringify({ epoch, events } satisfies FeedBatch))
      const results = await batch.exec()
      if (!results) throw new Error('Redis gave up the transaction')
      const failure = results.find(([error]) => error && !isAlreadyThere(error))
      if (failure?.[0]) throw failure[0]
    },
    lastSeq,
    async read(epoch, after, limit) {
      const rows = await commands.xrange(streamOf(epoch), `(${after}-1`, '+', 'COUNT', limit)
      if (rows.length === 0) return after > 0 && after === (await lastSeq(epoch)) ? [] : null
      const events = rows.map(
        ([id, fields]) => ({ seq: seqOf(id), payload: JSON.parse(fields[1] ?? 'null') }) as FeedEvent,
      )
      const usable = contiguous(events, after)
      return usable.length > 0 ? usable : null
    },
    async subscribe(onBatch, onInterrupted) {
      const onMessage = (from: string, message: string) => {
        if (from !== channel) return
        const parsed = Signal.safeParse(parseJson(message))
        if (parsed.success) onBatch(parsed.data as unknown as FeedBatch)
        else onError(new Error(`unreadable signal on ${channel}`))
      }
      // Subscribed again first: what is signalled after `onInterrupted` is not missed.
      const onReady = () => void subscriber.subscribe(channel).then(onInterrupted, onError)
      subscriber.on('message', onMessage)
      await subscriber.subscribe(channel)
      subscriber.on('ready', onReady)
      return async () => {
        subscriber.off('message', onMessage)
        subscriber.off('ready', onReady)
        if (subscriber.listenerCount('message') === 0 && subscriber.status === 'ready')
          await subscriber.unsubscribe(channel)
      }
    },
    async close() {
      commands.disconnect()
      subscriber.disconnect()
    },
  }
}

async function connect(connections: Redis[], url: string): Promise<void> {
  try {
    await Promise.all(connections.map((redis) => redis.connect()))
  } catch (error) {
    for (const redis of connections) redis.disconnect()
    const { hostname, port } = new URL(url)
    throw new BusUnavailable(
      `The Redis of REDIS_URL (${hostname}:${port || '6379'}) can't be reached: ${(error as Error).message}.`,
    )
  }
}

function seqOf(id: string): number {
  return Number(id.slice(0, id.indexOf('-')))
}

/** The stream has this id or a later one: the event was appended by an attempt whose answer was lost. */
function isAlreadyThere(error: Error): boolean {
  return error.message.includes('equal or smaller than the target stream top item')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
