import type { OrderStatus } from '../domain/order-state.ts'
import type { Position } from './cursor.ts'
import { type FeedSource, type GapItem, type ResumeOptions, stateItems } from './feed-source.ts'
import { topicFeed } from './topic-feed.ts'
import type { Watch } from './watch.ts'

interface OrderItem {
  readonly kind: 'order'
  readonly cursor: string
  readonly orderId: string
  /** Null for a new order; equal to `to` when something was added without moving it. */
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly occurredAt: Date
}

export type OrderFeedItem = OrderItem | GapItem

/** One page of the orders that a watch covers, by id, after `afterId`. */
export type ReadOrders = (
  watch: Watch,
  afterId: string | null,
  limit: number,
) => Promise<readonly { readonly id: string; readonly status: OrderStatus; readonly updatedAt: Date }[]>

/** Orders read at once after a gap. */
const PAGE = 500

/** Orders of a watch. After a gap comes the state of each that is under way, as a change from its state to the same. */
export function orderFeed(
  source: FeedSource,
  readOrders: ReadOrders,
  watch: Watch,
  resume: ResumeOptions,
): AsyncIterableIterator<OrderFeedItem> {
  async function* underWay() {
    for (let last: string | null = null; ; ) {
      const orders: Awaited<ReturnType<ReadOrders>> = await readOrders(watch, last, PAGE)
      yield* orders
      if (orders.length < PAGE) return
      last = orders.at(-1)?.id ?? null
    }
  }
  async function* fresh(at: Position): AsyncGenerator<OrderItem> {
    yield* stateItems(at, underWay(), ({ id, status, updatedAt }, cursor) => ({
      kind: 'order',
      cursor,
      orderId: id,
      from: status,
      to: status,
      occurredAt: updatedAt,
    }))
  }

  return topicFeed(
    source,
    {
      topic: 'order',
      watch,
      fresh,
      itemOf: ({ orderId, from, to, occurredAt }, cursor): OrderItem => ({
        kind: 'order',
        cursor,
        orderId,
        from,
        to,
        occurredAt: new Date(occurredAt),
      }),
    },
    resume,
  )
}
