import type { RateOf } from '../../domain/convert-money.ts'
import { amountText, type Money } from '../../domain/money.ts'
import type { Tx } from '../../store/transaction.ts'
import { type ChangedBy, type ChangedObject, recordChanges } from '../record-changes.ts'
import { decidePrice, type PriceResult, sameMoney } from './decide-price.ts'
import { type HeldState, readHeld, writeHeld } from './held-price.ts'
import { judgePrices } from './judge-prices.ts'
import { type CostChange, type DecidedSku, type LockedSku, lockSkus } from './lock-skus.ts'
import { type AppliedRule, readRateOf, readRules, rulesOf } from './rules-of-skus.ts'

export type { CostChange } from './lock-skus.ts'

export interface Repriced {
  readonly result: PriceResult
  /** The SKU's price now. */
  readonly price: Money
}

/**
 * Sets costs of SKUs and, by the price rules, their prices, in the transaction of the caller: with the audit
 * trail, the feed, prices held for operators, and alerts. To call it again changes nothing. A SKU without a rule is sold
 * at cost, and its product is a DRAFT until a rule fits or somebody publishes it. The SKUs are locked in the order of their ids; those
 * that do not exist are left out of the answer.
 * @param by who changed the cost: a job of imports, or an operator who changed a rule
 */
export async function reprice(
  tx: Tx,
  changes: readonly CostChange[],
  by: ChangedBy,
): Promise<ReadonlyMap<string, Repriced>> {
  const skus = await lockSkus(tx, changes)
  if (skus.length === 0) return new Map()
  const ids = skus.map((sku) => sku.id)
  const [rules, rateOf, held] = [await readRules(tx), await readRateOf(tx), await readHeld(tx, ids)]
  const ruleOf = await rulesOf(tx, rules, ids)
  const now = by.at ?? new Date()
  const decided = skus.map((sku) => decide(sku, ruleOf.get(sku.id) ?? null, held.get(sku.id), rateOf))
  await writePrices(tx, decided, now)
  await writeHeld(tx, decided, held, rateOf, now)
  const products = [...(await draftUnpriced(tx, decided)), ...(await publishPriced(tx, decided))]
  await recordChanges(tx, by, [...decided.flatMap(changesOf), ...products])
  await judgePrices(tx, decided, rateOf, now)
  return new Map(decided.map(({ sku, result, price }) => [sku.id, { result, price }]))
}

/**
 * Prices again what somebody has changed: a product that has another supplier or other categories comes under other
 * rules; a price set by hand ends one that is held, and may leave too little margin.
 */
export async function repriceChanged(
  tx: Tx,
  changed: readonly ChangedObject[],
  by: ChangedBy,
): Promise<void> {
  const has = ({ changes }: ChangedObject, ...fields: readonly string[]) =>
    changes.some(({ field }) => fields.includes(field))
  const moved = changed.filter((one) => one.type === 'Product' && has(one, 'supplier', 'categories'))
  const priced = changed.filter((one) => one.type === 'Sku' && has(one, 'price'))
  const skus =
    moved.length === 0
      ? []
      : await tx.sku.findMany({
          where: { productId: { in: moved.map(({ id }) => id) }, costMinor: { not: null } },
          select: { id: true },
        })
  const ids = new Set([...skus, ...priced].map(({ id }) => id))
  await reprice(
    tx,
    [...ids].map((skuId) => ({ skuId })),
    by,
  )
}

function decide(
  sku: LockedSku,
  rule: AppliedRule | null,
  held: HeldState | undefined,
  rateOf: RateOf,
): DecidedSku {
  const isHeld = held?.open != null
  const refused = held?.refused ?? null
  return { sku, rule, ...decidePrice({ ...sku, isHeld, refused }, rule, rateOf) }
}

const isUnpriced = ({ result }: DecidedSku) => result === 'NO_RULE' || result === 'NO_RATE'
const appliedId = ({ rule, sku }: DecidedSku) => (sku.byHand ? null : (rule?.id ?? null))

/** Rows that stay as they are get no new version: readings of thousands of items change few of them. */
async function writePrices(tx: Tx, decided: readonly DecidedSku[], now: Date): Promise<void> {
  const changed = decided.filter(
    (one) =>
      !sameMoney(one.price, one.sku.price) ||
      isCostChanged(one.sku) ||
      appliedId(one) !== one.sku.priceRuleId ||
      isUnpriced(one) !== one.sku.unpriced,
  )
  if (changed.length === 0) return
  await tx.$executeRaw`
    UPDATE sku SET price_minor = changed.price, currency = changed.currency, cost_minor = changed.cost,
      cost_currency = changed.cost_currency, price_rule_id = changed.rule, updated_at = ${now},
      unpriced_since = CASE WHEN changed.unpriced THEN COALESCE(sku.unpriced_since, ${now}) END
    FROM unnest(${changed.map(({ sku }) => sku.id)}::text[], ${changed.map(({ price }) => price.minor)}::bigint[],
      ${changed.map(({ price }) => price.currency)}::text[], ${changed.map(({ sku }) => sku.cost?.minor ?? null)}::bigint[],
      ${changed.map(({ sku }) => sku.cost?.currency ?? null)}::text[], ${changed.map(appliedId)}::text[],
      ${changed.map(isUnpriced)}::boolean[]) AS changed (id, price, currency, cost, cost_currency, rule, unpriced)
    WHERE sku.id = changed.id`
}

const isCostChanged = ({ cost, costBefore }: LockedSku) =>
  cost !== null && (costBefore === null || !sameMoney(cost, costBefore))

/** Nobody decided to sell these at cost. SKUs that a person has published stay. */
async function draftUnpriced(tx: Tx, decided: readonly DecidedSku[]): Promise<ChangedObject[]> {
  const ids = decided.flatMap(({ result, sku }) =>
    result === 'NO_RULE' && sku.productStatus === 'ACTIVE' && !sku.productEdited.includes('status')
      ? [sku.productId]
      : [],
  )
  if (ids.length === 0) return []
  const drafted = await tx.$queryRaw<{ id: string }[]>`
    UPDATE product SET status = 'DRAFT', publish_when_priced = true, updated_at = now()
    WHERE id = ANY(${ids}::text[]) AND status = 'ACTIVE' AND NOT 'status' = ANY (COALESCE(edited_fields, '{}'))
    RETURNING id`
  const changes = [{ field: 'status', before: 'ACTIVE', after: 'DRAFT' }]
  return drafted.map(({ id }) => ({ type: 'Product', id, changes }))
}

/** Publishes products that only lacked a price, unless a person has decided otherwise meanwhile. */
async function publishPriced(tx: Tx, decided: readonly DecidedSku[]): Promise<ChangedObject[]> {
  const ids = decided.flatMap((one) =>
    one.sku.productStatus === 'DRAFT' && !isUnpriced(one) ? [one.sku.productId] : [],
  )
  if (ids.length === 0) return []
  const published = await tx.$queryRaw<{ id: string }[]>`
    UPDATE product SET status = 'ACTIVE', publish_when_priced = false, updated_at = now()
    WHERE id = ANY(${ids}::text[]) AND status = 'DRAFT' AND publish_when_priced
      AND NOT 'status' = ANY (COALESCE(edited_fields, '{}'))
      AND NOT EXISTS (
        SELECT FROM sku WHERE product_id = product.id AND sku.status <> 'ARCHIVED' AND unpriced_since IS NOT NULL
      )
    RETURNING id`
  const changes = [{ field: 'status', before: 'DRAFT', after: 'ACTIVE' }]
  return published.map(({ id }) => ({ type: 'Product', id, changes }))
}

function changesOf({ sku, price }: DecidedSku): ChangedObject[] {
  const changes = [
    {
      field: 'cost',
      before: sku.costBefore && amountText(sku.costBefore),
      after: sku.cost && amountText(sku.cost),
    },
    { field: 'price', before: amountText(sku.price), after: amountText(price) },
  ]
  return [{ type: 'Sku', id: sku.id, productId: sku.productId, changes }]
}
