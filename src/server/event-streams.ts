import type { ServerResponse } from 'node:http'
import { serverStopping, tooManyStreams } from './limits/limit-error.ts'
import { SocketCount } from './limits/socket-count.ts'
import { spread } from './spread.ts'

export interface EventStreamsOptions {
  /** Open at once from one address. */
  readonly perAddress: number
  /** Maximum life of a stream, in ms; null: no limit. */
  readonly lifeMs: number | null
  /** Told once of each stream that has ended, why. */
  readonly onClosed: (reason: string) => void
}

const UNLIMITED: EventStreamsOptions = {
  perAddress: Number.POSITIVE_INFINITY,
  lifeMs: null,
  onClosed: () => {},
}

/** Why the server ended a stream; others were ended by their client, or are complete. */
const reasons = new WeakMap<ServerResponse, string>()

/**
 * Ends an event stream before its time. It is cut: one that is completed would tell the client that nothing more will
 * ever come, and it would not come back.
 */
export function cutStream(res: ServerResponse, reason: string): void {
  reasons.set(res, reason)
  res.destroy()
}

/** Server-sent events that are open: how many, for how long, and their end when the process stops. */
export class EventStreams {
  readonly #options: EventStreamsOptions
  readonly #open = new Set<ServerResponse>()
  readonly #count: SocketCount
  #stopping = false

  constructor(options: Partial<EventStreamsOptions> = {}) {
    this.#options = { ...UNLIMITED, ...options }
    this.#count = new SocketCount(this.#options.perAddress)
  }

  get size(): number {
    return this.#open.size
  }

  /** Before a stream begins. @throws GraphQLError when there may be no more now */
  admit(address: string): void {
    if (this.#stopping) throw serverStopping()
    if (!this.#count.hasRoom(address)) throw tooManyStreams(this.#options.perAddress)
  }

  /** The response has become a stream, until it closes. */
  follow(res: ServerResponse, address: string): void {
    const { lifeMs, onClosed } = this.#options
    this.#open.add(res)
    this.#count.opened(address)
    // Those that began together do not end together.
    const life =
      lifeMs === null
        ? undefined
        : setTimeout(() => cutStream(res, 'end of life'), lifeMs * (0.9 + Math.random() / 10)).unref()
    res.once('close', () => {
      clearTimeout(life)
      this.#open.delete(res)
      this.#count.closed(address)
      onClosed(reasons.get(res) ?? (res.writableFinished ? 'complete' : 'client'))
    })
  }

  /** Ends all of them, spread over `drainMs`; new ones are refused from now on. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    await spread(this.#open, drainMs, (res) => cutStream(res, 'server is stopping'))
  }
}
