import { z } from 'zod'

/** What `applyRepair` does, as it is kept with a discrepancy. */
export const Repair = z.discriminatedUnion('kind', [
  /** The order is read again and taken over. */
  z.strictObject({ kind: z.literal('reread-order'), shopId: z.string(), externalId: z.string() }),
  /** What may be sold is pushed again, whatever was thought to stand there. */
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
