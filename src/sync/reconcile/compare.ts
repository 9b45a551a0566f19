import { spanOfDay } from '../../domain/shop-day.ts'
import { endReconciliation } from '../../store/reconciliation.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { kindsOf } from '../runs/kinds.ts'
import { compareOrders } from './compare-orders.ts'
import { compareRefunds } from './compare-refunds.ts'
import { compareShopStock } from './compare-shop-stock.ts'
import { compareWarehouses } from './compare-warehouse.ts'

/**
 * Runs a comparison that was begun: orders and refunds of the day, the shop's listings, the warehouses. A platform
 * that does not answer is an error, and the job comes back.
 */
export async function reconcile(
  deps: SyncDeps,
  { id, shopId, day }: { readonly id: string; readonly shopId: string; readonly day: string },
  signal: AbortSignal,
): Promise<void> {
  const shop = await linkedShop(deps.prisma, deps.box, shopId)
  const connector = shop && deps.connectors.get(shop.platform)
  const span = spanOfDay(day)
  if (!shop || !connector || !span) return
  const context = { deps, connector, shop, signal }
  const orders = kindsOf(connector).includes('ORDERS') ? [await compareOrders(context, day, span)] : []
  const refunds = await compareRefunds(context, span)
  const shopStock = await compareShopStock(context)
  const warehouses = await compareWarehouses(deps, shopId, signal)
  const parts = [...orders, refunds, shopStock, warehouses]
  const found = parts.flatMap((part) => part.found)
  const checked = parts.reduce((sum, part) => sum + part.checked, 0)
  await transaction(deps.prisma, async (tx) => {
    await endReconciliation(tx, id, checked, found)
    for (const key of warehouses.settled) await resolveSyncAlert(tx, key)
    const dedupeKey = `drift:${shopId}`
    if (found.length === 0) await resolveSyncAlert(tx, dedupeKey)
    else
      await openSyncAlert(tx, {
        shopId,
        kind: 'DRIFT',
        dedupeKey,
        message: `The comparison of ${shop.name} for ${day} found ${found.length} differences.`,
      })
  })
  deps.log.info({ shopId, day, checked, found: found.length }, 'compared')
}
