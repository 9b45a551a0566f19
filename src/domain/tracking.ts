/** A carrier's status in the graph's words. */
export const TRACKING_STATUSES = [
  'PENDING',
  'PICKED_UP',
  'IN_TRANSIT',
  'CUSTOMS',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
  'ARRIVED_AT_HUB',
  'DELIVERED',
  'EXCEPTION',
  'RETURNED',
] as const
export type TrackingStatus = (typeof TRACKING_STATUSES)[number]

/** Who gets the parcel: our hub, or the customer. Signed for at the hub is not delivered (purchasing.md 3.3). */
export type Destination = 'HUB' | 'CUSTOMER'

/** The words of the connectors (purchasing.md 3.2) in those of the graph. */
const STATUS_OF_STATE = {
  pending: 'PENDING',
  info_received: 'PENDING',
  picked_up: 'PICKED_UP',
  in_transit: 'IN_TRANSIT',
  customs: 'CUSTOMS',
  out_for_delivery: 'OUT_FOR_DELIVERY',
  // It waits for the receiver, who has to act: nearest to being brought.
  available_for_pickup: 'OUT_FOR_DELIVERY',
  attempt_failed: 'ATTEMPT_FAILED',
  exception: 'EXCEPTION',
  refused: 'EXCEPTION',
  returning: 'EXCEPTION',
  expired: 'EXCEPTION',
  returned: 'RETURNED',
  delivered: 'DELIVERED',
} as const satisfies Record<string, TrackingStatus>

export type ParcelState = keyof typeof STATUS_OF_STATE

/** How far along the way; equal ranks may follow each other in any order. */
const RANK: Readonly<Record<TrackingStatus, number>> = {
  PENDING: 0,
  PICKED_UP: 1,
  IN_TRANSIT: 2,
  CUSTOMS: 2,
  OUT_FOR_DELIVERY: 3,
  ATTEMPT_FAILED: 3,
  // Not a place on the way: it is shown over the last status.
  EXCEPTION: -1,
  ARRIVED_AT_HUB: 4,
  DELIVERED: 4,
  RETURNED: 5,
}

/** Nothing but a return comes after. */
const ARRIVED = RANK.DELIVERED

/** A connector's word in the graph's, for a parcel on its way to `destination`. */
export function trackingStatus(state: ParcelState, destination: Destination): TrackingStatus {
  return atDestination(STATUS_OF_STATE[state], destination)
}

/** The same for a status entered by hand: "delivered" at the hub means that it arrived there. */
export function atDestination(status: TrackingStatus, destination: Destination): TrackingStatus {
  if (destination === 'HUB' && status === 'DELIVERED') return 'ARRIVED_AT_HUB'
  if (destination === 'CUSTOMER' && status === 'ARRIVED_AT_HUB') return 'IN_TRANSIT'
  return status
}

/** The status of a parcel after one more message. Later ranks win, terminal ones stay; an exception is a flag that news lifts. */
function next(
  now: { status: TrackingStatus; rank: number },
  status: TrackingStatus,
): { status: TrackingStatus; rank: number } {
  if (status === 'EXCEPTION') return now.rank >= ARRIVED ? now : { status, rank: now.rank }
  const rank = RANK[status]
  if (now.rank >= ARRIVED) return status === 'RETURNED' ? { status, rank } : now
  return rank >= now.rank ? { status, rank } : now
}

/**
 * The status that a parcel's messages add up to, in any order of arrival: by the time of the event, never
 * back in rank (purchasing.md 3.3).
 */
export function statusOf(
  events: readonly { readonly status: TrackingStatus; readonly occurredAt: Date }[],
): TrackingStatus {
  let now: { status: TrackingStatus; rank: number } = { status: 'PENDING', rank: 0 }
  const sorted = events.toSorted(
    (a, b) =>
      a.occurredAt.getTime() - b.occurredAt.getTime() ||
      RANK[a.status] - RANK[b.status] ||
      // Same moment and rank: a fixed order for all sources, with DELIVERED before the hub.
      TRACKING_STATUSES.indexOf(b.status) - TRACKING_STATUSES.indexOf(a.status),
  )
  for (const { status } of sorted) now = next(now, status)
  return now.status
}
