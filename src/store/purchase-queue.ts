import type { Prisma, PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

const WITH_LINES = { lines: { orderBy: { id: 'asc' } } } as const

/** A purchase with its lines, taken by one worker until `leasedUntil`. */
export type TakenPurchase = Prisma.PurchaseOrderGetPayload<{ include: typeof WITH_LINES }> & {
  readonly leasedUntil: Date
}

/**
 * Leases the purchase that has been due longest; null when there is none. A worker that died does
 * not hold it longer than that, and one that lives on can't write any more once another has taken it. Purchases
 * without lines were not made here and are left alone.
 */
export async function takeDuePurchase(prisma: PrismaClient, leaseMs: number): Promise<TakenPurchase | null> {
  const [taken] = await prisma.$queryRaw<{ id: string; leasedUntil: Date }[]>`
    UPDATE purchase_order SET leased_until = clock_timestamp() + ${`${leaseMs} milliseconds`}::interval,
      attempts = attempts + 1
    WHERE id = (
      SELECT id FROM purchase_order
      WHERE next_attempt_at <= now() AND (leased_until IS NULL OR leased_until <= now())
        AND (status IN ('PENDING', 'PLACED', 'PAID', 'SHIPPED')
          OR (status = 'AWAITING_MANUAL_PURCHASE' AND cancel_requested_at IS NOT NULL))
        AND EXISTS (SELECT 1 FROM purchase_order_line line WHERE line.purchase_order_id = purchase_order.id)
      ORDER BY next_attempt_at LIMIT 1
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, leased_until AS "leasedUntil"`
  if (!taken) return null
  const purchase = await prisma.purchaseOrder.findUniqueOrThrow({
    where: { id: taken.id },
    include: WITH_LINES,
  })
  return { ...purchase, leasedUntil: taken.leasedUntil }
}

/** Writes what became of a purchase. False when the lease was lost meanwhile: then somebody else has it. */
export async function writePurchase(
  tx: Tx,
  { id, leasedUntil }: Pick<TakenPurchase, 'id' | 'leasedUntil'>,
  data: Prisma.PurchaseOrderUpdateManyMutationInput,
  where: Prisma.PurchaseOrderWhereInput = {},
): Promise<boolean> {
  const { count } = await tx.purchaseOrder.updateMany({ where: { ...where, id, leasedUntil }, data })
  return count === 1
}

/** Clears all leases of purchases: for the start of the only process that works on this database. */
export async function forgetLeases(prisma: PrismaClient): Promise<void> {
  await prisma.purchaseOrder.updateMany({
    where: { leasedUntil: { not: null } },
    data: { leasedUntil: null },
  })
}
