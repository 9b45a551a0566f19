import type { WatchStockSubscriptionVariables } from '../generated/mobile-stock/graphql.ts'
import { BACK_OFF, type BackOff, waitAfter } from './back-off.ts'
import { type ConnectionOptions, connect, type Ending } from './connection.ts'
import { StockBook, type StockCounts, type StockEvent, type StockLevel } from './stock-book.ts'
import { memoryStorage, Shelf, type StorageLike } from './storage.ts'

/** What to watch. Products stand for all their SKUs. */
export type Watched = Omit<WatchStockSubscriptionVariables, 'after'>

export interface StockClientOptions extends Partial<Omit<ConnectionOptions, 'url'>> {
  /** ws:// or wss:// */
  readonly url: string
  readonly watch: Watched
  /** Absent: nothing outlives the process. */
  readonly storage?: StorageLike
  /** Minimum time between two writes, in ms. */
  readonly storeEveryMs?: number
  readonly backOff?: BackOff
  readonly random?: () => number
  /** Every event, after it was applied; `fresh` is false when it came a second time. */
  readonly onEvent?: (event: StockEvent, fresh: boolean) => void
}

/** `waiting`: lost, and retried automatically. `refused`: retries don't help; `error` says why. */
export type StockStatus = 'stopped' | 'connecting' | 'live' | 'waiting' | 'paused' | 'refused'

/** Never changed: another one takes its place. */
export interface StockState {
  readonly status: StockStatus
  readonly levels: ReadonlyMap<string, StockLevel>
  /** True while what is shown may be behind: until the feed is open and its state complete. */
  readonly stale: boolean
  readonly error: string | null
  readonly counts: StockCounts
  /** Connections that were opened. */
  readonly connections: number
}

/**
 * Watches stock for as long as it is started, over lost networks, the background and ended tokens. It never goes on from
 * a place it has not reached, so nothing is missed. `subscribe` and `getSnapshot` are made for useSyncExternalStore.
 */
export class StockClient {
  readonly #options: StockClientOptions
  readonly #book = new StockBook()
  readonly #shelf: Shelf
  readonly #listeners = new Set<() => void>()
  #state: StockState
  #wanted: 'stopped' | 'running' | 'paused' = 'stopped'
  #restored: Promise<void> | null = null
  #close: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #connections = 0
  #staleToken = false

  constructor(options: StockClientOptions) {
    this.#options = options
    const key = `haitao-stock:${options.url}:${JSON.stringify(options.watch)}`
    this.#shelf = new Shelf(options.storage ?? memoryStorage(), key, options.storeEveryMs ?? 1_000)
    this.#state = this.#stateOf('stopped', null)
  }

  readonly getSnapshot = (): StockState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  start(): void {
    if (this.#wanted !== 'stopped') return
    this.#wanted = 'running'
    this.#dial()
  }

  /** The app went to the background: the socket is closed, the place kept. */
  pause(): void {
    if (this.#wanted !== 'running') return
    this.#wanted = 'paused'
    this.#hangUp()
    this.#publish('paused')
    void this.#shelf.now(this.#book.stored())
  }

  /** The app is back: goes on from where it was, at once. */
  resume(): void {
    if (this.#wanted !== 'paused') return
    this.#wanted = 'running'
    this.#failures = 0
    this.#dial()
  }

  /** The network is back, or somebody pulled to refresh: tries now instead of waiting. */
  retryNow(): void {
    if (this.#wanted !== 'running' || this.#close) return
    this.#failures = 0
    this.#dial()
  }

  /** Resolves when the place is stored. */
  async stop(): Promise<void> {
    this.#wanted = 'stopped'
    this.#hangUp()
    this.#publish('stopped')
    await this.#restored
    await this.#shelf.now(this.#book.stored())
  }

  #dial(): void {
    clearTimeout(this.#timer)
    this.#publish('connecting')
    let called = true
    this.#close = () => {
      called = false
    }
    this.#restored ??= this.#restore()
    void this.#restored.then(() => {
      if (called) this.#connect()
    })
  }

  async #restore(): Promise<void> {
    const stored = await this.#shelf.read()
    if (stored) this.#book.restore(stored)
  }

  #connect(): void {
    this.#book.beginConnection()
    const { watch, silenceMs = 10_000, keepAliveMs = 15_000, ...options } = this.#options
    const variables = { ...watch, after: this.#book.cursor }
    const stale = this.#staleToken
    this.#close = connect(
      { ...options, silenceMs, keepAliveMs, stale, variables },
      {
        onOpen: () => {
          this.#connections++
          this.#staleToken = false
          this.#publish('live')
        },
        onEvent: (event) => {
          // Not at onOpen: a gateway that accepts connections and ends them at once needs a growing back-off.
          this.#failures = 0
          const fresh = this.#book.apply(event)
          this.#shelf.later(() => this.#book.stored())
          this.#publish('live')
          this.#options.onEvent?.(event, fresh)
        },
        onEnd: (ending) => this.#ended(ending),
      },
    )
  }

  #ended({ kind, message, retryAfterMs = 0 }: Ending): void {
    this.#close = null
    // No source of another token: this one would be refused again.
    const hopeless = kind === 'refused' || (kind === 'unauthorized' && !this.#options.authorization)
    if (hopeless) {
      this.#publish('refused', message)
      return
    }
    this.#staleToken = kind === 'unauthorized'
    this.#failures++
    const wait = waitAfter(this.#failures, this.#options.backOff ?? BACK_OFF, this.#options.random)
    this.#publish('waiting', message)
    this.#timer = setTimeout(() => this.#dial(), Math.max(wait, retryAfterMs))
  }

  #hangUp(): void {
    clearTimeout(this.#timer)
    this.#close?.()
    this.#close = null
  }

  #publish(status: StockStatus, error: string | null = null): void {
    this.#state = this.#stateOf(status, error)
    for (const listener of [...this.#listeners]) listener()
  }

  #stateOf(status: StockStatus, error: string | null): StockState {
    const { levels, counts, cursor } = this.#book
    const stale = status !== 'live' || cursor === null
    return { status, levels, stale, error, counts, connections: this.#connections }
  }
}
