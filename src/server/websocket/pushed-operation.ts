import type { StockFeedItem } from '../../../schema/context.ts'
import type { FeedEvent } from '../../domain/feed-event.ts'
import type { Position } from '../../realtime/cursor.ts'
import type { PushSink } from '../../realtime/push-feed.ts'
import { flushSoon } from '../push/flush.ts'
import type { Render, RenderGroup } from '../push/render-group.ts'
import type { Wire } from './wire.ts'

/** One stock subscription of one socket: takes what its group rendered and writes it under its own id, in order. */
export class PushedOperation implements PushSink<StockFeedItem> {
  readonly #wire: Wire
  readonly #id: string
  readonly #group: RenderGroup<StockFeedItem>
  readonly #onEnd: (error?: unknown) => void
  /** Taken and not written yet, in order; those in front may still be resolving. */
  #slots: Render[] = []
  #flushing = false
  #closed = false
  #written: (() => void) | null = null

  constructor(wire: Wire, id: string, group: RenderGroup<StockFeedItem>, onEnd: (error?: unknown) => void) {
    this.#wire = wire
    this.#id = id
    this.#group = group
    this.#onEnd = onEnd
  }

  offer(event: FeedEvent, position: Position): boolean {
    if (this.#wire.backedUp) return false
    const render = this.#group.ofEvent(event, position)
    if (render) this.#take(render)
    return true
  }

  async send(item: StockFeedItem): Promise<void> {
    this.#take(this.#group.of(item))
    await this.#whenWritten()
    await this.#wire.ready()
  }

  async ready(): Promise<void> {
    await this.#whenWritten()
    await this.#wire.ready()
  }

  ended(error?: unknown): void {
    this.#onEnd(error)
  }

  /** Nothing more is written under this id. */
  close(): void {
    this.#closed = true
    this.#slots = []
    this.#written?.()
  }

  /** Called at the end of the turn in which something was taken or resolved. */
  flush(): void {
    this.#flushing = false
    let count = 0
    while (this.#slots[count]?.frames) count++
    if (count > 0) {
      const done = this.#slots.splice(0, count)
      this.#wire.frames(
        done.flatMap(({ frames }) => frames ?? []),
        this.#id,
      )
    }
    if (this.#slots.length > 0) return
    this.#written?.()
    this.#written = null
  }

  #take(render: Render): void {
    if (this.#closed) return
    this.#slots.push(render)
    if (render.frames) this.#flushSoon()
    else render.onDone(() => this.#flushSoon())
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    flushSoon(this)
  }

  #whenWritten(): Promise<void> {
    if (this.#slots.length === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#written = resolve
    })
  }
}
