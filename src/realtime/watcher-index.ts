import type { FeedTopic } from '../domain/feed-event.ts'
import type { LiveTarget } from './live-target.ts'
import type { Member } from './member.ts'
import { keysOf } from './watch.ts'

/** Who is found under one key of one topic; a subscriber is in one of the two. */
export interface Watchers {
  /** Live targets that are all there is to look at: of ten thousand, each event touches them and nothing else. */
  direct: Set<LiveTarget> | null
  members: Set<Member> | null
}

/** Finds the subscribers of an event by its topic and keys. */
export class WatcherIndex {
  readonly #topics = new Map<FeedTopic, Map<string, Watchers>>()
  readonly #direct = new Map<LiveTarget, Member>()

  /** Keys under which somebody is found. */
  get size(): number {
    let size = 0
    for (const keys of this.#topics.values()) size += keys.size
    return size
  }

  under(topic: FeedTopic, key: string): Watchers | undefined {
    return this.#topics.get(topic)?.get(key)
  }

  /** Whose target it is, among the direct ones. */
  memberOf(target: LiveTarget): Member | undefined {
    return this.#direct.get(target)
  }

  add(member: Member): void {
    const { target } = member
    const direct = target && goesDirect(member, target)
    if (direct) this.#direct.set(target, member)
    const keys = this.#keysOf(member.watch.topic)
    for (const key of keysOf(member.watch)) {
      const watchers = keys.get(key) ?? { direct: null, members: null }
      keys.set(key, watchers)
      if (direct) watchers.direct = withOne(watchers.direct, target)
      else watchers.members = withOne(watchers.members, member)
    }
  }

  retarget(member: Member, target: LiveTarget | null): void {
    const moves = [member.target, target].some((one) => one && goesDirect(member, one))
    if (moves) this.remove(member)
    member.target = target
    if (moves) this.add(member)
  }

  remove(member: Member): void {
    const { target } = member
    const direct = target && this.#direct.delete(target)
    const keys = this.#keysOf(member.watch.topic)
    for (const key of keysOf(member.watch)) {
      const watchers = keys.get(key)
      if (!watchers) continue
      if (direct) watchers.direct = without(watchers.direct, target)
      else watchers.members = without(watchers.members, member)
      if (!watchers.direct && !watchers.members) keys.delete(key)
    }
  }

  #keysOf(topic: FeedTopic): Map<string, Watchers> {
    const known = this.#topics.get(topic)
    if (known) return known
    const keys = new Map<string, Watchers>()
    this.#topics.set(topic, keys)
    return keys
  }
}

function goesDirect({ byKeyAlone }: Member, target: LiveTarget): boolean {
  return byKeyAlone && !target.filters
}

function withOne<One>(set: Set<One> | null, one: One): Set<One> {
  return (set ?? new Set<One>()).add(one)
}

/** Null for an empty set: there are as many as watched SKUs. */
function without<One>(set: Set<One> | null, one: One): Set<One> | null {
  set?.delete(one)
  return set?.size ? set : null
}
