import type { FacetKind, ProductFacetsQuery } from '../../../generated/storefront/graphql.ts'

export type Facet = NonNullable<ProductFacetsQuery['products']>['facets'][number]
export type FacetValue = Facet['values'][number]

/** Choices of one facet; null while unknown. */
export const valuesOf = (
  facets: readonly Facet[] | undefined,
  kind: Exclude<FacetKind, 'ATTRIBUTE'>,
): readonly FacetValue[] | null =>
  facets ? (facets.find((facet) => facet.kind === kind)?.values ?? []) : null

/** How many products there would be with this choice; null while that is not known. */
export function countOf(values: readonly FacetValue[] | null, value: string): number | null {
  if (values === null) return null
  return values.find((one) => one.value === value)?.count ?? 0
}
