import { parcelNumber } from '../domain/parcel-number.ts'

/** Our words for where a parcel is (purchasing.md 3.2). Their meaning for orders is decided elsewhere. */
export type TrackingState =
  | 'pending'
  | 'info_received'
  | 'picked_up'
  | 'in_transit'
  | 'customs'
  | 'out_for_delivery'
  | 'available_for_pickup'
  | 'attempt_failed'
  | 'exception'
  | 'refused'
  | 'returning'
  | 'returned'
  | 'delivered'
  | 'expired'

/** One parcel of an order or purchase, with its scans oldest first. */
export interface Parcel {
  /** Null while the platform has announced a parcel without its number. */
  readonly trackingNumber: string | null
  readonly carrierName: string | null
  /** State of the newest scan whose code we know; null when none is known. */
  readonly state: TrackingState | null
  /** The platform's own word for the whole parcel, where it has one. */
  readonly rawState: string | null
  readonly steps: readonly TrackingStep[]
}

export interface TrackingStep {
  readonly at: Date | null
  readonly text: string
  readonly rawCode: string | null
  /** Null for a code we have not met: the parcel keeps its state (purchasing.md 3.3). */
  readonly state: TrackingState | null
}

/** Puts scans in time order (they arrive in any) and takes the newest known one as the parcel's state. */
export function parcel(
  head: Pick<Parcel, 'trackingNumber' | 'carrierName'>,
  steps: readonly TrackingStep[],
  own: Pick<Parcel, 'state' | 'rawState'> = { state: null, rawState: null },
): Parcel {
  const ordered = steps.toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
  return {
    ...head,
    trackingNumber: parcelNumber(head.trackingNumber ?? '') || null,
    rawState: own.rawState,
    state: own.state ?? ordered.findLast((step) => step.state !== null)?.state ?? null,
    steps: ordered,
  }
}
