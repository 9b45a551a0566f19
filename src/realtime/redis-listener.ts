import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { RedisAddress, RedisNode } from '../domain/redis-address.ts'
import { openOnce } from './redis-connection.ts'

export interface ListenerOptions {
  readonly address: RedisAddress
  readonly channel: string
  /** Timeout of a Redis command, in ms: then Redis counts as down. */
  readonly timeoutMs: number
  /** Who may be asked where the channel is; empty unless it is a cluster. */
  readonly nodes: () => readonly RedisNode[]
  readonly onMessage: (message: string) => void
  /** Subscribed again: messages published meanwhile are lost. */
  readonly onInterrupted: () => void
  readonly onError: (error: Error) => void
}

/** How often the server is asked whether it still has the subscription, in ms. */
const PULSE_MS = 3_000
const LONGEST_WAIT_MS = 1_000

/**
 * The one subscriber connection of a process, to the server that has the channel: the master, or the node of the
 * channel's slot. It subscribes again and again, which is answered as long as all is well, refused with the new
 * place when the slot has moved, and not answered by a server that hangs or is gone.
 */
export class RedisListener {
  readonly #options: ListenerOptions
  readonly #stopping = new AbortController()
  #redis: Redis | null = null
  /** Of a cluster: who answered last. */
  #node: RedisNode | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Subscribed when it resolves. @throws when the first connection fails */
  async start(): Promise<void> {
    const first = await this.#subscribe()
    this.#running = this.#run(first)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#redis?.disconnect()
    await this.#running
  }

  async #run(first: Redis): Promise<void> {
    const { onInterrupted, onError } = this.#options
    const { signal } = this.#stopping
    await this.#watch(first)
    for (let wait = 50; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const redis = await this.#subscribe()
        wait = 50
        onInterrupted()
        await this.#watch(redis)
      } catch (error) {
        if (!signal.aborted) onError(error as Error)
      }
      await delay(wait, undefined, { signal }).catch(() => {})
    }
  }

  /** Follows the channel's slot to its node. */
  async #subscribe(): Promise<Redis> {
    const known = [this.#node, ...this.#options.nodes()]
    let failure: unknown
    for (const node of known) {
      try {
        return await this.#subscribeAt(node, 3)
      } catch (error) {
        failure = error
        if (this.#stopping.signal.aborted) break
      }
    }
    throw failure
  }

  async #subscribeAt(node: RedisNode | undefined, redirections: number): Promise<Redis> {
    const { address, channel, timeoutMs, onMessage, onError } = this.#options
    const redis = openOnce(address, timeoutMs, node)
    this.#redis = redis
    redis.on('error', onError)
    redis.on('smessage', (from: string, message: string) => {
      if (from === channel) onMessage(message)
    })
    try {
      await redis.connect()
      await redis.ssubscribe(channel)
      if (this.#stopping.signal.aborted) throw new Error('stopped')
      this.#node = node
      return redis
    } catch (error) {
      hangUp(redis)
      const moved = placeIn(error as Error, node)
      if (moved && redirections > 0) return this.#subscribeAt(moved, redirections - 1)
      throw error
    }
  }

  /** Until the connection ends, or its server does not answer as it should. */
  async #watch(redis: Redis): Promise<void> {
    const { channel, onError } = this.#options
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    redis.once('end', resolve)
    // The slot goes elsewhere.
    redis.once('sunsubscribe', resolve)
    const timer = setInterval(() => {
      redis.ssubscribe(channel).catch((error: Error) => {
        onError(error)
        resolve()
      })
    }, PULSE_MS)
    timer.unref()
    if (redis.status !== 'end') await ended
    clearInterval(timer)
    hangUp(redis)
  }
}

/** On a connection that has ended, ioredis would wait two seconds for the end that was, and hold the process. */
function hangUp(redis: Redis): void {
  if (redis.status !== 'end') redis.disconnect()
}

/** `MOVED <slot> <host>:<port>`: where a node says that the slot is. */
function placeIn(error: Error, asked: RedisNode | undefined): RedisNode | null {
  const [, host, port] = /^MOVED \d+ (.*):(\d+)$/.exec(error.message) ?? []
  return port === undefined ? null : { host: host || (asked?.host ?? ''), port: Number(port) }
}
