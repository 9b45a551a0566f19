import type { Counts } from './counts.ts'
import type { Gateway } from './world.ts'

/** What of the items a subscriber keeps; it knows how far it has come. */
interface Mirror<Item> {
  readonly name: string
  readonly cursor: string | null
  begin(): void
  take(item: Item): void
}

export interface SubscriberOptions<Item> {
  readonly mirror: Mirror<Item>
  /** Tried in turn: one that can't be reached is left for the next. */
  readonly gateways: readonly Gateway[]
  readonly authorization: string
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly counts: Counts
}

/** A client that stays subscribed until it is stopped, even if its connection fails. */
export interface Subscriber {
  /** It stops reading, as a phone in a tunnel. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

/** A result of the subscription over the wire. */
export interface Result<Item> {
  readonly data?: Record<string, Item> | null
  readonly errors?: readonly unknown[]
}

/**
 * Hands what came to the mirror. False when the event could not be shown (its resolvers failed): the client then has
 * to ask for it again, with the cursor of the event before.
 */
export function takeResult<Item>(result: Result<Item>, { mirror, counts }: SubscriberOptions<Item>): boolean {
  const item = result.data && Object.values(result.data)[0]
  if (!item) {
    counts.add('events that came as errors')
    return false
  }
  mirror.take(item)
  return true
}
