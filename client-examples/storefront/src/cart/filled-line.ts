import type {
  ItemOfferFragment,
  PictureFragment,
  PlaceOrderLineInput,
} from '../../../generated/storefront/graphql.ts'
import { choicesOf, rangeOf } from '../item/choices.ts'
import { itemAddress } from '../item/platforms.ts'
import { productAddress } from '../product/address.ts'
import { availableOf } from '../stock/availability.ts'
import { type ChosenItem, type Goods, keyOf } from './cart.ts'
import type { CartSku } from './use-cart-skus.ts'

/** Maximum quantity of a SKU in one order. */
const MOST_OF_SKU = 99

/** A line of the cart with what the gateway says of its goods. */
export interface FilledLine {
  readonly key: string
  readonly goods: Goods
  readonly quantity: number
  /** Null: no longer available, or it cannot be read now. */
  readonly title: string | null
  /** Colour, size and the like. */
  readonly choice: string | null
  readonly href: string | null
  readonly media: readonly PictureFragment[]
  readonly kind: string | null
  readonly artId: string
  /** Unit price, in the visitor's format. */
  readonly price: { readonly amount: string; readonly currency: string } | null
  readonly min: number
  readonly max: number
  readonly step: number
  /** How many can be had; null when there are enough of them. */
  readonly shortOf: number | null
  /** The source did not answer: one may try again. */
  readonly isUnread: boolean
  /** As `placeOrder` takes it. */
  readonly order: PlaceOrderLineInput
}

export function ofSku(skuId: string, quantity: number, sku: CartSku | null): FilledLine {
  const available = sku ? availableOf(sku) : 0
  const enough = sku !== null && (sku.buyToOrder || available >= quantity)
  return {
    key: keyOf({ skuId }),
    goods: { skuId },
    quantity,
    title: sku?.title ?? null,
    choice: null,
    href: sku && productAddress(sku.product, sku.code),
    media: sku?.product.media ?? [],
    kind: sku?.product.categories[0]?.slug ?? null,
    artId: sku?.product.id ?? skuId,
    price: sku?.price ?? null,
    min: 1,
    max: sku?.buyToOrder ? MOST_OF_SKU : Math.min(MOST_OF_SKU, available),
    step: 1,
    shortOf: enough ? null : available,
    isUnread: false,
    order: { skuId, quantity },
  }
}

/** @param found undefined: it could not be read; null: there is none any more */
export function ofItem(
  item: ChosenItem,
  quantity: number,
  found: ItemOfferFragment | null | undefined,
): FilledLine {
  const { externalSkuId, ...named } = item
  const choices = found ? choicesOf(found, '') : []
  const chosen = choices.find((choice) => choice.externalSkuId === externalSkuId) ?? null
  const isGone = !found?.onSale || (externalSkuId !== null && !chosen)
  const { min, max, step } = rangeOf(found ?? { minOrderQuantity: 1, lotSize: null }, chosen?.quantity)
  const { price = null, asked = null } = chosen ?? found ?? {}
  const left = isGone ? 0 : max
  return {
    key: keyOf({ item }),
    goods: { item },
    quantity,
    title: found?.title ?? null,
    choice: chosen && choices.length > 1 ? chosen.attributes.map(({ value }) => value).join(', ') : null,
    href: itemAddress(named, externalSkuId),
    media: chosen?.media ? [chosen.media] : (found?.media ?? []),
    kind: null,
    artId: `${item.platform} ${item.externalId}`,
    price,
    min,
    max: left,
    step,
    shortOf: found === undefined || left >= quantity ? null : left,
    isUnread: found === undefined,
    order: {
      quantity,
      item: {
        ...named,
        ...(externalSkuId !== null && { externalSkuId }),
        ...(asked && { expectedPrice: { amount: asked.amount, currency: asked.currency } }),
      },
    },
  }
}

/** Whether all of it can be ordered as it stands. */
export const fits = (lines: readonly FilledLine[]): boolean =>
  lines.every(({ shortOf, isUnread }) => shortOf === null && !isUnread)
