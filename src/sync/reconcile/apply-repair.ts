import { z } from 'zod'
import { idempotencyKey, localId } from '../../domain/input-schemas.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { UpstreamError } from '../../domain/upstream-error.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { applyChanges } from '../../inventory/apply-changes.ts'
import { idempotent } from '../../store/idempotency.ts'
import { pushAgain } from '../../store/listing-push.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { type Reread, rereadOrder, rereadRefunds } from '../messages/reread.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'
import { Repair } from './repairs.ts'

const PATIENCE_MS = 30_000

const Input = z.object({ id: localId, idempotencyKey })

/**
 * Does what a discrepancy suggests, once: also under another key, and again after a try that failed. The key only
 * stands for this discrepancy from then on. @returns the discrepancy's id
 */
export function applyRepair(deps: SyncDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { id } = parsed
    const request = { actor, operation: 'applyRepair', input: parsed }
    await transaction(deps.prisma, (tx) => idempotent(tx, request, async () => id))
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
      return readAgain(deps, repair, rereadOrder)
    case 'reread-refund':
      return readAgain(deps, repair, (context, externalId) => rereadRefunds(context, [externalId]))
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
  reread: (context: Reread, externalId: string) => Promise<void>,
): Promise<void> {
  const shop = await linkedShop(deps.prisma, deps.box, shopId)
  const connector = shop && deps.connectors.get(shop.platform)
  if (!shop || !connector) throw new Refused('INVALID_TRANSITION', ['id'], 'The shop is not linked.')
  try {
    await reread({ deps, shop, connector, signal: AbortSignal.timeout(PATIENCE_MS) }, externalId)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    const code = error.kind === 'rejected' ? 'UPSTREAM_REJECTED' : 'UPSTREAM_UNAVAILABLE'
    throw new Refused(code, null, `${error.upstream}: ${error.message}`)
  }
}
