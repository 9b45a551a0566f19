import { actorOf } from '../../src/domain/viewer.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import { TrackingStatusEnum } from '../tracking-enum.ts'

mutation('shipOrder', {
  description:
    'Records that a parcel left for the customer: reserved units are sold, the order is SHIPPED. A repeated parcel changes nothing.',
  scope: 'orders:write',
  inputDescription: 'A parcel that leaves for the customer.',
  input: (t) => ({
    orderId: t.id({ required: true, description: 'Global id of the order.' }),
    carrier: t.string({ required: true, description: 'Name or code of the carrier.' }),
    trackingNumber: t.string({ required: true, description: "The carrier's number of the parcel." }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { orders, viewer }) => orders.ship(localIds(input, { orderId: 'Order' }), actorOf(viewer)),
  payloadDescription: 'What became of the order.',
  payload: (t) => ({
    order: t.prismaField(changedRow('Order', 'The order as it is now; null when the change was refused.')),
  }),
})

mutation('recordTracking', {
  description:
    'Writes down a message of a carrier. Late, repeated and unordered messages never move a parcel or its order back.',
  scope: 'orders:write',
  inputDescription: 'What a carrier said about a parcel.',
  input: (t) => ({
    carrier: t.string({ required: true, description: 'As the shipment has it.' }),
    trackingNumber: t.string({ required: true, description: 'As the shipment has it.' }),
    status: t.field({ type: TrackingStatusEnum, required: true, description: 'What it means.' }),
    description: t.string({ required: true, description: "The carrier's own words." }),
    location: t.string({ description: 'Where.' }),
    occurredAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'When it happened, not when it was reported.',
    }),
  }),
  run: (input, { orders, viewer }) => orders.recordTracking(input, actorOf(viewer)),
  payloadDescription: 'What became of a message about a parcel.',
  payload: (t) => ({
    shipment: t.prismaField(
      changedRow('Shipment', 'The parcel as it is now; null when the message was refused.'),
    ),
  }),
})
