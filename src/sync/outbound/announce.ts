import { announceShipments } from '../../orders/announce-shipments.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { addToRun } from '../../store/sync-run.ts'
import type { RunContext } from '../runs/run-context.ts'

/** Longer than a call takes with all its retries. */
const LEASE_MS = 120_000

/** Tells the marketplaces the parcel numbers that are due, those of other shops as well. */
export async function announce({ deps, runId, shop, signal }: RunContext): Promise<void> {
  const told = () =>
    deps.prisma.shipment.count({ where: { order: { shopId: shop.shopId }, announcedAt: { not: null } } })
  const before = await told()
  const work = {
    prisma: deps.prisma,
    leaseMs: LEASE_MS,
    onError: (error: unknown, shipmentId: string) =>
      deps.log.error({ err: error, shipmentId }, 'a parcel number could not be told'),
    shopOf: async (shopId: string) => {
      const found = await linkedShop(deps.prisma, deps.box, shopId)
      const connector = found && deps.connectors.get(found.platform)
      return found && connector ? { connector, shop: found } : 'the shop is not linked'
    },
  }
  while (await announceShipments(work, signal)) signal.throwIfAborted()
  const written = (await told()) - before
  await addToRun(deps.prisma, runId, { read: written, written, failed: 0 }, null)
}
