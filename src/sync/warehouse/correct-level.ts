import { applyChanges } from '../../inventory/apply-changes.ts'
import { lockLevels } from '../../store/stock-level.ts'
import { transaction } from '../../store/transaction.ts'
import { heldDeliveries } from '../../store/unconfirmed-delivery.ts'
import { lockCount, type MissingCount, settleCount } from '../../store/warehouse-count.ts'
import type { RunContext } from '../runs/run-context.ts'
import { askAbout } from './ask-after.ts'

/** Orders asked about for one SKU, at most. */
const MOST = 20
const ACTOR = 'warehouse:qimen'

/**
 * Records units that came or went in the warehouse without a message that reached us. Orders whose confirmation
 * was lost are found first; the rest becomes a SYNC movement. Where our level agreed before, it is brought to what the
 * warehouse has: units that were adjusted on both sides may hide a loss in the count alone. Elsewhere the
 * movement is what the count lacks. It never leads beyond the warehouse's own count, so that what we had counted in
 * another way is not counted twice.
 * @param there the warehouse's present count, in units
 * @returns whether the level changed
 */
export async function correctLevel(run: RunContext, found: MissingCount, there: number): Promise<boolean> {
  const { deps, runId } = run
  const { prisma } = deps
  if ((found.drift ?? found.missing) < 0)
    for (const { code } of await heldDeliveries(prisma, found, MOST)) await askAbout(run, code)
  return transaction(prisma, async (tx) => {
    const [level] = await lockLevels(tx, [found])
    const count = await lockCount(tx, found)
    if (!level || count === null) return false
    const missing = least(found.missing, there - count)
    const delta = least(found.drift ?? missing, Math.max(0, there) - level.onHand)
    if (delta !== 0)
      await applyChanges(
        tx,
        deps.inventory,
        [
          {
            skuId: found.skuId,
            warehouseId: found.warehouseId,
            to: { kind: 'add', onHand: delta },
            reason: 'SYNC',
            reference: `count:${runId}`,
            fields: { sku: null, warehouse: null, quantity: null },
          },
        ],
        ACTOR,
      )
    await settleCount(tx, found, missing, found.since)
    if (delta !== 0)
      deps.log.warn(
        { skuId: found.skuId, warehouseId: found.warehouseId, delta, since: found.since },
        'stock that the warehouse had not told of was taken over',
      )
    return delta !== 0
  })
}

/** The smaller of two numbers of one direction; 0 when the directions differ. */
function least(a: number, b: number): number {
  return Math.sign(a) === Math.sign(b) ? Math.sign(a) * Math.min(Math.abs(a), Math.abs(b)) : 0
}
