import { levels } from './levels.ts'
import { reservations } from './orders.ts'
import { randomOf } from './random.ts'

export interface SeedStockLevel {
  skuCode: string
  warehouseCode: string
  onHand: number
  /** Exactly what `reservations` hold of it. */
  reserved: number
  safetyStock: number
  /** Ordered from the supplier and not yet received. */
  incoming: number
}

const keyOf = ({ skuCode, warehouseCode }: { skuCode: string; warehouseCode: string }): string =>
  `${skuCode} ${warehouseCode}`

/** Quantities held, by SKU and warehouse. They do not depend on the instant the orders end at. */
function held(): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>()
  for (const reservation of reservations(new Date(0))) {
    const key = keyOf(reservation)
    quantities.set(key, (quantities.get(key) ?? 0) + reservation.quantity)
  }
  return quantities
}

/**
 * A level for every SKU in one to three warehouses. `max(0, onHand - reserved - safetyStock)` is below ten
 * in about 6 % of them and zero in about 2 %.
 */
export function stockLevels(): SeedStockLevel[] {
  const quantities = held()
  return levels().map(({ skuCode, warehouseCode, available }) => {
    const random = randomOf(`stock ${skuCode} ${warehouseCode}`)
    const reserved = quantities.get(keyOf({ skuCode, warehouseCode })) ?? 0
    const safetyStock = random.pick([0, 0, 2, 3, 5, 5, 8])
    // Sold out means down to the safety stock or below it, not always an empty shelf.
    const short = available === 0 ? random.int(0, safetyStock) : 0
    const expectsMore = random.chance(available < 10 ? 0.6 : 0.05)
    return {
      skuCode,
      warehouseCode,
      onHand: available + safetyStock + reserved - short,
      reserved,
      safetyStock,
      incoming: expectsMore ? random.int(2, 12) * 10 : 0,
    }
  })
}
