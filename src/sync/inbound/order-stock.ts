import { Refused } from '../../domain/user-error.ts'
import type { InventoryDeps } from '../../inventory/deps.ts'
import { consume, release } from '../../inventory/release.ts'
import { reserve } from '../../inventory/reserve.ts'
import { ownerOf } from '../../orders/deps.ts'
import type { LockedOrder } from '../../store/order.ts'
import type { Tx } from '../../store/transaction.ts'

const ACTOR = 'system:sync'

export interface Wanted {
  readonly skuId: string
  readonly quantity: number
}

/**
 * Holds the stock of an order that was paid on its marketplace. The order stands there whatever we have, so what is
 * there is held line by line and the rest is told.
 * @param pickFrom the warehouse that orders of shops are picked in, which is taken from first
 * @returns the SKUs of which there is too little
 */
export async function holdStock(
  tx: Tx,
  deps: InventoryDeps,
  order: Pick<LockedOrder, 'id' | 'number'>,
  wanted: readonly Wanted[],
  pickFrom: string | null,
): Promise<string[]> {
  const lines = sumBySku(wanted)
  if (lines.length === 0) return []
  const missing = new Set<string>()
  for (const line of (await tryToHold(tx, deps, order, lines, pickFrom)) ? [] : lines) {
    if (!(await tryToHold(tx, deps, order, [line], pickFrom))) missing.add(line.skuId)
  }
  return [...missing]
}

async function tryToHold(
  tx: Tx,
  deps: InventoryDeps,
  { id, number }: Pick<LockedOrder, 'id' | 'number'>,
  lines: readonly Wanted[],
  pickFrom: string | null,
): Promise<boolean> {
  try {
    await reserve(tx, deps, {
      lines: lines.map((line) => ({ ...line, field: [] })),
      owner: ownerOf(id),
      expiresAt: null,
      actor: ACTOR,
      reference: number,
      ...(pickFrom !== null && { warehouses: [pickFrom] }),
    })
    return true
  } catch (error) {
    // Refused before anything was written, so the transaction can go on.
    if (!(error instanceof Refused)) throw error
    return false
  }
}

/** What the order held is given back: it will not be sent. */
export async function giveStockBack(
  tx: Tx,
  deps: InventoryDeps,
  { id, number }: Pick<LockedOrder, 'id' | 'number'>,
): Promise<void> {
  await release(tx, deps, ownerOf(id), { actor: ACTOR, reference: number })
}

/** The goods left the house. Where less is on hand than was held, the hold is lifted and the count left as it is. */
export async function goodsLeft(
  tx: Tx,
  deps: InventoryDeps,
  order: Pick<LockedOrder, 'id' | 'number'>,
): Promise<void> {
  const held = await tx.reservation.findMany({
    where: { ownerType: 'order', ownerId: order.id, status: 'ACTIVE' },
    select: { skuId: true, warehouseId: true, quantity: true },
  })
  if (held.length === 0) return
  const levels = await tx.stockLevel.findMany({
    where: { OR: held.map(({ skuId, warehouseId }) => ({ skuId, warehouseId })) },
    select: { skuId: true, warehouseId: true, onHand: true },
  })
  const enough = held.every(({ skuId, warehouseId, quantity }) =>
    levels.some(
      (level) => level.skuId === skuId && level.warehouseId === warehouseId && level.onHand >= quantity,
    ),
  )
  if (enough) await consume(tx, deps, ownerOf(order.id), { actor: ACTOR, reference: order.number })
  else await giveStockBack(tx, deps, order)
}

function sumBySku(wanted: readonly Wanted[]): Wanted[] {
  const sums = new Map<string, number>()
  for (const { skuId, quantity } of wanted) sums.set(skuId, (sums.get(skuId) ?? 0) + quantity)
  return [...sums]
    .map(([skuId, quantity]) => ({ skuId, quantity }))
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
}
