import { useMemo } from 'react'
import type { CombinedError } from 'urql'
import { useStore } from '../../../shared-web/store/store.ts'
import { cart } from './cart.ts'
import { type FilledLine, ofItem, ofSku } from './filled-line.ts'
import { itemKey, useCartItems } from './use-cart-items.ts'
import { useCartSkus } from './use-cart-skus.ts'

interface FilledCart {
  /** Undefined while the first answer is awaited. */
  readonly lines: readonly FilledLine[] | undefined
  readonly error: CombinedError | undefined
  readonly retry: () => void
}

/** The lines of the cart with what the gateway says of them. */
export function useFilledCart(): FilledCart {
  const lines = useStore(cart)
  const ids = useMemo(() => lines.flatMap((line) => ('skuId' in line ? [line.skuId] : [])), [lines])
  const refs = useMemo(() => lines.flatMap((line) => ('item' in line ? [line.item] : [])), [lines])
  const { skus, error, retry: retrySkus } = useCartSkus(ids)
  const { items, retry: retryItems } = useCartItems(refs)
  const known = skus && items
  return {
    lines: known
      ? lines.map((line) =>
          'skuId' in line
            ? ofSku(line.skuId, line.quantity, skus.get(line.skuId) ?? null)
            : ofItem(line.item, line.quantity, items.get(itemKey(line.item))),
        )
      : undefined,
    error,
    retry: () => {
      retrySkus()
      retryItems()
    },
  }
}
