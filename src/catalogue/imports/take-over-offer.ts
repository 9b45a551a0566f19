import { z } from 'zod'
import type { Item } from '../../connectors/item-source.ts'
import type { Platform } from '../../domain/platform.ts'
import { lockListings } from '../../store/listing.ts'
import { codesOfOurs } from '../../store/sku-mapping.ts'
import type { Tx } from '../../store/transaction.ts'
import { lockItems } from '../lock-items.ts'
import { type TakeOverDeps, takeOverItem } from '../take-over-item.ts'
import type { RowResult } from './kind.ts'

/** Treatment of listings that match nothing. */
export const NewListings = z.object({
  publish: z.boolean(),
  categoryId: z.string().nullable(),
  /** Warehouse that gets their opening stock; null: they are bought to order. */
  warehouseId: z.string().nullable(),
})

export interface OpeningStock {
  readonly skuId: string
  readonly warehouseId: string
  readonly quantity: number
  readonly reference: string
}

export interface TakeOverOffersDeps extends TakeOverDeps {
  /** Enters opening stock of SKUs into the ledger, in the caller's transaction. */
  readonly openStock: (tx: Tx, lines: readonly OpeningStock[], actor: string) => Promise<void>
}

export interface OfferToTakeOver extends z.output<typeof NewListings> {
  readonly shopId: string
  readonly platform: Platform
  readonly offer: Item
  readonly at: Date
  readonly actor: string
  /** Written with the opening stock. */
  readonly reference: string
}

/**
 * Makes an offer of a linked shop a product, unless its listings are matched already, or a SKU of ours has the seller's
 * code: then a person confirms the match. Its quantity becomes the opening stock of the warehouse; without one it is
 * bought to order.
 */
export async function takeOverOffer(
  tx: Tx,
  deps: TakeOverOffersDeps,
  { platform, offer, shopId, warehouseId, at, actor, reference, ...wishes }: OfferToTakeOver,
): Promise<RowResult> {
  await lockItems(tx, platform, [offer.externalId])
  const listings = await lockListings(tx, platform, [offer.externalId])
  const matched = listings.filter(({ productId }) => productId !== null)
  if (matched.length > 0 && matched.length >= Math.max(1, offer.skus.length))
    return result({ outcome: 'UNCHANGED', productId: matched[0]?.productId ?? null })
  const codes = [...listings, ...offer.skus].flatMap(({ outerId }) => outerId ?? [])
  const barcodes = listings.flatMap(({ barcode }) => barcode ?? [])
  const [likely] = matched.length > 0 ? [] : await codesOfOurs(tx, codes, barcodes)
  if (likely !== undefined)
    return result({
      outcome: 'UNCHANGED',
      code: 'ALREADY_EXISTS',
      message: `SKU ${likely} has the seller's code or barcode: confirm the match instead.`,
    })
  const taken = await takeOverItem(tx, deps, {
    ...wishes,
    platform,
    item: offer,
    shopId,
    at,
    buyToOrder: warehouseId === null,
    by: { actor, source: 'MARKETPLACE' },
  })
  if (warehouseId !== null) {
    const lines = taken.skus.flatMap(({ skuId, created, quantity }) =>
      created ? [{ skuId, warehouseId, quantity: quantity ?? 0, reference }] : [],
    )
    await deps.openStock(tx, lines, actor)
  }
  const { outcome, changes, productId } = taken
  return result({ outcome, changes, productId })
}

export function result(some: Pick<RowResult, 'outcome'> & Partial<RowResult>): RowResult {
  return { changes: [], productId: null, code: null, message: null, ...some }
}
