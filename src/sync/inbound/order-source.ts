import type { MarketplaceOrder, OrderHead } from '../../connectors/marketplace.ts'
import { modifiedTimes } from '../../store/marketplace-order.ts'
import { resolveFailures } from '../../store/sync-failure.ts'
import type { RunContext } from '../runs/run-context.ts'
import { importOrders, type MapOrder } from './import-orders.ts'
import type { Batch, Source } from './read-windows.ts'

/** A page of the platforms' lists. */
const CHUNK = 50

/** Orders of a shop by modified time. Details are read only of those that are newer than what we have. */
export function orderSource(
  { deps, shop, connector }: RunContext,
  map: MapOrder | null,
): Source<MarketplaceOrder> {
  const unchanged = async (heads: readonly OrderHead[]): Promise<ReadonlySet<string>> => {
    const known = await modifiedTimes(
      deps.prisma,
      shop.platform,
      heads.map((head) => head.externalId),
    )
    const same = heads.filter(
      ({ externalId, modifiedAt }) => modifiedAt && known.get(externalId)?.getTime() === modifiedAt.getTime(),
    )
    const ids = same.map((head) => head.externalId)
    // One look set them aside and another imported them, for example for a message.
    await resolveFailures(deps.prisma, { shopId: shop.shopId, kind: 'ORDERS' }, ids)
    return new Set(ids)
  }
  return {
    chunk: CHUNK,
    idOf: (order) => order.externalId,
    rawOf: (order) => order.raw ?? null,
    write: (tx, orders, readAt) => importOrders(tx, deps, shop, orders, readAt, map),
    async *read(window, signal): AsyncGenerator<Batch<MarketplaceOrder>> {
      if (!window) throw new Error('orders are read by windows')
      let readAt = deps.now()
      for await (const { orders, unreadable } of connector.orders(shop, { ...window, unchanged }, signal)) {
        yield { records: orders, unreadable, readAt }
        readAt = deps.now()
      }
    },
  }
}
