import type { Refund } from '../../connectors/marketplace.ts'
import { moveOrder } from '../../orders/move-order.ts'
import { upsertRefund } from '../../store/marketplace-refund.ts'
import { lockOrder } from '../../store/order.ts'
import type { Tx } from '../../store/transaction.ts'
import type { RunContext, RunShop } from '../runs/run-context.ts'
import type { Batch, Source } from './read-windows.ts'

const CHUNK = 50

/** Refunds of a shop by modified time. The state of their orders comes with the orders themselves. */
export function refundSource({ deps, shop, connector }: RunContext): Source<Refund> {
  return {
    chunk: CHUNK,
    idOf: (refund) => refund.externalId,
    rawOf: () => null,
    write: (tx, refunds) => writeRefunds(tx, shop, refunds),
    async *read(window, signal): AsyncGenerator<Batch<Refund>> {
      if (!window) throw new Error('refunds are read by windows')
      for await (const { refunds, unreadable } of connector.refunds(shop, window, signal))
        yield { records: refunds, unreadable, readAt: deps.now() }
    },
  }
}

/** @returns refunds that were new or changed */
export async function writeRefunds(tx: Tx, shop: RunShop, refunds: readonly Refund[]): Promise<number> {
  let written = 0
  const sorted = refunds.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  for (const refund of sorted) {
    const { externalId, orderId, lineId, amount, status, rawStatus, goodsReturned } = refund
    const changed = await upsertRefund(tx, shop, {
      externalId,
      externalOrderId: orderId,
      externalLineId: lineId,
      amountMinor: amount.minor,
      currency: amount.currency,
      status,
      rawStatus,
      goodsReturned,
      requestedAt: refund.createdAt,
      modifiedAt: refund.modifiedAt,
    })
    if (!changed) continue
    written += 1
    const order = changed.orderId === null ? null : await lockOrder(tx, { id: changed.orderId })
    if (order)
      await moveOrder(tx, order, { note: `Refund ${externalId}: ${rawStatus}`, actor: 'system:sync' })
  }
  return written
}
