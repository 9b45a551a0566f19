import { z } from 'zod'
import type { FeedEvent } from '../domain/feed-event.ts'
import { parseRedisAddress } from '../domain/redis-address.ts'
import { contiguous, type EventBus, type FeedBatch, LOG_LENGTH } from './bus.ts'
import { BusUnavailable, connectFirst, nodesOf, openRedis } from './redis-connection.ts'
import { RedisListener } from './redis-listener.ts'

export { BusUnavailable } from './redis-connection.ts'

export interface RedisBusOptions {
  /** Of one server, of sentinels or of a cluster: see domain/redis-address.ts. */
  url: string
  logLength?: number
  /** Prefix of keys and channel, so that several installations share one Redis. */
  prefix?: string
  /** Timeout of a Redis command, in ms: then Redis counts as down. */
  commandTimeoutMs?: number
  /** Called on connection errors; both connections reconnect automatically. */
  onError?: (error: Error) => void
}

interface Subscription {
  readonly onBatch: (batch: FeedBatch) => void
  readonly onInterrupted: () => void
}

/** Signals of other processes are input too. Payloads are ours, written by `append`, and checked by their numbers. */
const Signal = z.object({
  epoch: z.string(),
  events: z.array(z.object({ seq: z.int().positive(), payload: z.looseObject({ topic: z.string() }) })),
})

/**
 * Redis 7: a stream remembers, sharded pub/sub drives. Stream ids are `<seq>-1`, so an event can be in the stream
 * only once and `after` is found without a search. Stream and channel share one slot (the part in braces), so that
 * one transaction covers both in a cluster too. Commands have a connection, and signals one for the whole process.
 */
export async function redisBus(options: RedisBusOptions): Promise<EventBus> {
  const {
    url,
    logLength = LOG_LENGTH,
    prefix = 'haitao',
    commandTimeoutMs = 5_000,
    onError = () => {},
  } = options
  const address = parseRedisAddress(url)
  if (!address) throw new BusUnavailable('REDIS_URL is no address of Redis.')
  const streamOf = (epoch: string) => `{${prefix}:feed}:${epoch}`
  const channel = `{${prefix}:feed}:signal`
  const subscriptions = new Set<Subscription>()
  // A command fails fast while Redis is down: callers have the outbox table and try again.
  const commands = openRedis(address, { commandTimeoutMs })
  commands.on('error', onError)
  const listener = new RedisListener({
    address,
    channel,
    timeoutMs: commandTimeoutMs,
    nodes: () => nodesOf(commands, address),
    onMessage(message) {
      const parsed = Signal.safeParse(parseJson(message))
      if (!parsed.success) return onError(new Error(`unreadable signal on ${channel}`))
      for (const { onBatch } of subscriptions) onBatch(parsed.data as unknown as FeedBatch)
    },
    onInterrupted() {
      for (const one of subscriptions) one.onInterrupted()
    },
    onError,
  })
  try {
    await connectFirst(address, async () => {
      await commands.connect()
      await listener.start()
    })
  } catch (error) {
    commands.disconnect()
    await listener.stop()
    throw error
  }

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
      batch.spublish(channel, JSON.stringify({ epoch, events } satisfies FeedBatch))
      const results = await batch.exec().catch(whatWasRefused)
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
      // An object of its own per subscription: the same callback may be subscribed twice.
      const subscription: Subscription = { onBatch, onInterrupted }
      subscriptions.add(subscription)
      return async () => void subscriptions.delete(subscription)
    },
    async close() {
      subscriptions.clear()
      commands.disconnect()
      await listener.stop()
    },
  }
}

function seqOf(id: string): number {
  return Number(id.slice(0, id.indexOf('-')))
}

/** A transaction is given up because of one of its commands: a Redis that is full refuses it. */
function whatWasRefused(error: Error & { previousErrors?: readonly Error[] }): never {
  throw error.previousErrors?.[0] ?? error
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
