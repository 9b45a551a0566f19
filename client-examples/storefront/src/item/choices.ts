import type { ItemDetailQuery, ItemOfferFragment } from '../../../generated/storefront/graphql.ts'

export type ItemDetail = NonNullable<ItemDetailQuery['marketplaceItem']>
export type ItemChoice = ItemOfferFragment['skus'][number]

/** Maximum quantity of one choice in one order, if the source does not say how many there are. */
const MOST_PIECES = 9_999

/**
 * The choices of an item. A source that names none of what they differ in gives them numbers alone: these are then what
 * one chooses by.
 * @param axis what such numbers are called
 */
export function choicesOf({ skus }: Pick<ItemOfferFragment, 'skus'>, axis: string): readonly ItemChoice[] {
  if (skus.length < 2 || skus.every(({ attributes }) => attributes.length > 0)) return skus
  return skus.map((sku) => ({
    ...sku,
    attributes: [{ __typename: 'SkuAttribute', name: axis, value: sku.externalSkuId }],
  }))
}

/** How many one may take: at least, at most and in which steps. */
export function rangeOf(
  { minOrderQuantity, lotSize }: Pick<ItemOfferFragment, 'minOrderQuantity' | 'lotSize'>,
  left: number | null | undefined,
): { readonly min: number; readonly max: number; readonly step: number } {
  const step = lotSize ?? 1
  const min = Math.ceil(minOrderQuantity / step) * step
  const max = Math.floor((left ?? MOST_PIECES) / step) * step
  return { min, max, step }
}
