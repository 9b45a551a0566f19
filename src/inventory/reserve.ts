import { type Allocation, allocate, type WantedLine } from '../domain/allocation.ts'
import { MAX_SKU_SUM, type StockLevel } from '../domain/stock.ts'
import { Refused, type UserError } from '../domain/user-error.ts'
import { insertReservations, type ReservationOwner, releaseExpiredOn } from '../store/reservation.ts'
import { lockLevelsOfSkus } from '../store/stock-level.ts'
import type { Tx } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import type { InventoryDeps } from './deps.ts'
import { giveBack } from './release.ts'

export interface ReserveRequest {
  /** Quantities of at least 1; the same SKU may stand in several lines. */
  readonly lines: readonly WantedLine[]
  readonly owner: ReservationOwner
  /** Null: until the owner lets go. */
  readonly expiresAt: Date | null
  readonly actor: string
  /** Warehouses to take from first, in this order. */
  readonly warehouses?: readonly string[]
  /** For the ledger; `type:id` of the owner when absent. */
  readonly reference?: string
}

type Place = Pick<StockLevel, 'skuId' | 'warehouseId'>

/**
 * Reserves all lines or nothing, in the caller's transaction: the levels of all SKUs are locked in the one
 * order, the lines are spread over them, and each level changes by one UPDATE that holds only while the
 * units are available. When there are too few, expired reservations of these SKUs are released first.
 * @returns what was taken where, by line
 * @throws Refused INSUFFICIENT_STOCK, NOT_FOUND or LIMIT_EXCEEDED, an error for each line, before anything is written
 */
export async function reserve(
  tx: Tx,
  deps: Pick<InventoryDeps, 'onLevelsChanged'>,
  request: ReserveRequest,
): Promise<readonly Allocation[]> {
  const { lines, owner, expiresAt, actor, warehouses } = request
  const skuIds = [...new Set(lines.map((line) => line.skuId))]
  let levels = await lockLevelsOfSkus(tx, skuIds)
  let plan = allocate(lines, levels, warehouses)
  if (plan.short.length > 0 && (await giveBack(tx, deps, await releaseExpiredOn(tx, levels), EXPIRY)) > 0) {
    levels = await lockLevelsOfSkus(tx, skuIds)
    plan = allocate(lines, levels, warehouses)
  }
  if (plan.short.length > 0) throw new Refused(await errorsOf(tx, lines, plan.short))
  refuseTooMuch(lines, levels)

  const places = sumByPlace(plan.allocations)
  const changes = places.map(({ line, skuId, warehouseId, quantity }) => {
    const field = lines[line]?.field ?? null
    return {
      skuId,
      warehouseId,
      to: { kind: 'add' as const, reserved: quantity, needs: { available: quantity } },
      reason: 'RESERVATION' as const,
      reference: request.reference ?? `${owner.type}:${owner.id}`,
      fields: { sku: field, warehouse: field, quantity: field },
    }
  })
  await applyChanges(tx, deps, changes, actor)
  await insertReservations(tx, owner, expiresAt, places)
  return plan.allocations
}

/** Stocktakes that found less leave more reserved than is on hand, so that what is reserved may add up without end. */
function refuseTooMuch(lines: readonly WantedLine[], levels: readonly StockLevel[]): void {
  const sums = new Map<string, number>()
  for (const { skuId, reserved } of levels) sums.set(skuId, (sums.get(skuId) ?? 0) + reserved)
  for (const { skuId, quantity, field } of lines) {
    const sum = (sums.get(skuId) ?? 0) + quantity
    if (sum > MAX_SKU_SUM)
      throw new Refused(
        'LIMIT_EXCEEDED',
        field,
        `All warehouses together would have ${sum} pieces of the SKU reserved; at most ${MAX_SKU_SUM} are kept.`,
      )
    sums.set(skuId, sum)
  }
}

/** Actor of releases that nobody asked for: the reservation expired. */
const EXPIRY = { actor: 'system:expiry' }

async function errorsOf(
  tx: Tx,
  lines: readonly WantedLine[],
  short: readonly { line: number; left: number }[],
): Promise<UserError[]> {
  const skuIds = short.flatMap(({ line }) => lines[line]?.skuId ?? [])
  const known = await tx.sku.findMany({ where: { id: { in: skuIds } }, select: { id: true, code: true } })
  const codeOf = new Map(known.map((sku) => [sku.id, sku.code]))
  return short.map(({ line, left }) => {
    const wanted = lines[line] as WantedLine
    const code = codeOf.get(wanted.skuId)
    return code === undefined
      ? { code: 'NOT_FOUND', field: wanted.field, message: 'There is no such SKU.' }
      : {
          code: 'INSUFFICIENT_STOCK',
          field: wanted.field,
          message: `Only ${left} of ${code} available, ${wanted.quantity} wanted.`,
        }
  })
}

/** One reservation for each level, named after the first line that takes from it. */
function sumByPlace(allocations: readonly Allocation[]): Allocation[] {
  const sums = new Map<string, Allocation>()
  for (const one of allocations) {
    const key = keyOf(one)
    const sum = sums.get(key)
    sums.set(key, sum ? { ...sum, quantity: sum.quantity + one.quantity } : one)
  }
  return [...sums.values()]
}

const keyOf = ({ skuId, warehouseId }: Place) => `${skuId} ${warehouseId}`
