import { UpstreamError } from '../../domain/upstream-error.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { applyChanges } from '../../inventory/apply-changes.ts'
import { pushAgain } from '../../store/listing-push.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { rereadOrder } from '../messages/reread.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'
import { Repair } from './repairs.ts'

const PATIENCE_MS = 30_000

/** Does what a discrepancy suggests, once. @returns the discrepancy's id */
export function applyRepair(deps: SyncDeps, id: string, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const row = await deps.prisma.discrepancy.findUnique({ where: { id } })
    if (!row) throw new Refused('NOT_FOUND', ['id'], 'There is no such discrepancy.')
    if (row.repairedAt) return id
    if (!row.repair)
      throw new Refused(
        'INVALID_TRANSITION',
        ['id'],
        'Nobody can say what would be right: look at both sides.',
      )
    await perform(deps, Repair.parse(row.repair), `reconciliation:${row.reconciliationId}`, actor)
    await deps.prisma.discrepancy.updateMany({
      where: { id, repairedAt: null },
      data: { repairedAt: new Date(), repairedBy: actor },
    })
    return id
  })
}

async function perform(deps: SyncDeps, repair: Repair, reference: string, actor: string): Promise<void> {
  switch (repair.kind) {
    case 'reread-order':
      return readAgain(deps, repair)
    case 'push-stock':
      await pushAgain(deps.prisma, repair.listingId)
      await enqueuePushes(deps)
      return
    case 'set-on-hand': {
      const { skuId, warehouseId, onHand, version } = repair
      await transaction(deps.prisma, (tx) =>
        applyChanges(
          tx,
          deps.inventory,
          [
            {
              skuId,
              warehouseId,
              to: { kind: 'set', onHand, expectedVersion: version },
              reason: 'SYNC',
              reference,
              fields: { sku: ['id'], warehouse: ['id'], quantity: ['id'] },
            },
          ],
          actor,
        ),
      )
    }
  }
}

async function readAgain(
  deps: SyncDeps,
  { shopId, externalId }: { readonly shopId: string; readonly externalId: string },
): Promise<void> {
  const shop = await linkedShop(deps.prisma, deps.box, shopId)
  const connector = shop && deps.connectors.get(shop.platform)
  if (!shop || !connector) throw new Refused('INVALID_TRANSITION', ['id'], 'The shop is not linked.')
  try {
    await rereadOrder({ deps, shop, connector, signal: AbortSignal.timeout(PATIENCE_MS) }, externalId)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    const code = error.kind === 'rejected' ? 'UPSTREAM_REJECTED' : 'UPSTREAM_UNAVAILABLE'
    throw new Refused(code, null, `${error.upstream}: ${error.message}`)
  }
}
