import { useMemo } from 'react'
import { type CombinedError, useQuery } from 'urql'
import { CartSkusDocument, type CartSkusQuery } from '../../../generated/storefront/graphql.ts'
import { useAskedIn } from '../settings/use-asked-in.ts'
import { useLiveStock } from '../stock/use-live-stock.ts'

export type CartSku = Extract<NonNullable<NonNullable<CartSkusQuery['nodes']>[number]>, { __typename: 'Sku' }>

interface CartSkus {
  /** By id; undefined while the first answer is awaited. Missing ones are no longer in the catalogue. */
  readonly skus: ReadonlyMap<string, CartSku> | undefined
  readonly error: CombinedError | undefined
  readonly retry: () => void
}

/** Live data of SKUs: somebody else may take the last one meanwhile. */
export function useCartSkus(ids: readonly string[]): CartSkus {
  const { ready, ...asked } = useAskedIn()
  const [{ data, error }, ask] = useQuery({
    query: CartSkusDocument,
    variables: { ids: [...ids], ...asked },
    pause: !ready || ids.length === 0,
  })
  useLiveStock({ skuIds: [...ids] })
  const skus = useMemo(() => {
    if (ids.length === 0) return new Map<string, CartSku>()
    if (data?.nodes == null) return undefined
    return new Map(data.nodes.flatMap((node) => (node && 'code' in node ? [[node.id, node] as const] : [])))
  }, [data, ids])
  return { skus, error, retry: () => ask({ requestPolicy: 'network-only' }) }
}
