import type { Queued, SubscriberQueue } from '../../src/realtime/queue.ts'
import type { Watch } from '../../src/realtime/watch.ts'

/** A watch of stock, unless said otherwise; what is not given does not restrict. */
export function watching(
  options: {
    topic?: Watch['topic']
    skuIds?: string[]
    productIds?: string[]
    warehouseIds?: string[]
    shopIds?: string[]
    supplierKey?: string
  } = {},
): Watch {
  const setOf = (ids?: string[]) => (ids ? new Set(ids) : null)
  return {
    topic: options.topic ?? 'stock',
    skuIds: setOf(options.skuIds),
    productIds: setOf(options.productIds),
    warehouseIds: setOf(options.warehouseIds),
    shopIds: setOf(options.shopIds),
    supplierKey: options.supplierKey ?? null,
  }
}

/** What waits in the queue now. */
export async function drain(queue: SubscriberQueue): Promise<Queued[]> {
  const items: Queued[] = []
  while (queue.length > 0) {
    const item = await queue.take()
    if (item) items.push(item)
  }
  return items
}

/** Numbers of the events among the items; gaps as NaN. */
export function numbersOf(items: readonly Queued[]): number[] {
  return items.map((item) => (item.kind === 'event' ? item.event.seq : Number.NaN))
}

/** The next `count` items of a feed. */
export async function take<T>(feed: AsyncIterator<T>, count: number): Promise<T[]> {
  const items: T[] = []
  while (items.length < count) {
    const { value, done } = await feed.next()
    if (done) throw new Error(`the feed ended after ${items.length} of ${count} items`)
    items.push(value)
  }
  return items
}
