import { catalogue } from './catalogue.ts'
import { orders, type SeedOrder } from './orders.ts'
import { type Random, randomOf } from './random.ts'
import { stockLevels } from './stock.ts'

export interface SeedMovement {
  skuCode: string
  warehouseCode: string
  delta: number
  reason: 'RECEIPT' | 'SALE' | 'RETURN' | 'STOCKTAKE'
  /** Stock of the warehouse after it. */
  onHandAfter: number
  reference: string
  actor: string
  occurredAt: Date
}

type Change = Pick<SeedMovement, 'delta' | 'reason' | 'reference' | 'actor' | 'occurredAt'>

/** How many SKUs, from the head of the catalogue, have a history of the last 30 days. */
const WITH_HISTORY = 60
const DAY_MS = 24 * 3600 * 1000

const keyOf = ({ skuCode, warehouseCode }: { skuCode: string; warehouseCode: string | null }): string =>
  `${skuCode} ${warehouseCode}`

/** Goods that left the shelf with the parcels of the seed orders. */
function salesOf({ number, lines, events }: SeedOrder): [key: string, change: Change][] {
  const shipped = events.find(({ to }) => to === 'SHIPPED')
  if (!shipped) return []
  return lines
    .filter(({ servedFrom }) => servedFrom === 'STOCK')
    .map((line) => [
      keyOf(line),
      {
        delta: -line.quantity,
        reason: 'SALE',
        reference: number,
        actor: 'warehouse',
        occurredAt: shipped.at,
      },
    ])
}

/** One invented change of the last 30 days, or of the two weeks before them for what sold out. */
function change(random: Random, reason: SeedMovement['reason'], now: Date, daysAgo: number): Change {
  const occurredAt = new Date(now.getTime() - Math.floor(daysAgo * 86400) * 1000)
  if (reason === 'RECEIPT') {
    const delta = random.int(1, 4) * 10
    return { delta, reason, reference: `ASN-${random.digits(6)}`, actor: 'warehouse', occurredAt }
  }
  if (reason === 'STOCKTAKE') {
    const delta = random.pick([-2, -1, 1])
    return { delta, reason, reference: `ST-${random.digits(5)}`, actor: 'operator', occurredAt }
  }
  const isSale = reason === 'SALE'
  return {
    delta: isSale ? -random.int(1, 4) : 1,
    reason,
    reference: `${isSale ? 'DO' : 'RMA'}-${random.digits(8)}`,
    actor: 'warehouse',
    occurredAt,
  }
}

function history(random: Random, now: Date): Change[] {
  const reasons = [
    ...Array.from({ length: random.int(3, 8) }, () => 'SALE' as const),
    ...(random.chance(0.5) ? (['RETURN'] as const) : []),
    ...(random.chance(0.4) ? (['STOCKTAKE'] as const) : []),
    ...(random.chance(0.3) ? (['RECEIPT'] as const) : []),
  ]
  return reasons.map((reason) => change(random, reason, now, 0.2 + random.next() * 29.6))
}

/** Whether a shelf that holds `onHand` after these changes had something on it before each of them. */
function isPossible(changes: readonly Change[], onHand: number): boolean {
  let level = onHand
  return changes.toReversed().every(({ delta }) => {
    level -= delta
    return level >= 0
  })
}

const byTime = (one: Change, other: Change): number => one.occurredAt.getTime() - other.occurredAt.getTime()

function ledger(
  place: { skuCode: string; warehouseCode: string },
  onHand: number,
  sales: readonly Change[],
  hasHistory: boolean,
  now: Date,
): SeedMovement[] {
  const random = randomOf(`movements ${keyOf(place)}`)
  const invented = hasHistory ? history(random, now) : []
  const all = [...sales, ...invented].sort(byTime)
  // A shelf that ends too empty for returns and receipts, or was never used, tells of sales only.
  const older = change(random, 'SALE', now, 31 + random.next() * 14)
  const isTold = isPossible(all, onHand) && (onHand > 0 || all.length > 0)
  const changes = isTold ? all : [...all.filter(({ delta }) => delta < 0), older].sort(byTime)
  const opening: Change = {
    delta: changes.reduce((sum, { delta }) => sum - delta, onHand),
    reason: 'RECEIPT',
    reference: `ASN-${random.digits(6)}`,
    actor: 'warehouse',
    occurredAt: new Date(now.getTime() - random.int(62, 75) * DAY_MS),
  }
  let level = 0
  return [opening, ...changes].map((entry) => {
    level += entry.delta
    return { ...place, ...entry, onHandAfter: level }
  })
}

/**
 * The ledger behind every stock level, oldest first within a level: an opening receipt more than 60 days
 * before `now`, what the seed orders took, and for the first SKUs a month of daily business. The deltas
 * of a level sum up to its `onHand`, and no level was ever below zero.
 */
export function openingMovements(now: Date): SeedMovement[] {
  const sales = Map.groupBy(orders(now).flatMap(salesOf), ([key]) => key)
  const first = new Set(
    catalogue()
      .flatMap(({ skus }) => skus.map(({ code }) => code))
      .slice(0, WITH_HISTORY),
  )
  return stockLevels().flatMap(({ skuCode, warehouseCode, onHand }) => {
    const place = { skuCode, warehouseCode }
    const sold = (sales.get(keyOf(place)) ?? []).map(([, entry]) => entry)
    return ledger(place, onHand, sold, first.has(skuCode), now)
  })
}
