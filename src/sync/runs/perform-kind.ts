import { liftCeilings } from '../../store/listing-push.ts'
import { followRefunds } from '../inbound/follow-refunds.ts'
import { readLogistics } from '../inbound/logistics.ts'
import { offerSource, sweepSource } from '../inbound/offer-source.ts'
import { orderSource } from '../inbound/order-source.ts'
import { readShop } from '../inbound/read-shop.ts'
import { readWindow } from '../inbound/read-windows.ts'
import { refundSource } from '../inbound/refund-source.ts'
import { offerMapping, orderMapping, savedMapper } from '../mapping/compile.ts'
import { announce } from '../outbound/announce.ts'
import { handOver } from '../outbound/hand-over.ts'
import { pushStock } from '../outbound/push-stock.ts'
import { recall } from '../outbound/recall.ts'
import { askAfter } from '../warehouse/ask-after.ts'
import { checkStock } from '../warehouse/check-stock.ts'
import type { RunContext } from './run-context.ts'

/** The work of a run of each kind. */
export async function performKind(run: RunContext): Promise<void> {
  switch (run.kind) {
    case 'PRODUCTS':
      return readShop(run, offerSource(run, offerMapping(await mapper(run, 'product'))))
    case 'ORDERS':
      await readShop(run, orderSource(run, orderMapping(await mapper(run, 'order'))))
      await liftCeilings(run.deps.prisma, run.shop.shopId)
      return
    case 'REFUNDS':
      await readShop(run, refundSource(run))
      return followRefunds(run)
    case 'STOCK':
      return sweep(run)
    case 'STOCK_PUSH':
      return pushStock(run)
    case 'SHIPMENT_PUSH':
      return announce(run)
    case 'DELIVERY_PUSH':
      await recall(run)
      return handOver(run)
    case 'LOGISTICS':
      await readLogistics(run)
      return askAfter(run)
    case 'WAREHOUSE_STOCK':
      return checkStock(run)
  }
}

async function sweep(run: RunContext): Promise<void> {
  const source = sweepSource(run, offerMapping(await mapper(run, 'product')))
  return readWindow(run, source, { window: null, cursor: null, progress: 1 })
}

const mapper = ({ deps, shop }: RunContext, entity: 'product' | 'order') =>
  savedMapper(deps.prisma, shop.shopId, entity)
