import type { ExecutionResult } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { FeedEvent } from '../../domain/feed-event.ts'
import type { Position } from '../../realtime/cursor.ts'
import { FrameSource } from './frame.ts'

/** Something that waits for a render. */
export interface Resolvable {
  resolved(): void
  /** It can't be shown; nor can what follows, which would hide that something is missing. */
  failed(error: unknown): void
}

/** An event as one group sees it: resolved and serialised once for all its subscribers. */
export class Render {
  /** Null until the resolvers are done. */
  frames: FrameSource | null = null
  readonly json: Promise<string>
  #waiting: Resolvable[] = []
  #failure: { readonly error: unknown } | null = null

  constructor(json: string | Promise<string>) {
    this.json = Promise.resolve(json)
    if (typeof json === 'string') this.frames = new FrameSource(json)
    else
      json.then(
        (text) => {
          this.frames = new FrameSource(text)
          for (const one of this.#waiting) one.resolved()
          this.#waiting = []
        },
        (error: unknown) => {
          this.#failure = { error }
          for (const one of this.#waiting) one.failed(error)
          this.#waiting = []
        },
      )
  }

  /** Tells it once the frames are there; not when they are already. */
  whenResolved(one: Resolvable): void {
    if (this.#failure) one.failed(this.#failure.error)
    else if (!this.frames) this.#waiting.push(one)
  }
}

export interface RenderGroupOptions<Item> {
  /** Runs the selection over an item. Rejects when it can't be shown; refusals are errors of the result. */
  readonly execute: (item: Item, event: FeedEvent | null) => ExecutionResult | Promise<ExecutionResult>
  /** An event as a live item; null when this kind of feed does not show it. */
  readonly itemOf: (event: FeedEvent, position: Position) => Item | null
  /** The event that an item shows and nothing else; null when it is one subscriber's alone. */
  readonly eventOf: (item: Item) => FeedEvent | null
}

/**
 * Events whose text a group keeps for those who are behind or come back. Older ones are rendered again: a text and its
 * frame take a kilobyte or more in every group, and the log has ten thousand events.
 */
const KEPT = 1_000

/** All subscribers with the same selection and the same rights. Their watches may differ. */
export class RenderGroup<Item> {
  /** Common data of its members. */
  readonly key: string
  readonly #options: RenderGroupOptions<Item>
  readonly #renders = new LRUCache<FeedEvent, Render>({ max: KEPT })
  /** Members ask one after the other for the same event. */
  #last: { readonly event: FeedEvent; readonly render: Render } | null = null
  /** Subscribers; the group is forgotten with the last one. */
  members = 0

  constructor(key: string, options: RenderGroupOptions<Item>) {
    this.key = key
    this.#options = options
  }

  /** Of a live event; null when the feed does not show it. */
  ofEvent(event: FeedEvent, position: Position): Render | null {
    if (this.#last?.event === event) return this.#last.render
    const render = this.#renders.get(event) ?? this.#renderOf(event, position)
    if (render) this.#last = { event, render }
    return render
  }

  /** Render of an item. Single events are shared; a snapshot or a gap belongs to one subscriber. */
  of(item: Item): Render {
    const event = this.#options.eventOf(item)
    const known = event && this.#renders.get(event)
    if (known) return known
    const render = new Render(serialise(this.#options.execute(item, event)))
    if (event) {
      this.#renders.set(event, render)
      // A subscriber that comes back gets another attempt.
      render.json.catch(() => {
        this.#renders.delete(event)
        if (this.#last?.event === event) this.#last = null
      })
    }
    return render
  }

  #renderOf(event: FeedEvent, position: Position): Render | null {
    const item = this.#options.itemOf(event, position)
    return item && this.of(item)
  }
}

function serialise(result: ExecutionResult | Promise<ExecutionResult>): string | Promise<string> {
  return result instanceof Promise ? result.then((done) => JSON.stringify(done)) : JSON.stringify(result)
}
