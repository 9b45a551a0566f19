import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import type { LiveOwner, LiveTarget } from './live-target.ts'
import { type QueueLimits, SubscriberQueue } from './queue.ts'
import { matches, type Watch } from './watch.ts'

export interface Subscription {
  readonly queue: SubscriberQueue
  /** The feed's position when the subscription began: later events go to the queue, or to the target. */
  readonly since: Position
  /**
   * From now on events go straight to the target, until it refuses one. The queue must be empty.
   * `owner` is called when that ends.
   */
  goLive(target: LiveTarget, owner: LiveOwner): void
  close(): void
}

/** The hub, as its members know it. */
export interface MemberHub {
  leave(member: Member): void
  /** The member's target changes, to null when its live time ends. */
  retarget(member: Member, target: LiveTarget | null): void
}

/** A subscriber as the hub holds it. There may be tens of thousands: one object each, and no closures. */
export class Member implements Subscription {
  readonly watch: Watch
  readonly queue: SubscriberQueue
  readonly onStuck: (() => void) | null
  readonly since: Position
  /** It wants every event under its keys, and no event is under two of them. */
  readonly byKeyAlone: boolean
  readonly #hub: MemberHub
  target: LiveTarget | null = null
  #owner: LiveOwner | null = null
  /** A watch may be found under several keys of one event. */
  lastSeq = 0

  constructor(
    hub: MemberHub,
    watch: Watch,
    since: Position,
    limits: QueueLimits,
    onStuck: (() => void) | null,
  ) {
    this.#hub = hub
    this.watch = watch
    this.byKeyAlone = byKeyAlone(watch)
    this.queue = new SubscriberQueue(limits)
    this.onStuck = onStuck
    this.since = since
  }

  wants(event: FeedEvent): boolean {
    return this.byKeyAlone || matches(this.watch, event)
  }

  goLive(target: LiveTarget, owner: LiveOwner): void {
    this.#owner = owner
    if (this.target !== target) this.#hub.retarget(this, target)
  }

  leaveLive(): void {
    if (!this.target) return
    this.#hub.retarget(this, null)
    this.#owner?.fellBehind()
  }

  /** Events that its target refused, or that came while it had none. */
  hold(event: FeedEvent, position: Position): void {
    this.lastSeq = event.seq
    this.queue.push(event, position)
    this.leaveLive()
  }

  close(): void {
    this.#hub.leave(this)
  }
}

/** SKUs or products are keys, and all is one; warehouses, suppliers and what other topics have are not, or not always. */
function byKeyAlone({ topic, skuIds, productIds, warehouseIds, supplierKey }: Watch): boolean {
  return (topic === 'stock' || topic === 'alert') && !warehouseIds && !supplierKey && !(skuIds && productIds)
}
