/** The page of a product, with a SKU of it chosen where one is meant. */
export function productAddress({ handle }: { readonly handle: string }, code?: string): string {
  const query = code === undefined ? '' : `?${new URLSearchParams({ sku: code })}`
  return `/p/${encodeURIComponent(handle)}${query}`
}
