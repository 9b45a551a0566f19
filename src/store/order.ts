import type { OrderStatus } from '../domain/order-state.ts'
import type { OrderSource, Prisma, PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Data for every change of an order, read under the order's lock. */
export interface LockedOrder {
  readonly id: string
  readonly number: string
  readonly source: OrderSource
  readonly status: OrderStatus
  readonly customerId: string | null
  readonly totalMinor: bigint
  readonly currency: string
}

/** `HG-200001` and up: unique, dense but for orders that were refused. */
export async function nextOrderNumber(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ number: bigint }[]>`SELECT nextval('order_number') AS number`
  return `HG-${row?.number}`
}

/**
 * Locks the order until the transaction ends. Any transaction that changes an order, its payments, purchases or parcels
 * takes this lock first and the levels of its SKUs after it.
 */
export async function lockOrder(
  tx: Tx,
  key: { readonly id: string } | { readonly number: string },
): Promise<LockedOrder | null> {
  const columns = `id, number, source, status, customer_id AS "customerId", total_minor AS "totalMinor", currency`
  const [column, value] = 'id' in key ? ['id', key.id] : ['number', key.number]
  const [row] = await tx.$queryRawUnsafe<LockedOrder[]>(
    `SELECT ${columns} FROM "order" WHERE ${column} = $1 FOR UPDATE`,
    value,
  )
  return row ?? null
}

/**
 * Writes the state under the order's lock. The instant is taken after the lock, so that the history of an
 * order is in the order in which things were done to it.
 */
export async function writeStatus(tx: Tx, id: string, status: OrderStatus): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    UPDATE "order" SET status = ${status}::"OrderStatus", version = version + 1,
      updated_at = greatest(updated_at, clock_timestamp())
    WHERE id = ${id} RETURNING updated_at AS at`
  if (!row) throw new Error('a locked order vanished')
  return row.at
}

/** Unpaid orders of a customer, and the units of the given SKUs that they hold from stock. */
export interface Unpaid {
  readonly orders: number
  readonly pieces: ReadonlyMap<string, number>
}

/**
 * Unpaid holdings of a customer. Locks the customer's orders against further ones until the transaction
 * ends: what was read holds until the new order is committed.
 */
export async function lockUnpaid(tx: Tx, customerId: string, skuIds: readonly string[]): Promise<Unpaid> {
  // A statement of its own: one that waits for the lock would see what was there before it waited.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`unpaid orders of ${customerId}`}, 0))`
  const rows = await tx.$queryRaw<{ id: string; skuId: string | null; pieces: bigint | null }[]>`
    SELECT o.id, line.sku_id AS "skuId", sum(line.quantity) AS pieces
    FROM "order" o LEFT JOIN order_line line
      ON line.order_id = o.id AND NOT line.bought_to_order AND line.sku_id = ANY(${[...skuIds]})
    WHERE o.customer_id = ${customerId} AND o.status = 'PENDING_PAYMENT'
    GROUP BY o.id, line.sku_id`
  const pieces = new Map<string, number>()
  for (const { skuId, pieces: some } of rows)
    if (skuId !== null) pieces.set(skuId, (pieces.get(skuId) ?? 0) + Number(some))
  return { orders: new Set(rows.map(({ id }) => id)).size, pieces }
}

/** Part of a subscriber's watch that narrows the state. Null and absent do not restrict. */
export interface OrderFilter {
  readonly orderIds?: ReadonlySet<string> | null
  readonly customerId?: string | null
}

const DAY_MS = 24 * 3600_000

/** One page of the watched orders that are under way or ended within the last day, by id, after `afterId`. */
export function readOrdersUnderWay(
  prisma: PrismaClient,
  { orderIds, customerId }: OrderFilter,
  afterId: string | null,
  limit: number,
): Promise<{ id: string; status: OrderStatus; updatedAt: Date }[]> {
  const where: Prisma.OrderWhereInput = {
    ...((orderIds || afterId) && {
      id: { ...(orderIds && { in: [...orderIds] }), ...(afterId && { gt: afterId }) },
    }),
    ...(customerId != null && { customerId }),
    ...(!orderIds && {
      OR: [
        { status: { notIn: ['COMPLETED', 'CANCELLED', 'REFUNDED'] } },
        { updatedAt: { gt: new Date(Date.now() - DAY_MS) } },
      ],
    }),
  }
  return prisma.order.findMany({
    where,
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, status: true, updatedAt: true },
  })
}

/** Orders whose time to pay is over, the longest overdue first. */
export async function overdueOrders(prisma: PrismaClient, limit: number): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM "order" WHERE status = 'PENDING_PAYMENT' AND pay_by <= now() ORDER BY pay_by LIMIT ${limit}`
  return rows.map((row) => row.id)
}

/** Orders that are delivered, and were so before that instant. */
export async function deliveredBefore(prisma: PrismaClient, instant: Date, limit: number): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM "order" WHERE status = 'DELIVERED' AND NOT EXISTS (
      SELECT 1 FROM order_event WHERE order_id = "order".id AND to_status = 'DELIVERED'
        AND from_status IS DISTINCT FROM to_status AND at >= ${instant}
    ) ORDER BY id LIMIT ${limit}`
  return rows.map((row) => row.id)
}
