import type { MarketplaceConnector } from '../../connectors/marketplace.ts'
import { followPurchaseNow } from '../../store/marketplace-order.ts'
import { type NewFailure, recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { importOrders } from '../inbound/import-orders.ts'
import { writeListings } from '../inbound/write-listings.ts'
import { maskPersonal } from '../mask.ts'
import { failureOf, retryAt } from '../runs/failure-class.ts'
import type { RunShop } from '../runs/run-context.ts'

/** One record (or a few) read again by id, outside the windows. */
export interface Reread {
  readonly deps: SyncDeps
  readonly connector: MarketplaceConnector
  readonly shop: RunShop
  readonly signal: AbortSignal
}

/** An order of the shop as it is now. One that the platform does not know is none of ours. */
export async function rereadOrder({ deps, connector, shop, signal }: Reread, orderId: string): Promise<void> {
  const readAt = deps.now()
  const order = await connector.readOrder(shop, orderId, signal)
  const target = { shopId: shop.shopId, kind: 'ORDERS' as const }
  if (!order) {
    await resolveFailures(deps.prisma, target, [orderId])
    return
  }
  try {
    await transaction(deps.prisma, async (tx) => {
      await importOrders(tx, deps, shop, [order], readAt)
      await resolveFailures(tx, target, [orderId])
    })
  } catch (error) {
    await setAside(deps, target, orderId, error, order.raw)
  }
}

/** Offers of the shop as they are now. One that is missing is left to the sweep, which can tell gone from unreadable. */
export async function rereadOffers(
  { deps, connector, shop, signal }: Reread,
  offerIds: readonly string[],
): Promise<void> {
  const readAt = deps.now()
  const found = await connector.readOffers(shop, offerIds, signal)
  const target = { shopId: shop.shopId, kind: 'PRODUCTS' as const }
  for (const [id, offer] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      await transaction(deps.prisma, async (tx) => {
        await writeListings(tx, { shopId: shop.shopId, platform: shop.platform }, [offer], readAt)
        await resolveFailures(tx, target, [id])
      })
    } catch (error) {
      await setAside(deps, target, id, error, offer.raw)
    }
  }
}

/** A purchase of ours has moved: whoever follows it looks now instead of at the next time. */
export async function rereadPurchase({ deps, shop }: Reread, orderId: string): Promise<void> {
  await followPurchaseNow(deps.prisma, shop.platform, orderId)
}

/** @throws what is not the record's fault */
async function setAside(
  deps: SyncDeps,
  target: { readonly shopId: string; readonly kind: SyncKind },
  externalId: string,
  error: unknown,
  raw: unknown,
): Promise<void> {
  const failure = failureOf(error)
  if (!failure) throw error
  const row: NewFailure = {
    externalId,
    errorClass: failure.class,
    message: failure.message.slice(0, 500),
    payload: maskPersonal(raw ?? null),
    retryAt: retryAt(failure.class, 0, deps.now()),
  }
  await transaction(deps.prisma, (tx) => recordFailures(tx, target, [row]))
}
