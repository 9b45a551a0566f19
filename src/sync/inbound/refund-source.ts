import type { Refund } from '../../connectors/marketplace.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { lockMarketplaceOrders } from '../../store/marketplace-order.ts'
import { upsertRefund } from '../../store/marketplace-refund.ts'
import { lockLevelsOfSkus } from '../../store/stock-level.ts'
import type { Tx } from '../../store/transaction.ts'
import type { RunContext } from '../runs/run-context.ts'
import { followLines } from './follow-lines.ts'
import type { ImportDeps, OrderShop } from './order-rows.ts'
import type { Batch, Source } from './read-windows.ts'

const CHUNK = 50

/** Refunds of a shop by modified time, with what they mean for the lines of their orders. */
export function refundSource({ deps, shop, connector }: RunContext): Source<Refund> {
  return {
    chunk: CHUNK,
    idOf: (refund) => refund.externalId,
    rawOf: () => null,
    write: (tx, refunds) => writeRefunds(tx, deps, shop, refunds),
    async *read(window, signal): AsyncGenerator<Batch<Refund>> {
      if (!window) throw new Error('refunds are read by windows')
      for await (const { refunds, unreadable } of connector.refunds(shop, window, signal))
        yield { records: refunds, unreadable, readAt: deps.now() }
    },
  }
}

/** Writes refunds, and takes their orders to where these leave them. @returns refunds that were new or changed */
export async function writeRefunds(
  tx: Tx,
  deps: ImportDeps,
  shop: OrderShop,
  refunds: readonly Refund[],
): Promise<number> {
  const orders = await lockMarketplaceOrders(
    tx,
    shop.platform,
    refunds.map((refund) => refund.orderId),
  )
  // Several orders change levels in this transaction: all are locked now, in the one order.
  const lines = await tx.orderLine.findMany({
    where: { orderId: { in: orders.map((order) => order.id) }, skuId: { not: null } },
    select: { skuId: true },
  })
  await lockLevelsOfSkus(tx, [...new Set(lines.flatMap(({ skuId }) => skuId ?? []))])
  const sorted = refunds.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const changed: Refund[] = []
  for (const refund of sorted) if (await upsertRefund(tx, shop, recordOf(refund))) changed.push(refund)
  for (const order of orders) {
    const news = changed.filter((refund) => refund.orderId === order.externalId)
    if (news.length === 0) continue
    for (const { externalId, rawStatus } of news) {
      const note = `Refund ${externalId}: ${rawStatus}`
      await moveOrder(tx, order, { note, actor: 'system:sync', about: `refund:${externalId}` })
    }
    await followLines(tx, deps, shop, order, { before: order.status, paidAt: null })
  }
  return changed.length
}

const recordOf = (refund: Refund) => ({
  externalId: refund.externalId,
  externalOrderId: refund.orderId,
  externalLineId: refund.lineId,
  amountMinor: refund.amount.minor,
  currency: refund.amount.currency,
  status: refund.status,
  rawStatus: refund.rawStatus,
  goodsReturned: refund.goodsReturned,
  requestedAt: refund.createdAt,
  modifiedAt: refund.modifiedAt,
})
