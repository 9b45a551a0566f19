import type { ProductDetailQuery } from '../../../generated/storefront/graphql.ts'

type Product = NonNullable<ProductDetailQuery['product']>
export type SkuChoice = Product['skus'][number]

/** An object with choices: a SKU of ours, or one of a marketplace item. */
export interface WithAttributes {
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
}

/** One thing in which the SKUs of a product differ, and what there is of it. */
export interface Axis {
  readonly name: string
  readonly values: readonly string[]
}

export const valueIn = (sku: WithAttributes, axis: string): string | undefined =>
  sku.attributes.find(({ name }) => name === axis)?.value

export function axesOf(skus: readonly WithAttributes[]): Axis[] {
  const names = [...new Set(skus.flatMap(({ attributes }) => attributes.map(({ name }) => name)))]
  return names.map((name) => ({
    name,
    values: inOrder([...new Set(skus.flatMap((sku) => valueIn(sku, name) ?? []))]),
  }))
}

/** Measures from small to large; words as the catalogue has them. */
function inOrder(values: string[]): string[] {
  if (!values.every((value) => /^\d/.test(value))) return values
  return values.sort((one, other) => Number.parseFloat(one) - Number.parseFloat(other))
}

/**
 * The SKU after somebody picks a value: the one that keeps most of what was picked before. Not every combination is made,
 * so another axis may have to move.
 */
export function pick<Sku extends WithAttributes>(
  skus: readonly Sku[],
  now: Sku,
  axis: string,
  value: string,
): Sku {
  const alike = (sku: Sku) =>
    sku.attributes.filter(({ name, value: own }) => name !== axis && valueIn(now, name) === own).length
  const [best = now] = skus
    .filter((sku) => valueIn(sku, axis) === value)
    .sort((one, other) => alike(other) - alike(one))
  return best
}
