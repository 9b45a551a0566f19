import type { PrismaClient } from '../../store/database.ts'
import { ALERTS, type DueRule, endSlice, PRICES, SLICE, workDue } from '../../store/due-rule.ts'
import type { Tx } from '../../store/transaction.ts'
import { judgeOffers } from './judge-offers.ts'
import { reprice } from './reprice.ts'

const BY = { actor: 'price rules', source: 'RULE' } as const

/**
 * Prices the SKUs under one rule that was changed, in short transactions; a SKU that it had before it was changed is
 * under it too. Each slice remembers where it ended, so that another worker goes on there.
 * @returns whether there was such a rule
 */
export function repriceDue(prisma: PrismaClient, signal: AbortSignal): Promise<boolean> {
  return workDue(prisma, PRICES, repriceSlice, signal)
}

async function repriceSlice(tx: Tx, { id, revision }: DueRule): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE rule AS (SELECT * FROM price_rule WHERE id = ${id} AND revision = ${revision}),
    below AS (
      SELECT category_id AS id FROM rule WHERE category_id IS NOT NULL
      UNION SELECT category.id FROM below JOIN category ON category.parent_id = below.id
    )
    SELECT sku.id FROM sku JOIN product ON product.id = sku.product_id, rule
    WHERE sku.id > rule.reprice_after AND sku.cost_minor IS NOT NULL AND (
      sku.price_rule_id = rule.id OR product.pinned_rule_id = rule.id OR (
        rule.active AND rule.archived_at IS NULL
        AND (rule.supplier_id IS NULL OR product.supplier_id = rule.supplier_id)
        AND (rule.category_id IS NULL OR EXISTS (
          SELECT FROM product_category place WHERE place.product_id = product.id AND place.category_id IN (SELECT id FROM below)
        ))
        AND (rule.platform IS NULL OR EXISTS (
          SELECT FROM listing WHERE listing.sku_id = sku.id AND listing.platform = rule.platform
        ))
      )
    )
    ORDER BY sku.id LIMIT ${SLICE}`
  await reprice(
    tx,
    rows.map((sku) => ({ skuId: sku.id })),
    BY,
  )
  return endSlice(tx, PRICES, { id, revision }, rows)
}

/** Judges the SKUs under one rule of alerts that was set, as `repriceDue` prices them. @returns whether there was one */
export function judgeDue(prisma: PrismaClient, signal: AbortSignal): Promise<boolean> {
  return workDue(prisma, ALERTS, judgeSlice, signal)
}

async function judgeSlice(tx: Tx, { id, revision }: DueRule): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT sku.id FROM sku JOIN product ON product.id = sku.product_id, offer_alert_rule rule
    WHERE rule.id = ${id} AND rule.revision = ${revision} AND sku.id > rule.judge_after
      AND (rule.sku_id IS NULL OR sku.id = rule.sku_id)
      AND (rule.supplier_id IS NULL OR product.supplier_id = rule.supplier_id)
      AND (rule.platform IS NULL OR EXISTS (
        SELECT FROM listing WHERE listing.sku_id = sku.id AND listing.platform = rule.platform
      ))
    ORDER BY sku.id LIMIT ${SLICE}`
  const skuIds = rows.map((sku) => sku.id)
  // Margins are judged with the prices.
  await reprice(
    tx,
    skuIds.map((skuId) => ({ skuId })),
    BY,
  )
  const listings = await tx.listing.findMany({ where: { skuId: { in: skuIds } }, select: { id: true } })
  await judgeOffers(
    tx,
    listings.map((listing) => ({ listingId: listing.id, priceBefore: null })),
  )
  return endSlice(tx, ALERTS, { id, revision }, rows)
}
