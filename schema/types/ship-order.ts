import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { OrderPayload, orderPayload } from '../order-payload.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { TrackingStatusEnum } from '../tracking-enum.ts'

const ShipOrderInput = builder.inputType('ShipOrderInput', {
  description: 'A parcel that leaves for the customer.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'Global id of the order.' }),
    carrier: t.string({ required: true, description: 'Name or code of the carrier.' }),
    trackingNumber: t.string({ required: true, description: "The carrier's number of the parcel." }),
  }),
})

const RecordTrackingInput = builder.inputType('RecordTrackingInput', {
  description: 'What a carrier said about a parcel.',
  fields: (t) => ({
    carrier: t.string({ required: true, description: 'As the shipment has it.' }),
    trackingNumber: t.string({ required: true, description: 'As the shipment has it.' }),
    status: t.field({ type: TrackingStatusEnum, required: true, description: 'What it means.' }),
    description: t.string({ required: true, description: "The carrier's own words." }),
    location: t.string({ description: 'Where.' }),
    occurredAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'When it happened, not when it was told.',
    }),
  }),
})

interface ShipmentResult {
  readonly shipmentId: string | null
}

const ShipmentPayload = payloadType<ShipmentResult>(
  'ShipmentPayload',
  'What became of a message about a parcel.',
  (t) => ({
    shipment: t.prismaField({
      type: 'Shipment',
      nullable: true,
      description: 'The parcel as it is now; null when the message was refused.',
      resolve: (query, { shipmentId }, _args, { prisma }) =>
        shipmentId === null ? null : prisma.shipment.findUnique({ ...query, where: { id: shipmentId } }),
    }),
  }),
)

builder.mutationFields((t) => ({
  shipOrder: t.field({
    type: OrderPayload,
    description:
      'Tells that a parcel left for the customer: what was reserved is sold, the order is SHIPPED. The same parcel twice is once.',
    authScopes: { scope: 'orders:write' },
    args: { input: t.arg({ type: ShipOrderInput, required: true, description: 'The parcel.' }) },
    resolve: (_root, { input }, { orders, viewer }) =>
      orderPayload(async () =>
        orders.ship({ ...input, orderId: inputIdOf('Order', ['orderId'], input.orderId) }, actorOf(viewer)),
      ),
  }),
  recordTracking: t.field({
    type: ShipmentPayload,
    description:
      'Writes down a message of a carrier. Late, repeated and unordered messages never move a parcel or its order back.',
    authScopes: { scope: 'orders:write' },
    args: { input: t.arg({ type: RecordTrackingInput, required: true, description: 'The message.' }) },
    resolve: (_root, { input }, { orders, viewer }) =>
      payloadOf<string, ShipmentResult>(
        async () => orders.recordTracking(input, actorOf(viewer)),
        (shipmentId) => ({ shipmentId }),
        { shipmentId: null },
      ),
  }),
}))
