import { isToSend } from '../../domain/order-line.ts'
import { Refused } from '../../domain/user-error.ts'
import { closePieces } from '../../inventory/close-pieces.ts'
import type { InventoryDeps } from '../../inventory/deps.ts'
import { consume, release } from '../../inventory/release.ts'
import { reserve } from '../../inventory/reserve.ts'
import { ownerOf } from '../../orders/deps.ts'
import type { LockedOrder } from '../../store/order.ts'
import type { Tx } from '../../store/transaction.ts'
import { holdsStock } from './order-facts.ts'

const ACTOR = 'system:sync'

export interface Wanted {
  readonly skuId: string
  readonly quantity: number
}

/**
 * Holds the stock of an order that was paid on its marketplace. The order is binding even without stock, so what is
 * there is held line by line and the rest is reported.
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

/**
 * Holds exactly the unsent part of an order, and what the warehouse system has of it: that may leave until
 * it was taken back. Releases what is held beyond that; reports what is missing.
 * @returns the SKUs of which there is too little
 */
export async function holdExactly(
  tx: Tx,
  deps: InventoryDeps,
  order: Pick<LockedOrder, 'id' | 'number' | 'status'>,
  pickFrom: string | null,
): Promise<string[]> {
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id, skuId: { not: null } },
    include: { warehouseOrder: { select: { status: true } } },
  })
  const holds = holdsStock(order.status)
  const there = (status: string | undefined) => status === 'SUBMITTED' || status === 'ACCEPTED'
  const wanted = sumBySku(
    lines.flatMap((line) =>
      line.skuId && ((holds && isToSend(line)) || there(line.warehouseOrder?.status))
        ? [{ skuId: line.skuId, quantity: line.quantity }]
        : [],
    ),
  )
  const rows = await tx.reservation.findMany({
    where: { ownerType: 'order', ownerId: order.id, status: 'ACTIVE' },
    select: { skuId: true, quantity: true },
  })
  const held = new Map(sumBySku(rows).map(({ skuId, quantity }) => [skuId, quantity]))
  const beyond = [...held].map(([skuId, quantity]) => ({
    skuId,
    quantity: quantity - (wanted.find((one) => one.skuId === skuId)?.quantity ?? 0),
  }))
  await closePieces(tx, deps, ownerOf(order.id), beyond, 'RELEASED', {
    actor: ACTOR,
    reference: order.number,
  })
  if (!holds) return []
  const short = wanted
    .map(({ skuId, quantity }) => ({ skuId, quantity: quantity - (held.get(skuId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  return holdStock(tx, deps, order, short, pickFrom)
}

/** Lines left the warehouse before the rest of their order. If less is on hand than was held, only the hold is lifted. */
export async function piecesLeft(
  tx: Tx,
  deps: InventoryDeps,
  { id, number }: Pick<LockedOrder, 'id' | 'number'>,
  lines: readonly { readonly skuId: string | null; readonly quantity: number }[],
): Promise<void> {
  const pieces = lines.flatMap(({ skuId, quantity }) => (skuId ? [{ skuId, quantity }] : []))
  if (pieces.length === 0) return
  const enough = await onHandCovers(tx, id)
  await closePieces(tx, deps, ownerOf(id), pieces, enough ? 'CONSUMED' : 'RELEASED', {
    actor: ACTOR,
    reference: number,
  })
}

/** Releases the order's stock: it will not be sent. */
export async function giveStockBack(
  tx: Tx,
  deps: InventoryDeps,
  { id, number }: Pick<LockedOrder, 'id' | 'number'>,
): Promise<void> {
  await release(tx, deps, ownerOf(id), { actor: ACTOR, reference: number })
}

/** The goods left the warehouse. If less is on hand than was held, the hold is lifted and on hand stays. */
export async function goodsLeft(
  tx: Tx,
  deps: InventoryDeps,
  order: Pick<LockedOrder, 'id' | 'number'>,
): Promise<void> {
  if (await onHandCovers(tx, order.id))
    await consume(tx, deps, ownerOf(order.id), { actor: ACTOR, reference: order.number })
  else await giveStockBack(tx, deps, order)
}

/** Whether everything the order holds is on hand. */
async function onHandCovers(tx: Tx, orderId: string): Promise<boolean> {
  const held = await tx.reservation.findMany({
    where: { ownerType: 'order', ownerId: orderId, status: 'ACTIVE' },
    select: { skuId: true, warehouseId: true, quantity: true },
  })
  if (held.length === 0) return true
  const levels = await tx.stockLevel.findMany({
    where: { OR: held.map(({ skuId, warehouseId }) => ({ skuId, warehouseId })) },
    select: { skuId: true, warehouseId: true, onHand: true },
  })
  return held.every(({ skuId, warehouseId, quantity }) =>
    levels.some(
      (level) => level.skuId === skuId && level.warehouseId === warehouseId && level.onHand >= quantity,
    ),
  )
}

function sumBySku(wanted: readonly Wanted[]): Wanted[] {
  const sums = new Map<string, number>()
  for (const { skuId, quantity } of wanted) sums.set(skuId, (sums.get(skuId) ?? 0) + quantity)
  return [...sums]
    .map(([skuId, quantity]) => ({ skuId, quantity }))
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
}
