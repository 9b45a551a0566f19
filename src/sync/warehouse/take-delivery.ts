import type { SentDelivery } from '../../connectors/warehouse.ts'
import { onDeliveryConfirmed } from '../../orders/delivery-confirmed.ts'
import { lockOrder } from '../../store/order.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { goodsLeft } from '../inbound/order-stock.ts'
import type { WarehouseDeps } from './deps.ts'

type Deps = Pick<WarehouseDeps, 'prisma' | 'inventory' | 'orders'>

/**
 * Takes over what has left the warehouse of an order, however often it is told.
 * @param also in the transaction that ends it; is told whether there is such an order
 */
export async function takeDelivery(
  { prisma, inventory, orders }: Deps,
  sent: SentDelivery,
  also: (tx: Tx, known: boolean) => Promise<void> = async () => {},
): Promise<void> {
  const known = await onDeliveryConfirmed(orders, sent)
  await transaction(prisma, async (tx) => {
    // Called off, and sent all the same: its goods are gone nevertheless.
    const order = await lockOrder(tx, { number: sent.deliveryOrderCode })
    if (order && sent.packages.length > 0) await goodsLeft(tx, inventory, order)
    await also(tx, known)
  })
}
