import { v7 } from 'uuid'
import { convertUp, type RateOf } from '../../domain/convert-money.ts'
import { type Money, money } from '../../domain/money.ts'
import type { Tx } from '../../store/transaction.ts'
import type { DecidedSku } from './lock-skus.ts'

/** Pending or past question to operators about a SKU's price. */
export interface HeldState {
  /** The row that waits for a decision. */
  readonly open: { readonly id: string; readonly proposed: Money; readonly costNow: Money } | null
  /** Price that the last decision refused; null: it was no refusal. */
  readonly refused: Money | null
}

/** Of each SKU that has ever been held. The SKUs are locked. */
export async function readHeld(tx: Tx, skuIds: readonly string[]): Promise<ReadonlyMap<string, HeldState>> {
  if (skuIds.length === 0) return new Map()
  const open = await tx.heldPrice.findMany({ where: { skuId: { in: [...skuIds] }, decidedAt: null } })
  const decided = await tx.$queryRaw<{ skuId: string; decision: string; minor: bigint; currency: string }[]>`
    SELECT DISTINCT ON (sku_id) sku_id AS "skuId", decision::text, proposed_minor AS minor, currency
    FROM held_price WHERE sku_id = ANY(${[...skuIds]}::text[]) AND decision IS NOT NULL
    ORDER BY sku_id, decided_at DESC, id DESC`
  const states = new Map<string, HeldState>()
  for (const { skuId, decision, minor, currency } of decided)
    states.set(skuId, { open: null, refused: decision === 'KEEP' ? money(minor, currency) : null })
  for (const row of open)
    states.set(row.skuId, {
      open: {
        id: row.id,
        proposed: money(row.proposedMinor, row.currency),
        costNow: money(row.costNowMinor, row.costCurrency),
      },
      refused: states.get(row.skuId)?.refused ?? null,
    })
  return states
}

/** Opens, refreshes and closes held prices. One that needs no decision any more is closed without one. */
export async function writeHeld(
  tx: Tx,
  decided: readonly DecidedSku[],
  held: ReadonlyMap<string, HeldState>,
  rateOf: RateOf,
  now: Date,
): Promise<void> {
  const over: string[] = []
  for (const one of decided) {
    const open = held.get(one.sku.id)?.open ?? null
    if (one.result === 'HELD') await hold(tx, one, open?.id ?? null, rateOf, now)
    else if (open && one.result !== 'NO_RATE') over.push(open.id)
  }
  if (over.length === 0) return
  await tx.heldPrice.updateMany({
    where: { id: { in: over }, decidedAt: null },
    data: { decidedAt: now, decidedBy: 'price rules' },
  })
}

async function hold(
  tx: Tx,
  { sku, rule, proposed, price }: DecidedSku,
  openId: string | null,
  rateOf: RateOf,
  now: Date,
): Promise<void> {
  const { cost, costBefore } = sku
  const current = proposed && convertUp(price, proposed.currency, rateOf)
  if (!current || !cost || !costBefore) throw new Error(`SKU ${sku.id} is held without its figures`)
  const data = {
    ruleId: rule?.id ?? null,
    currency: proposed.currency,
    currentMinor: current.minor,
    proposedMinor: proposed.minor,
    costNowMinor: cost.minor,
    costCurrency: cost.currency,
  }
  if (openId !== null) {
    await tx.heldPrice.update({ where: { id: openId }, data, select: { id: true } })
    return
  }
  const before = convertUp(costBefore, cost.currency, rateOf) ?? cost
  await tx.heldPrice.create({
    data: { id: v7(), skuId: sku.id, heldAt: now, costBeforeMinor: before.minor, ...data },
    select: { id: true },
  })
}
