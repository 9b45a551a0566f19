import type { PrismaClient } from '../database.ts'
import { type Page, type Period, pageOf, type Slice } from './page.ts'

export interface SupplierAlerts {
  /** Null: products without a supplier. */
  readonly supplierId: string | null
  readonly lowStock: number
  readonly outOfStock: number
  readonly oversold: number
  /** Not over yet. */
  readonly unresolved: number
  /** From opening to resolution, median over those that are over; null when none is. */
  readonly hoursToResolve: number | null
  readonly proposals: number
  readonly approved: number
}

/** Alerts that opened in the period, by who supplies the SKU; the most first. News (BACK_IN_STOCK) is left out. */
export async function alertsBySupplier(
  prisma: PrismaClient,
  { from, to }: Period,
  { offset, limit }: Slice,
): Promise<Page<SupplierAlerts>> {
  return pageOf(
    await prisma.$queryRaw<(SupplierAlerts & { total: number })[]>`
      SELECT product.supplier_id AS "supplierId",
        count(*) FILTER (WHERE kind = 'LOW_STOCK')::int AS "lowStock",
        count(*) FILTER (WHERE kind = 'OUT_OF_STOCK')::int AS "outOfStock",
        count(*) FILTER (WHERE kind = 'OVERSOLD')::int AS oversold,
        count(*) FILTER (WHERE alert.resolved_at IS NULL)::int AS unresolved,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM alert.resolved_at - alert.opened_at)::float8 / 3600)
          AS "hoursToResolve",
        count(proposal.id)::int AS proposals,
        count(proposal.id) FILTER (WHERE proposal.status = 'APPROVED')::int AS approved,
        count(*) OVER ()::int AS total
      FROM inventory_alert alert
      JOIN sku ON sku.id = alert.sku_id
      JOIN product ON product.id = sku.product_id
      LEFT JOIN supplier ON supplier.id = product.supplier_id
      LEFT JOIN replenishment_proposal proposal ON proposal.alert_id = alert.id
      WHERE alert.opened_at >= ${from} AND alert.opened_at < ${to} AND kind <> 'BACK_IN_STOCK'
      GROUP BY product.supplier_id, supplier.key
      ORDER BY count(*) DESC, supplier.key NULLS LAST
      LIMIT ${limit} OFFSET ${offset}`,
  )
}
