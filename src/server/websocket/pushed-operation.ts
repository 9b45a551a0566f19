import type { Socket } from 'node:net'
import type { StockFeedItem } from '../../../schema/context.ts'
import type { FeedEvent } from '../../domain/feed-event.ts'
import type { Position } from '../../realtime/cursor.ts'
import type { Offered } from '../../realtime/live-target.ts'
import type { PushSink } from '../../realtime/push-feed.ts'
import type { Pushable } from '../../realtime/pushable.ts'
import { flushLater, flushSoon } from '../push/flush.ts'
import { isPlainId } from '../push/frame.ts'
import type { Render, RenderGroup, Resolvable } from '../push/render-group.ts'
import type { OperationRequest, Running } from './operation-request.ts'
import { isBackedUp, type Wire, writeFrame } from './wire.ts'

/** Who started pushed operations; one for all. */
export interface PushedOperationOwner {
  /** Called once, however the operation came to its end. */
  left(group: RenderGroup<StockFeedItem>): void
  /** The feed was stopped, or failed: tell the client. */
  ended(request: OperationRequest, error: unknown): void
}

/** Maximum number of replayed or queued events in one write. */
const FOLDED = 64
/** Live events held while resolvers take their time; more wait in the subscriber's bounded queue. */
const HELD = 1_000

/**
 * One stock subscription of one socket: takes what its group rendered and writes it under its own id, in order.
 * There is one for each of many thousand clients: it holds little.
 */
export class PushedOperation implements PushSink<StockFeedItem>, Running, Resolvable {
  // Fields that every event needs come first, to share one line of the processor's cache.
  readonly #net: Socket
  readonly #group: RenderGroup<StockFeedItem>
  /** Taken and not written yet: mostly one at a time. */
  #next: Render | null = null
  readonly #id: string
  readonly #plainId: boolean
  readonly #request: OperationRequest
  readonly #owner: PushedOperationOwner
  #feed: { stop(): void } | null = null
  /** Items taken after `#next`, in order; those in front may still be resolving. */
  #more: Render[] | null = null
  #flushing = false
  #flushingLater = false
  #closed = false
  #written: (() => void) | null = null

  constructor(request: OperationRequest, group: RenderGroup<StockFeedItem>, owner: PushedOperationOwner) {
    this.#net = request.wire.net
    this.#group = group
    this.#id = request.id
    this.#plainId = isPlainId(request.id)
    this.#request = request
    this.#owner = owner
  }

  /** It takes or refuses each offered item: none is lost. */
  get filters(): boolean {
    return false
  }

  start(feed: Pushable<StockFeedItem>): this {
    this.#feed = feed.push(this)
    return this
  }

  offer(event: FeedEvent, position: Position, more: boolean): Offered {
    if (isBackedUp(this.#net) || this.#held >= HELD) return 'refused'
    const render = this.#group.ofEvent(event, position)
    if (!render) return 'not wanted'
    if (!more && !this.#next && render.frames) {
      // One event alone, and nothing to wait for: the way that most go.
      writeFrame(this.#net, render.frames, this.#id, this.#plainId)
      return 'taken'
    }
    this.#take(render)
    if (render.frames) this.#flushSoon()
    return 'taken'
  }

  async send(item: StockFeedItem): Promise<void> {
    const render = this.#group.of(item)
    this.#take(render)
    if (render.frames) this.#flushLater()
    // Parts of a state are large: one at a time.
    if (item.kind === 'snapshot') await this.#whenWritten()
    await this.ready()
  }

  async ready(): Promise<void> {
    if (this.#held >= FOLDED) await this.#whenWritten()
    if (this.#wire.backedUp) await this.#wire.ready()
  }

  ended(error?: unknown): void {
    if (this.#closed) return
    this.#close()
    this.#owner.ended(this.#request, error)
  }

  stop(): void {
    if (this.#closed) return
    this.#feed?.stop()
    this.#close()
  }

  failed(error: unknown): void {
    if (this.#closed) return
    this.#feed?.stop()
    this.ended(error)
  }

  resolved(): void {
    if (!this.#closed) this.#flushSoon()
  }

  /** Called when what was taken and is resolved shall be written. */
  flush(): void {
    this.#flushing = false
    this.#flushingLater = false
    if (this.#more) this.#writeAll(this.#more)
    else if (this.#next?.frames) {
      this.#wire.frames([this.#next.frames], this.#id)
      this.#next = null
    }
    if (this.#next || !this.#written) return
    this.#written()
    this.#written = null
  }

  get #wire(): Wire {
    return this.#request.wire
  }

  get #held(): number {
    return this.#more?.length ?? 0
  }

  /** Several events leave in one write, as far as they are resolved. */
  #writeAll(more: readonly Render[]): void {
    const waiting = this.#next ? [this.#next, ...more] : more
    const unresolved = waiting.findIndex(({ frames }) => !frames)
    const count = unresolved < 0 ? waiting.length : unresolved
    this.#wire.frames(
      waiting.slice(0, count).flatMap(({ frames }) => frames ?? []),
      this.#id,
    )
    this.#next = waiting[count] ?? null
    this.#more = waiting.length > count + 1 ? waiting.slice(count + 1) : null
  }

  /** Nothing more is written under this id. */
  #close(): void {
    this.#closed = true
    this.#next = null
    this.#more = null
    this.#written?.()
    this.#owner.left(this.#group)
  }

  #take(render: Render): void {
    if (this.#closed) return
    if (!this.#next) this.#next = render
    else if (this.#more) this.#more.push(render)
    else this.#more = [render]
    if (!render.frames) render.whenResolved(this)
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    flushSoon(this)
  }

  #flushLater(): void {
    if (this.#flushing || this.#flushingLater) return
    this.#flushingLater = true
    flushLater(this)
  }

  #whenWritten(): Promise<void> {
    if (!this.#next) return Promise.resolve()
    return new Promise((resolve) => {
      this.#written = resolve
    })
  }
}
