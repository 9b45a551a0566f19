import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'

/** A subscriber that takes events as they are published, without a queue in between. */
export interface LiveTarget {
  /**
   * Whether it may hand over to another target while it is offered something. Those that don't are offered what is
   * published without a look at the member, when their watch is found by its key alone.
   */
  readonly filters: boolean
  /**
   * Refusing ends the live time: this and later events go to the queue. `more`: others follow in this turn, so that
   * it may wait and write them together.
   */
  offer(event: FeedEvent, position: Position, more: boolean): Offered
}

export type Offered = 'taken' | 'not wanted' | 'refused'

export interface LiveOwner {
  /** The live time has ended: something waits in the queue. */
  fellBehind(): void
}
