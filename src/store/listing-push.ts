import type { Tx } from './transaction.ts'

/**
 * The platform reports what it has of a listing. Less than it was told: it has sold some that we have not read yet,
 * and until its orders are read nothing above that is pushed. More than it was told: somebody raised it there, and
 * ours is pushed again.
 */
export async function noteReported(
  tx: Tx,
  listing: { readonly id: string; readonly pushedQuantity: number | null; readonly pushedAt: Date | null },
  quantity: number,
  readAt: Date,
): Promise<void> {
  const { id, pushedQuantity, pushedAt } = listing
  if (pushedQuantity === null || pushedAt === null || pushedQuantity === quantity) return
  const less = quantity < pushedQuantity
  await tx.$executeRaw`
    UPDATE listing_push SET quantity = ${quantity}, pushed_version = 0, next_attempt_at = NULL,
      ceiling = CASE WHEN ${less} THEN ${quantity} ELSE ceiling END,
      ceiling_at = CASE WHEN ${less} THEN ${readAt}::timestamptz ELSE ceiling_at END
    WHERE listing_id = ${id} AND pushed_at < ${readAt}`
}
