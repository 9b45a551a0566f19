import { keptStore } from '../../../shared-web/store/store.ts'
import { ITEM_PLATFORMS, type ItemRef } from '../item/platforms.ts'

/** One of the choices of an item of a marketplace. */
export interface ChosenItem extends ItemRef {
  /** Null: it has none or one. */
  readonly externalSkuId: string | null
}

/** Object of a line: a SKU of the catalogue, or an item that is bought on a marketplace. */
export type Goods = { readonly skuId: string } | { readonly item: ChosenItem }
export type CartLine = Goods & { readonly quantity: number }

/** Most lines that `placeOrder` takes. */
const MAX_LINES = 100
const MAX_PIECES = 9_999

/** The cart of this browser. Nothing is held for it: stock is held when the order is placed. */
export const cart = keptStore<readonly CartLine[]>('storefront.cart', (found) =>
  Array.isArray(found) ? found.filter(isLine).slice(0, MAX_LINES) : [],
)

function isLine(line: unknown): line is CartLine {
  const { skuId, item, quantity } = (line ?? {}) as Record<string, unknown>
  return (typeof skuId === 'string' || isItem(item)) && Number.isInteger(quantity) && Number(quantity) > 0
}

function isItem(item: unknown): item is ChosenItem {
  const { platform, externalId, externalSkuId } = (item ?? {}) as Record<string, unknown>
  return (
    ITEM_PLATFORMS.some((known) => known === platform) &&
    typeof externalId === 'string' &&
    (typeof externalSkuId === 'string' || externalSkuId === null)
  )
}

/** The same for the same goods. */
export function keyOf(goods: Goods): string {
  if ('skuId' in goods) return goods.skuId
  const { platform, externalId, externalSkuId } = goods.item
  return [platform, externalId, externalSkuId ?? ''].join(' ')
}

export const piecesIn = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** Sets how many of something are wanted; none takes it out. */
export function want(goods: Goods, quantity: number): void {
  const lines = cart.get()
  const key = keyOf(goods)
  const named: Goods = 'skuId' in goods ? { skuId: goods.skuId } : { item: goods.item }
  const wanted = { ...named, quantity: Math.min(MAX_PIECES, quantity) }
  const isKnown = lines.some((line) => keyOf(line) === key)
  const next = isKnown ? lines.map((line) => (keyOf(line) === key ? wanted : line)) : [...lines, wanted]
  cart.set(next.filter((line) => line.quantity > 0).slice(0, MAX_LINES))
}

export function addToCart(goods: Goods, quantity: number): void {
  const key = keyOf(goods)
  want(goods, quantity + (cart.get().find((line) => keyOf(line) === key)?.quantity ?? 0))
}
