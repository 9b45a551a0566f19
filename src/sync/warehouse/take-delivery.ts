import type { SentDelivery } from '../../connectors/warehouse.ts'
import { parcelNumber } from '../../domain/parcel-number.ts'
import { onDeliveryConfirmed } from '../../orders/delivery-confirmed.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { shiftCounts } from '../../store/warehouse-count.ts'
import { lockOrderOfWarehouse } from '../../store/warehouse-order.ts'
import { goodsLeft } from '../inbound/order-stock.ts'
import type { WarehouseDeps } from './deps.ts'

type Deps = Pick<WarehouseDeps, 'prisma' | 'inventory' | 'orders'>

/**
 * Records what has left the warehouse of an order, once for any number of reports.
 * @param also runs in the same transaction; gets whether there is such an order
 */
export async function takeDelivery(
  { prisma, inventory, orders }: Deps,
  sent: SentDelivery,
  also: (tx: Tx, known: boolean) => Promise<void> = async () => {},
): Promise<void> {
  const code = sent.deliveryOrderCode
  const told = await prisma.shipment.findMany({
    where: { order: { OR: [{ number: code }, { warehouseOrders: { some: { code } } }] } },
    select: { trackingNumber: true },
  })
  const before = new Set(told.map((one) => one.trackingNumber))
  const known = await onDeliveryConfirmed(orders, sent)
  await transaction(prisma, async (tx) => {
    // Cancelled, and sent all the same: its goods are gone nevertheless.
    const order = await lockOrderOfWarehouse(tx, code)
    const over = order?.status === 'CANCELLED' || order?.status === 'REFUNDED'
    if (over && sent.packages.length > 0) await goodsLeft(tx, inventory, order)
    const { warehouseCode } = sent
    const left = sent.packages.filter((parcel) => !before.has(parcelNumber(parcel.trackingNumber)))
    await shiftCounts(
      tx,
      left.flatMap((parcel) =>
        parcel.items.map(({ itemCode, quantity }) => ({ itemCode, warehouseCode, delta: -quantity })),
      ),
    )
    await also(tx, known)
  })
}
