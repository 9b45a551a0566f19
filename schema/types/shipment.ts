import { builder } from '../builder.ts'
import { TrackingStatusEnum } from '../tracking-enum.ts'

const ShipmentLegEnum = builder.enumType('ShipmentLeg', {
  description: 'Which part of the way a parcel goes.',
  values: {
    DOMESTIC: { description: 'Inside China: from the seller to our warehouse, or to a buyer there.' },
    INTERNATIONAL: { description: 'From our warehouse to the customer.' },
  } as const,
})

builder.prismaObject('TrackingEvent', {
  description: 'One message of the carrier.',
  fields: (t) => ({
    status: t.expose('status', { type: TrackingStatusEnum, description: 'What it means.' }),
    description: t.exposeString('description', { description: "The carrier's own words." }),
    location: t.exposeString('location', { nullable: true, description: 'Where; null when it is not told.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it happened.' }),
  }),
})

builder.prismaNode('Shipment', {
  description: 'A parcel of an order, on one leg of its way.',
  authScopes: (_shipment, { viewer }) => viewer.scopes.has('orders:read') || viewer.scopes.has('orders:own'),
  // Loading by node asks for the owner in the same statement; through an order, the order was checked.
  findUnique: (id, { viewer }) =>
    viewer.scopes.has('orders:read') ? { id } : { id, order: { customerId: viewer.subject ?? '' } },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    leg: t.expose('leg', { type: ShipmentLegEnum, description: 'Which part of the way it goes.' }),
    carrier: t.exposeString('carrier', { description: 'Who carries it.' }),
    trackingNumber: t.exposeString('trackingNumber', { description: "The carrier's number of the parcel." }),
    status: t.expose('status', { type: TrackingStatusEnum, description: 'What the carrier last said.' }),
    events: t.relation('events', {
      description: 'What the carrier said, the oldest first.',
      query: { orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }] },
    }),
  }),
})
