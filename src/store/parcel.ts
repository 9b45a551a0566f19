import type { Shipment, ShipmentLeg } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/**
 * The parcel of that number: first the one of the order on that leg, however its carrier is called (marketplaces and
 * warehouses have names of their own), then the one of that carrier; without an order also the only one of that number.
 * @param parcel its number in the form of domain/parcel-number.ts
 */
export async function findParcel(
  tx: Tx,
  { carrier, trackingNumber }: { readonly carrier: string; readonly trackingNumber: string },
  of: { readonly orderId: string | null; readonly leg: ShipmentLeg } | null,
): Promise<Shipment | null> {
  const found = await tx.shipment.findMany({
    where: {
      trackingNumber,
      ...(of && {
        OR: [{ carrier }, ...(of.orderId === null ? [] : [{ orderId: of.orderId, leg: of.leg }])],
      }),
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 20,
  })
  const ofOrder = of?.orderId && found.find((one) => one.orderId === of.orderId && one.leg === of.leg)
  const ofCarrier = found.find((one) => one.carrier === carrier)
  return ofOrder || ofCarrier || (of === null && found.length === 1 && found[0]) || null
}
