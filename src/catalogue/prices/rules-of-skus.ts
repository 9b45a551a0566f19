import type { RateOf } from '../../domain/convert-money.ts'
import { money } from '../../domain/money.ts'
import { PLATFORMS, type Platform } from '../../domain/platform.ts'
import { chooseRule, type PriceTerms, type RuleScope } from '../../domain/price-rule.ts'
import type { Tx } from '../../store/transaction.ts'

/** A rule as it is applied. */
export type AppliedRule = RuleScope & PriceTerms & { readonly holdAbovePercent: string | null }

/** The rules that are in force. */
export async function readRules(tx: Tx): Promise<AppliedRule[]> {
  const rows = await tx.priceRule.findMany({ where: { active: true, archivedAt: null } })
  return rows.map((row) => ({
    id: row.id,
    supplierId: row.supplierId,
    categoryId: row.categoryId,
    platform: row.platform,
    createdAt: row.createdAt,
    currency: row.currency,
    markupPercent: row.markupPercent.toFixed(),
    fixed:
      row.fixedMinor === null || row.fixedCurrency === null ? null : money(row.fixedMinor, row.fixedCurrency),
    roundTo: row.roundTo?.toFixed() ?? null,
    minMarginPercent: row.minMarginPercent?.toFixed() ?? null,
    paymentSharePercent: row.paymentSharePercent?.toFixed() ?? null,
    holdAbovePercent: row.holdAbovePercent?.toFixed() ?? null,
  }))
}

/** Exchange rates of operators for one CNY at this moment. */
export async function readRateOf(tx: Tx): Promise<RateOf> {
  const rows = await tx.exchangeRate.findMany()
  const rates = new Map(rows.map(({ currency, rate }) => [currency, rate.toFixed()]))
  return (currency) => rates.get(currency) ?? null
}

interface PlaceRow {
  readonly skuId: string
  readonly supplierId: string | null
  readonly pinnedRuleId: string | null
  readonly categories: Readonly<Record<string, number>> | null
  readonly platforms: readonly string[] | null
}

/** Which rule each of the SKUs has; null where none fits. As many statements for many SKUs as for one. */
export async function rulesOf(
  tx: Tx,
  rules: readonly AppliedRule[],
  skuIds: readonly string[],
): Promise<ReadonlyMap<string, AppliedRule | null>> {
  if (rules.length === 0 || skuIds.length === 0) return new Map(skuIds.map((id) => [id, null]))
  // A product is in few categories and a tree of them is not deep: the limit stops a cycle.
  const rows = await tx.$queryRaw<PlaceRow[]>`
    WITH RECURSIVE wanted AS (
      SELECT sku.id, sku.product_id, product.supplier_id, product.pinned_rule_id
      FROM sku JOIN product ON product.id = sku.product_id WHERE sku.id = ANY(${[...skuIds]}::text[])
    ), above AS (
      SELECT product_id, category_id, 0 AS steps FROM product_category
      WHERE product_id IN (SELECT product_id FROM wanted)
      UNION
      SELECT above.product_id, category.parent_id, above.steps + 1
      FROM above JOIN category ON category.id = above.category_id
      WHERE category.parent_id IS NOT NULL AND above.steps < 50
    ), nearest AS (
      SELECT product_id, category_id, min(steps) AS steps FROM above GROUP BY product_id, category_id
    )
    SELECT wanted.id AS "skuId", wanted.supplier_id AS "supplierId",
      wanted.pinned_rule_id AS "pinnedRuleId",
      (SELECT json_object_agg(category_id, steps) FROM nearest WHERE nearest.product_id = wanted.product_id) AS categories,
      (SELECT array_agg(DISTINCT platform::text) FROM listing WHERE listing.sku_id = wanted.id) AS platforms
    FROM wanted`
  return new Map(
    rows.map(({ skuId, supplierId, pinnedRuleId, categories, platforms }) => [
      skuId,
      chooseRule(rules, {
        supplierId,
        pinnedRuleId,
        categories: new Map(Object.entries(categories ?? {})),
        platforms: new Set(platforms?.filter(isPlatform)),
      }),
    ]),
  )
}

const isPlatform = (name: string): name is Platform => (PLATFORMS as readonly string[]).includes(name)
