import { useMemo } from 'react'
import { type CombinedError, useQuery } from 'urql'
import { CartSkusDocument, type CartSkusQuery } from '../../../generated/storefront/graphql.ts'
import { useStore } from '../parts/store.ts'
import { useAskedIn } from '../settings/use-asked-in.ts'
import { availableOf } from '../stock/availability.ts'
import { useLiveStock } from '../stock/use-live-stock.ts'
import { type CartLine, cart } from './cart.ts'

export type CartSku = Extract<NonNullable<CartSkusQuery['nodes'][number]>, { __typename: 'Sku' }>

export interface FilledLine extends CartLine {
  /** Null: no longer in the catalogue. */
  readonly sku: CartSku | null
  /** How many can be had; null when there are enough of them. */
  readonly shortOf: number | null
}

interface Filled {
  /** Undefined while the first answer is awaited. */
  readonly lines: readonly FilledLine[] | undefined
  readonly error: CombinedError | undefined
  readonly retry: () => void
}

/** The lines of the cart with what the gateway says of them, and live: somebody else may take the last one meanwhile. */
export function useCartSkus(): Filled {
  const lines = useStore(cart)
  const { ready, ...asked } = useAskedIn()
  const ids = useMemo(() => lines.map(({ skuId }) => skuId), [lines])
  const [{ data, error }, ask] = useQuery({
    query: CartSkusDocument,
    variables: { ids, ...asked },
    pause: !ready || ids.length === 0,
  })
  useLiveStock({ skuIds: ids })
  const bySku = new Map(
    data?.nodes.flatMap((node) => (node && 'code' in node ? [[node.id, node] as const] : [])),
  )
  const known = data !== undefined || ids.length === 0
  return {
    lines: known ? lines.map((line) => filled(line, bySku.get(line.skuId) ?? null)) : undefined,
    error,
    retry: () => ask({ requestPolicy: 'network-only' }),
  }
}

function filled(line: CartLine, sku: CartSku | null): FilledLine {
  const available = sku ? availableOf(sku) : 0
  const enough = sku !== null && (sku.buyToOrder || available >= line.quantity)
  return { ...line, sku, shortOf: enough ? null : available }
}
