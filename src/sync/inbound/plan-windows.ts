import type { MarketplaceSupport, ModifiedWindow } from '../../connectors/marketplace.ts'
import type { StoredState, SyncKind } from '../../store/sync-state.ts'
import type { KindPolicy } from '../runs/kinds.ts'

const DAY = 86_400_000
/** Before any marketplace. */
const BEGINNING = Date.UTC(2003, 0, 1)
/** Ages at which a first read of everything is cut, so that it can be interrupted: the shop's newest part last. */
const AGES = [5 * 365, 2 * 365, 365, 180, 90, 30, 14, 7, 3, 1].map((days) => days * DAY)

export interface Plan {
  /** Oldest first, without a hole between them. */
  readonly windows: readonly ModifiedWindow[]
  /** Where everything will be read up to. */
  readonly until: Date
}

/**
 * The unread time of a kind with a cursor: `[cursor − overlap, now − lag]`, cut into windows of the
 * platform's size. No windows: everything is read.
 */
export function planWindows(
  { cursor }: Pick<StoredState, 'cursor'>,
  policy: KindPolicy,
  now: Date,
  longestMs: number | null,
): Plan {
  const until = new Date(now.getTime() - policy.lagMs)
  const earliest = policy.firstMs === null ? BEGINNING : now.getTime() - policy.firstMs
  // A cursor ahead of us (asked for at once, or a clock that was put right) is looked behind all the same.
  const last = cursor === null ? null : Math.min(cursor.getTime(), until.getTime())
  const from = Math.max(earliest, last === null ? earliest : last - policy.overlapMs)
  if (from >= until.getTime()) return { windows: [], until }
  return { windows: cut(from, until.getTime(), longestMs), until }
}

/** Without modified time a window would read all offers each time. */
export function readsByWindow(kind: SyncKind, { modifiedTime }: MarketplaceSupport): boolean {
  return kind !== 'PRODUCTS' || modifiedTime.offers
}

function cut(from: number, until: number, longestMs: number | null): ModifiedWindow[] {
  const edges = [from]
  if (longestMs === null) {
    for (const age of AGES) if (until - age > from) edges.push(until - age)
  } else for (let at = from + longestMs; at < until; at += longestMs) edges.push(at)
  edges.push(until)
  return edges.slice(1).map((to, index) => ({ from: new Date(edges[index] ?? from), to: new Date(to) }))
}
