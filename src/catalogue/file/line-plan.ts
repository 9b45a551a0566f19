import type { NewProduct } from '../create-product.ts'
import type { OpeningStock } from '../deps.ts'
import type { ImportFieldChange } from '../field-changes.ts'
import type { RowResult } from '../imports/kind.ts'
import type { newSkuRow } from '../new-skus.ts'
import type { UpdateProduct } from '../product-input.ts'
import type { ChangedObject, FieldChange } from '../record-changes.ts'
import type { SkuChange, SkuFields } from '../sku-changes.ts'
import type { Slice } from './slice.ts'

/**
 * Work of a line: its result where it writes nothing; 'WAITS' if it builds on what lines above have not written yet; or a
 * function that plans its writes. Differences are written and recorded as a person's changes.
 */
export type Planned = RowResult | 'WAITS' | (() => Promise<LinePlan | RowResult>)

/** What a line writes to a product and its SKU. Everything that can be wrong with the line alone has been checked. */
export interface LinePlan {
  readonly outcome: 'CREATED' | 'UPDATED'
  readonly productId: string
  /** Categories that were created for it. */
  readonly made: readonly ImportFieldChange[]
  readonly newProduct: NewProductPlan | null
  readonly productChange: UpdateProduct | null
  readonly sku: SkuPlan | null
}

export interface NewProductPlan {
  readonly product: NewProduct
  readonly categoryIds: readonly string[]
  readonly pictures: Pictures
}

export interface SkuPlan {
  readonly id: string
  readonly code: string
  /** Null: the SKU is there. */
  readonly fresh: { readonly row: NewSkuFields; readonly recorded: readonly ChangedObject[] } | null
  readonly change: SkuChange | null
  readonly pictures: { readonly set: Pictures; readonly change: FieldChange } | null
  readonly stock: readonly (OpeningStock & { readonly column: string })[]
  readonly isActive: boolean | null
}

export type NewSkuFields = SkuFields & ReturnType<typeof newSkuRow>

type Pictures = ReturnType<Slice['picturesOf']>
