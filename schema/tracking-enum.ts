import type { TrackingStatus } from '../src/domain/tracking.ts'
import { builder } from './builder.ts'

export const TrackingStatusEnum = builder.enumType('TrackingStatus', {
  description: 'What a carrier says about a parcel, the same words for all carriers.',
  values: {
    PENDING: { description: 'Announced; the carrier does not have it yet.' },
    PICKED_UP: { description: 'The carrier has it.' },
    IN_TRANSIT: { description: 'On its way.' },
    CUSTOMS: { description: 'With customs.' },
    OUT_FOR_DELIVERY: { description: 'With the courier who delivers it.' },
    ATTEMPT_FAILED: { description: 'The courier came and could not hand it over.' },
    ARRIVED_AT_HUB: {
      description: 'Signed for by our warehouse, which is not yet delivered to the customer.',
    },
    DELIVERED: { description: 'The customer has it.' },
    EXCEPTION: { description: 'Lost, damaged, held: somebody has to look at it.' },
    RETURNED: { description: 'It went back to the sender.' },
  } satisfies Record<TrackingStatus, { readonly description: string }>,
})
