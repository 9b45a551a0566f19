import { z } from 'zod'

/** What `applyRepair` does, as it is kept with a discrepancy. */
export const Repair = z.discriminatedUnion('kind', [
  /** Reads the order again and imports it. */
  z.strictObject({ kind: z.literal('reread-order'), shopId: z.string(), externalId: z.string() }),
  /** The same for a refund. */
  z.strictObject({ kind: z.literal('reread-refund'), shopId: z.string(), externalId: z.string() }),
  /** Pushes what may be sold again, regardless of the last known quantity. */
  z.strictObject({ kind: z.literal('push-stock'), listingId: z.string() }),
  /** Our count becomes the warehouse's, unless it has changed since. */
  z.strictObject({
    kind: z.literal('set-on-hand'),
    skuId: z.string(),
    warehouseId: z.string(),
    onHand: z.int().min(0),
    version: z.int().nullable(),
  }),
])
export type Repair = z.output<typeof Repair>
