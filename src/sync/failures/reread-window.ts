import type { ModifiedWindow } from '../../connectors/marketplace.ts'
import { type OpenFailure, resolveFailures } from '../../store/sync-failure.ts'
import { followRefunds } from '../inbound/follow-refunds.ts'
import { offerSource } from '../inbound/offer-source.ts'
import { orderSource } from '../inbound/order-source.ts'
import { readWindow } from '../inbound/read-windows.ts'
import { refundSource } from '../inbound/refund-source.ts'
import { offerMapping, orderMapping, savedMapper } from '../mapping/compile.ts'
import type { Reread } from '../messages/reread.ts'
import type { RunContext } from '../runs/run-context.ts'

/** Reads the window once more that a record without an id came in; it is over when every record tells its id. */
export async function rereadWindow(
  { deps, connector, shop, signal }: Reread,
  { id, kind, externalId, attempts }: OpenFailure,
  window: ModifiedWindow | null,
): Promise<void> {
  const run: RunContext = { deps, connector, shop, signal, kind, runId: null }
  const what = { window, cursor: null, progress: null }
  if (kind === 'ORDERS')
    await readWindow(
      run,
      orderSource(run, orderMapping(await savedMapper(deps.prisma, shop.shopId, 'order'))),
      what,
    )
  else if (kind === 'REFUNDS')
    // Refunds without a window were read by their ids.
    await (window ? readWindow(run, refundSource(run), what) : followRefunds(run))
  else
    await readWindow(
      run,
      offerSource(run, offerMapping(await savedMapper(deps.prisma, shop.shopId, 'product'))),
      what,
    )
  const after = await deps.prisma.syncFailure.findUnique({ where: { id }, select: { attempts: true } })
  if (after?.attempts === attempts)
    await resolveFailures(deps.prisma, { shopId: shop.shopId, kind }, [externalId])
}
