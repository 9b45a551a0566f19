import type { FeedEvent, FeedTopic } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import { type GapReason, QUEUE_LIMITS, type QueueLimits, SubscriberQueue } from './queue.ts'
import { keysOf, keysOfEvent, matches, type Watch } from './watch.ts'

export interface HubOptions {
  limits?: QueueLimits
  /** A subscriber that has something waiting and takes nothing for so long is closed, in ms. */
  stuckMs?: number
}

export interface Subscription {
  readonly queue: SubscriberQueue
  /** The feed's position when the subscription began: later events go to the queue, or to the target. */
  readonly since: Position
  /**
   * From now on events go straight to the target, until it refuses one. The queue has to be empty.
   * `owner` is told when that time has ended.
   */
  goLive(target: LiveTarget, owner: LiveOwner): void
  close(): void
}

/** A subscriber that takes events as they are published, without a queue in between. */
export interface LiveTarget {
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

/**
 * A subscriber as the hub holds it. There may be tens of thousands, touched at every event: one object each, and
 * no closures.
 */
class Member implements Subscription {
  readonly watch: Watch
  readonly queue: SubscriberQueue
  readonly onStuck: (() => void) | null
  readonly since: Position
  /** The key under which it is found says it all, but for the topic. */
  readonly byKeyAlone: boolean
  readonly topic: FeedTopic
  readonly #hub: Hub
  target: LiveTarget | null = null
  #owner: LiveOwner | null = null
  /** A watch may be found under several keys of one event. */
  lastSeq = 0

  constructor(hub: Hub, watch: Watch, limits: QueueLimits, onStuck: (() => void) | null) {
    this.#hub = hub
    this.watch = watch
    this.byKeyAlone = byKeyAlone(watch)
    this.topic = watch.topic
    this.queue = new SubscriberQueue(limits)
    this.onStuck = onStuck
    this.since = hub.position
  }

  wants(event: FeedEvent): boolean {
    return this.byKeyAlone ? this.topic === event.payload.topic : matches(this.watch, event)
  }

  goLive(target: LiveTarget, owner: LiveOwner): void {
    this.target = target
    this.#owner = owner
  }

  leaveLive(): void {
    if (!this.target) return
    this.target = null
    this.#owner?.fellBehind()
  }

  close(): void {
    this.#hub.leave(this)
  }
}

/** Sums since the process started, for metrics and the operator's status. */
export interface FeedCounters {
  active: number
  sent: number
  coalesced: number
  gaps: number
  replayed: number
  closedStuck: number
}

/**
 * Gives each event to the subscribers that watch it, found by SKU and product rather than by asking
 * every one. Publishing only fills queues: it never waits.
 */
export class Hub {
  readonly counters: FeedCounters = { active: 0, sent: 0, coalesced: 0, gaps: 0, replayed: 0, closedStuck: 0 }
  readonly #members = new Set<Member>()
  readonly #index = new Map<string, Set<Member>>()
  readonly #limits: QueueLimits
  readonly #stuckMs: number
  readonly #sweeper: NodeJS.Timeout
  #position: Position = { epoch: '', seq: 0 }

  constructor({ limits = QUEUE_LIMITS, stuckMs = 60_000 }: HubOptions = {}) {
    this.#limits = limits
    this.#stuckMs = stuckMs
    this.#sweeper = setInterval(() => this.closeStuck(), Math.min(stuckMs / 4, 5_000))
    this.#sweeper.unref()
  }

  /** Everything up to here was published to those who were subscribed then. */
  get position(): Position {
    return this.#position
  }

  /** What is held for subscribers: nothing when there are none. */
  get indexSize(): { members: number; keys: number } {
    return { members: this.#members.size, keys: this.#index.size }
  }

  /**
   * Called by the feed for every event, in order; `more` when others follow in the same turn.
   * @returns to how many subscribers it was given
   */
  publish(event: FeedEvent, epoch: string, more = false): number {
    let given = 0
    const position = { epoch, seq: event.seq }
    this.#position = position
    for (const key of keysOfEvent(event)) {
      for (const member of this.#index.get(key) ?? []) {
        if (member.lastSeq === event.seq || !member.wants(event)) continue
        member.lastSeq = event.seq
        const offered = member.target?.offer(event, position, more) ?? 'refused'
        if (offered === 'taken') this.counters.sent++
        given++
        if (offered !== 'refused') continue
        member.queue.push(event, position)
        member.leaveLive()
      }
    }
    return given
  }

  /** The feed starts here, or could not have what lies before: everybody is told. */
  moveTo(position: Position, reason?: GapReason): void {
    this.#position = position
    if (!reason) return
    for (const member of this.#members) {
      member.lastSeq = 0
      member.queue.gap(reason, position, null)
      member.leaveLive()
    }
  }

  /** `onStuck` is called when the subscriber was closed because it did not read; it closes the connection. */
  subscribe(watch: Watch, onStuck: (() => void) | null = null): Subscription {
    const member = new Member(this, watch, this.#limits, onStuck)
    this.#members.add(member)
    this.counters.active++
    for (const key of keysOf(watch)) {
      const members = this.#index.get(key) ?? new Set()
      this.#index.set(key, members.add(member))
    }
    return member
  }

  /** Subscribers for whom something has waited for `ms`. */
  lagging(ms = 1_000, now = performance.now()): number {
    let count = 0
    for (const { queue } of this.#members) if (queue.length > 0 && now - queue.lastTakenAt >= ms) count++
    return count
  }

  /** Closes subscribers that have not come for what waits for them. Runs on a timer; tests call it. */
  closeStuck(now = performance.now()): void {
    for (const { queue, onStuck } of [...this.#members]) {
      if (queue.length === 0 || now - queue.lastTakenAt < this.#stuckMs) continue
      this.counters.closedStuck++
      queue.close()
      onStuck?.()
    }
  }

  stop(): void {
    clearInterval(this.#sweeper)
    for (const member of this.#members) {
      member.queue.close()
      member.leaveLive()
    }
  }

  /** Called when a subscription is closed. */
  leave(member: Member): void {
    member.queue.close()
    if (!this.#members.delete(member)) return
    this.counters.active--
    for (const key of keysOf(member.watch)) {
      const members = this.#index.get(key)
      members?.delete(member)
      if (members?.size === 0) this.#index.delete(key)
    }
  }
}

/** SKUs and products are keys; warehouses, suppliers and what other topics have are not, or not always. */
function byKeyAlone({ topic, warehouseIds, supplierKey }: Watch): boolean {
  return (topic === 'stock' || topic === 'alert') && !warehouseIds && !supplierKey
}
