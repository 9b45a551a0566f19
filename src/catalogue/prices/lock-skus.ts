import { type Money, money } from '../../domain/money.ts'
import type { Tx } from '../../store/transaction.ts'
import type { DecidedPrice } from './decide-price.ts'
import type { AppliedRule } from './rules-of-skus.ts'

/** A SKU whose price must be decided again. */
export interface CostChange {
  readonly skuId: string
  /** Present unit price at its source; absent: the stored one. */
  readonly cost?: Money
}

/** A locked SKU, with everything its price depends on. */
export interface LockedSku {
  readonly id: string
  readonly productId: string
  readonly price: Money
  /** As it was before this change; null: not known. */
  readonly costBefore: Money | null
  readonly cost: Money | null
  readonly byHand: boolean
  readonly productStatus: string
  readonly productEdited: readonly string[]
  readonly priceRuleId: string | null
  readonly unpriced: boolean
}

/** A SKU and the decision about its price. */
export interface DecidedSku extends DecidedPrice {
  readonly sku: LockedSku
  readonly rule: AppliedRule | null
}

interface SkuRow {
  readonly id: string
  readonly productId: string
  readonly priceMinor: bigint
  readonly currency: string
  readonly costMinor: bigint | null
  readonly costCurrency: string | null
  readonly editedFields: readonly string[] | null
  readonly productStatus: string
  readonly productEdited: readonly string[] | null
  readonly priceRuleId: string | null
  readonly unpriced: boolean
}

/** In the order of their ids; those that do not exist are left out. */
export async function lockSkus(tx: Tx, changes: readonly CostChange[]): Promise<LockedSku[]> {
  const costs = new Map(changes.map(({ skuId, cost }) => [skuId, cost]))
  const rows = await tx.$queryRaw<SkuRow[]>`
    SELECT sku.id, sku.product_id AS "productId", sku.price_minor AS "priceMinor", sku.currency,
      sku.cost_minor AS "costMinor", sku.cost_currency AS "costCurrency", sku.edited_fields AS "editedFields",
      product.status::text AS "productStatus", product.edited_fields AS "productEdited",
      sku.price_rule_id AS "priceRuleId", sku.unpriced_since IS NOT NULL AS unpriced
    FROM sku JOIN product ON product.id = sku.product_id
    WHERE sku.id = ANY(${[...costs.keys()]}::text[])
    ORDER BY sku.id FOR NO KEY UPDATE OF sku`
  return rows.map(
    ({ priceMinor, currency, costMinor, costCurrency, editedFields, productEdited, ...row }) => {
      const costBefore = costMinor === null ? null : money(costMinor, costCurrency ?? currency)
      return {
        ...row,
        price: money(priceMinor, currency),
        costBefore,
        cost: costs.get(row.id) ?? costBefore,
        byHand: editedFields?.includes('price') ?? false,
        productEdited: productEdited ?? [],
      }
    },
  )
}
