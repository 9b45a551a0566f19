import type { FeedEvent } from '../domain/feed-event.ts'
import type { Position } from './cursor.ts'
import type { LiveTarget } from './live-target.ts'
import { Member, type MemberHub, type Subscription } from './member.ts'
import { type GapReason, QUEUE_LIMITS, type QueueLimits } from './queue.ts'
import { keysOfEvent, type Watch } from './watch.ts'
import { WatcherIndex } from './watcher-index.ts'

export interface HubOptions {
  limits?: QueueLimits
  /** A subscriber with a backlog that takes nothing for this time is closed, in ms. */
  stuckMs?: number
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
export class Hub implements MemberHub {
  readonly counters: FeedCounters = { active: 0, sent: 0, coalesced: 0, gaps: 0, replayed: 0, closedStuck: 0 }
  readonly #members = new Set<Member>()
  readonly #index = new WatcherIndex()
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

  /** Sizes of the index, all 0 without subscribers. */
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
      const watchers = this.#index.under(event.payload.topic, key)
      // In this order: who falls behind is among the members then, and has the event already.
      if (watchers?.direct) given += this.#offerDirect(watchers.direct, event, position, more)
      if (watchers?.members) given += this.#offerMembers(watchers.members, event, position, more)
    }
    return given
  }

  #offerDirect(targets: ReadonlySet<LiveTarget>, event: FeedEvent, position: Position, more: boolean) {
    let given = 0
    let sent = 0
    for (const target of targets) {
      const offered = target.offer(event, position, more)
      given++
      if (offered === 'taken') sent++
      else if (offered === 'refused') this.#index.memberOf(target)?.hold(event, position)
    }
    this.counters.sent += sent
    return given
  }

  #offerMembers(members: ReadonlySet<Member>, event: FeedEvent, position: Position, more: boolean) {
    let given = 0
    for (const member of members) {
      if (member.lastSeq === event.seq || !member.wants(event)) continue
      member.lastSeq = event.seq
      const offered = member.target?.offer(event, position, more) ?? 'refused'
      given++
      if (offered === 'taken') this.counters.sent++
      else if (offered === 'refused') member.hold(event, position)
    }
    return given
  }

  /** The feed starts here, or could not read what came before: all subscribers get a gap. */
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
    const member = new Member(this, watch, this.#position, this.#limits, onStuck)
    this.#members.add(member)
    this.counters.active++
    this.#index.add(member)
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
    this.#index.remove(member)
    member.target = null
  }

  /** Called when a subscription goes live, or its live time ends. */
  retarget(member: Member, target: LiveTarget | null): void {
    if (this.#members.has(member)) this.#index.retarget(member, target)
  }
}
