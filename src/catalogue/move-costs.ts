import { amountText, type Money, money } from '../domain/money.ts'
import type { Tx } from '../store/transaction.ts'
import { fieldChanges, type ImportFieldChange } from './field-changes.ts'
import { sameMoney } from './prices/decide-price.ts'
import { reprice } from './prices/reprice.ts'
import type { ChangedBy } from './record-changes.ts'

/** Present unit price of a SKU at its source. */
export interface CostNow {
  readonly skuId: string
  readonly cost: Money
  /** The SKU is new. Otherwise a SKU of unknown cost keeps its price. */
  readonly isNew?: boolean
  /** Its price is decided again though the cost is the same: another rule may fit it. */
  readonly repriced?: boolean
}

/** Effect of a new cost on a SKU. */
export interface MovedCost {
  /** Of `cost` and `price`. */
  readonly changes: readonly ImportFieldChange[]
  /** It may be sold for its price. */
  readonly isPriced: boolean
}

const UNPRICED: ReadonlySet<string> = new Set(['NO_RULE', 'NO_RATE'])

/**
 * Brings SKUs to what their sources ask, and their prices after it by the price rules, in the caller's transaction. A
 * SKU whose cost and rule are the same stays as it is.
 */
export async function moveCosts(
  tx: Tx,
  costs: readonly CostNow[],
  by: ChangedBy,
): Promise<ReadonlyMap<string, MovedCost>> {
  if (costs.length === 0) return new Map()
  const rows = await tx.sku.findMany({
    where: { id: { in: costs.map(({ skuId }) => skuId) } },
    select: {
      id: true,
      costMinor: true,
      costCurrency: true,
      priceMinor: true,
      currency: true,
      unpricedSince: true,
      editedFields: true,
    },
  })
  const known = new Map(
    rows.map(({ costMinor, costCurrency, priceMinor, currency, ...row }) => [
      row.id,
      {
        ...row,
        price: money(priceMinor, currency),
        cost: costMinor === null ? null : money(costMinor, costCurrency ?? currency),
      },
    ]),
  )
  const moving = costs.filter(({ skuId, cost, isNew = false, repriced = false }) => {
    const before = known.get(skuId)?.cost ?? null
    return before ? repriced || !sameMoney(before, cost) : isNew
  })
  const repriced = await reprice(tx, moving, by)
  const moved = new Map<string, MovedCost>()
  for (const { skuId, cost } of costs) {
    const row = known.get(skuId)
    if (!row) continue
    const after = repriced.get(skuId)
    const changes = fieldChanges()
    if (after) {
      changes.differs('cost', row.cost && amountText(row.cost), amountText(cost))
      changes.differs('price', amountText(row.price), amountText(after.price))
    }
    const price = amountText(row.price)
    const isKept = after && row.editedFields.includes('price')
    moved.set(skuId, {
      changes: isKept
        ? [...changes.found, { field: 'price', before: price, after: price, keptByHand: true }]
        : changes.found,
      isPriced: after ? !UNPRICED.has(after.result) : row.unpricedSince === null,
    })
  }
  return moved
}
