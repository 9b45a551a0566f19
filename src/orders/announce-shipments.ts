import type { MarketplaceConnector, ShopCredentials } from '../connectors/marketplace.ts'
import { RateLimited, Transient, UpstreamError } from '../domain/upstream-error.ts'
import { type Announcement, takeDueAnnouncement } from '../store/announcement.ts'
import type { PrismaClient } from '../store/database.ts'
import { lockOrder } from '../store/order.ts'
import { transaction } from '../store/transaction.ts'
import { moveOrder } from './move-order.ts'
import { backOff, later } from './purchases/failure.ts'

export interface AnnouncementDeps {
  readonly prisma: PrismaClient
  /** The shop's platform and credentials; a string says why it can't be called. */
  readonly shopOf: (
    shopId: string,
  ) => Promise<{ readonly connector: MarketplaceConnector; readonly shop: ShopCredentials } | string>
  readonly leaseMs: number
  readonly onError: (error: unknown, shipmentId: string) => void
}

const BATCH = 20
const ACTOR = 'worker:shipments'

/** Tells the marketplaces the parcel numbers of their orders. True when there may be more. */
export async function announceShipments(deps: AnnouncementDeps, signal: AbortSignal): Promise<boolean> {
  for (let count = 0; count < BATCH && !signal.aborted; count++) {
    const due = await takeDueAnnouncement(deps.prisma, deps.leaseMs)
    if (!due) return false
    try {
      const refused = await announce(deps, due, signal)
      await (refused === null ? announced(deps, due) : givenUp(deps, due, refused))
    } catch (error) {
      await failed(deps, due, error, signal)
    }
  }
  return !signal.aborted
}

/** Null when the marketplace knows it; else why it will never get it. */
async function announce(
  deps: AnnouncementDeps,
  due: Announcement,
  signal: AbortSignal,
): Promise<string | null> {
  const { shopId, externalId, carrier, trackingNumber, lineIds } = due
  if (!shopId || !externalId) return 'the order has no number on a marketplace'
  const found = await deps.shopOf(shopId)
  if (typeof found === 'string') return found
  if (!found.connector.supports.shipments) return 'the platform takes no parcel numbers from us'
  const parcel = { orderId: externalId, carrier, trackingNumber, ...(lineIds.length > 0 && { lineIds }) }
  await found.connector.sendShipment(found.shop, parcel, signal)
  return null
}

async function announced(deps: AnnouncementDeps, due: Announcement): Promise<void> {
  const data = { announcedAt: new Date(), announceDueAt: null, announceError: null }
  await settle(deps, due, data, `The marketplace was told the number of parcel ${due.trackingNumber}`)
}

/** Somebody has to do it by hand, in the shop's own pages. */
async function givenUp(deps: AnnouncementDeps, due: Announcement, why: string): Promise<void> {
  const note = `The number of parcel ${due.trackingNumber} has to be told to the marketplace by hand: ${why}`
  await settle(deps, due, { announceDueAt: null, announceError: why }, note)
}

async function settle(
  { prisma }: AnnouncementDeps,
  { id, orderId }: Announcement,
  data: { announceDueAt: null; announceError: string | null; announcedAt?: Date },
  note: string,
): Promise<void> {
  await transaction(prisma, async (tx) => {
    const order = await lockOrder(tx, { id: orderId })
    const { count } = await tx.shipment.updateMany({ where: { id, announcedAt: null }, data })
    if (count > 0 && order) await moveOrder(tx, order, { note, actor: ACTOR })
  })
}

async function failed(
  deps: AnnouncementDeps,
  due: Announcement,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const again = (ms: number) =>
    deps.prisma.shipment.updateMany({
      where: { id: due.id, announcedAt: null },
      data: {
        announceDueAt: later(ms),
        announceError: error instanceof Error ? error.message : String(error),
      },
    })
  if (signal.aborted) return void (await again(0))
  if (error instanceof RateLimited) return void (await again(error.retryAfterMs))
  if (error instanceof Transient)
    return void (await again(Math.max(error.retryAfterMs ?? 0, backOff(due.attempts))))
  if (error instanceof UpstreamError) return givenUp(deps, due, error.message)
  deps.onError(error, due.id)
  await again(backOff(due.attempts))
}
