import { keptStore } from '../parts/store.ts'

export interface CartLine {
  readonly skuId: string
  readonly quantity: number
}

/** Most lines that `placeOrder` takes. */
const MAX_LINES = 100
const MAX_PIECES = 99

/** The cart of this browser. Nothing is held for it: stock is held when the order is placed. */
export const cart = keptStore<readonly CartLine[]>('storefront.cart', (found) =>
  Array.isArray(found) ? found.filter(isLine).slice(0, MAX_LINES) : [],
)

function isLine(line: unknown): line is CartLine {
  const { skuId, quantity } = (line ?? {}) as Partial<CartLine>
  return typeof skuId === 'string' && Number.isInteger(quantity) && Number(quantity) > 0
}

export const piecesIn = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** Sets how many of a SKU are wanted; none takes it out. */
export function want(skuId: string, quantity: number): void {
  const lines = cart.get()
  const wanted = { skuId, quantity: Math.min(MAX_PIECES, quantity) }
  const known = lines.some((line) => line.skuId === skuId)
  const next = known ? lines.map((line) => (line.skuId === skuId ? wanted : line)) : [...lines, wanted]
  cart.set(next.filter((line) => line.quantity > 0).slice(0, MAX_LINES))
}

export function addToCart(skuId: string, quantity: number): void {
  want(skuId, quantity + (cart.get().find((line) => line.skuId === skuId)?.quantity ?? 0))
}
