import type { OrderStatus } from '../../domain/order-state.ts'
import type { PrismaClient } from '../database.ts'
import type { Period } from './page.ts'

export interface FunnelStep {
  readonly status: OrderStatus
  /** Orders that have ever been in it. */
  readonly reached: number
  /** Orders that are in it now. */
  readonly standing: number
  /** From placing to reaching it, median; null when none has. */
  readonly hoursToReach: number | null
}

/** How far the orders placed in the period have come: a row for every state, in the order of an order's life. */
export function orderFunnel(
  prisma: PrismaClient,
  { from, to }: Period,
  sources: readonly string[] | null,
): Promise<FunnelStep[]> {
  return prisma.$queryRaw`
    WITH placed AS (
      SELECT id, status, placed_at FROM "order"
      WHERE placed_at >= ${from} AND placed_at < ${to}
        AND (${sources === null} OR source::text = ANY(${sources ?? []}::text[]))
    ), reached AS (
      SELECT order_id, status, min(at) AS at FROM (
        SELECT placed.id AS order_id, event.to_status AS status, event.at
          FROM placed JOIN order_event event ON event.order_id = placed.id
        UNION ALL SELECT id, 'PENDING_PAYMENT', placed_at FROM placed
        UNION ALL SELECT id, status, NULL FROM placed
      ) steps GROUP BY order_id, status
    )
    SELECT step.status::text,
      count(reached.order_id)::int AS reached,
      count(*) FILTER (WHERE placed.status = step.status)::int AS standing,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM reached.at - placed.placed_at)::float8 / 3600)
        AS "hoursToReach"
    FROM unnest(enum_range(NULL::"OrderStatus")) WITH ORDINALITY AS step (status, position)
    LEFT JOIN reached ON reached.status = step.status
    LEFT JOIN placed ON placed.id = reached.order_id
    GROUP BY step.status, step.position ORDER BY step.position`
}
