import { v7 } from 'uuid'
import type { StockLevel } from '../domain/stock.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Owner of reservations, for example ('order', order id). */
export interface ReservationOwner {
  readonly type: string
  readonly id: string
}

export interface ReservationRow {
  readonly id: string
  readonly skuId: string
  readonly warehouseId: string
  readonly quantity: number
  readonly ownerType: string
  readonly ownerId: string
}

type Held = Pick<ReservationRow, 'skuId' | 'warehouseId' | 'quantity'>

const COLUMNS = `id, sku_id AS "skuId", warehouse_id AS "warehouseId", quantity, owner_type AS "ownerType", owner_id AS "ownerId"`
const columns = Prisma.raw(COLUMNS)

export async function insertReservations(
  tx: Tx,
  owner: ReservationOwner,
  expiresAt: Date | null,
  held: readonly Held[],
): Promise<ReservationRow[]> {
  if (held.length === 0) return []
  const rows = held.map(({ skuId, warehouseId, quantity }) => ({
    id: v7(),
    skuId,
    warehouseId,
    quantity,
    ownerType: owner.type,
    ownerId: owner.id,
  }))
  const values = rows.map(
    (row) =>
      Prisma.sql`(${row.id}, ${row.skuId}, ${row.warehouseId}, ${row.quantity}::int, ${row.ownerType}, ${row.ownerId}, ${expiresAt}::timestamptz)`,
  )
  await tx.$executeRaw`
    INSERT INTO reservation (id, sku_id, warehouse_id, quantity, owner_type, owner_id, expires_at)
    VALUES ${Prisma.join(values)}`
  return rows
}

/** Places of the owner's active reservations. Not locked: the caller locks these levels, then closes. */
export function activePlacesOf(tx: Tx, owner: ReservationOwner) {
  return tx.reservation.findMany({
    where: { ownerType: owner.type, ownerId: owner.id, status: 'ACTIVE' },
    select: { skuId: true, warehouseId: true },
  })
}

/** Closes the owner's active reservations; those that another transaction closed first are not returned. */
export function closeReservationsOf(
  tx: Tx,
  owner: ReservationOwner,
  status: 'RELEASED' | 'CONSUMED',
): Promise<ReservationRow[]> {
  return tx.$queryRaw<ReservationRow[]>`
    UPDATE reservation SET status = ${status}::"ReservationStatus", closed_at = now()
    WHERE owner_type = ${owner.type} AND owner_id = ${owner.id} AND status = 'ACTIVE'
    RETURNING ${columns}`
}

/**
 * Closes the wanted quantity of each SKU of the owner, the oldest reservations first; the last of them is made
 * smaller where it holds more. The caller has locked the levels.
 */
export async function closePiecesOf(
  tx: Tx,
  owner: ReservationOwner,
  wanted: readonly { readonly skuId: string; readonly quantity: number }[],
  status: 'RELEASED' | 'CONSUMED',
): Promise<ReservationRow[]> {
  const left = new Map<string, number>()
  for (const { skuId, quantity } of wanted) left.set(skuId, (left.get(skuId) ?? 0) + quantity)
  const active = await tx.$queryRaw<ReservationRow[]>`
    SELECT ${columns} FROM reservation
    WHERE owner_type = ${owner.type} AND owner_id = ${owner.id} AND status = 'ACTIVE'
      AND sku_id = ANY(${[...left.keys()]}) ORDER BY id FOR UPDATE`
  const closed: ReservationRow[] = []
  for (const row of active) {
    const quantity = Math.min(left.get(row.skuId) ?? 0, row.quantity)
    if (quantity <= 0) continue
    left.set(row.skuId, (left.get(row.skuId) ?? 0) - quantity)
    if (quantity === row.quantity) {
      await tx.reservation.update({
        where: { id: row.id },
        data: { status, closedAt: new Date() },
        select: { id: true },
      })
      closed.push(row)
      continue
    }
    await tx.reservation.update({
      where: { id: row.id },
      data: { quantity: { decrement: quantity } },
      select: { id: true },
    })
    const part = { ...row, id: v7(), quantity }
    await tx.reservation.create({ data: { ...part, status, closedAt: new Date() }, select: { id: true } })
    closed.push(part)
  }
  return closed
}

/** Places of up to `limit` expired reservations, the longest expired first. Not locked. */
export function expiredPlaces(tx: Tx, limit: number): Promise<Pick<StockLevel, 'skuId' | 'warehouseId'>[]> {
  return tx.$queryRaw`
    SELECT sku_id AS "skuId", warehouse_id AS "warehouseId" FROM reservation
    WHERE status = 'ACTIVE' AND expires_at <= now() ORDER BY expires_at LIMIT ${limit}`
}

/**
 * Releases what has expired on the given levels, which the caller has locked. A reservation that its owner
 * is just making permanent is skipped, so this never waits.
 */
export function releaseExpiredOn(
  tx: Tx,
  levels: readonly Pick<StockLevel, 'skuId' | 'warehouseId'>[],
): Promise<ReservationRow[]> {
  return tx.$queryRaw<ReservationRow[]>`
    UPDATE reservation SET status = 'RELEASED', closed_at = now()
    WHERE id IN (
      SELECT id FROM reservation
      WHERE status = 'ACTIVE' AND expires_at <= now() AND (sku_id, warehouse_id) IN (
        SELECT * FROM unnest(${levels.map((level) => level.skuId)}::text[], ${levels.map((level) => level.warehouseId)}::text[])
      )
      FOR UPDATE SKIP LOCKED
    )
    RETURNING ${columns}`
}

/** Null: until its owner lets go. @returns reservations that were still active */
export async function setExpiry(tx: Tx, owner: ReservationOwner, expiresAt: Date | null): Promise<number> {
  const { count } = await tx.reservation.updateMany({
    where: { ownerType: owner.type, ownerId: owner.id, status: 'ACTIVE' },
    data: { expiresAt },
  })
  return count
}
