import type { Platform } from '../domain/platform.ts'
import { Misconfigured, UpstreamError } from '../domain/upstream-error.ts'
import { Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { indexedOnce } from '../store/index-products.ts'
import { transaction } from '../store/transaction.ts'
import type { ReadItem } from './read-item.ts'
import { type TakeOverDeps, takeOverItem } from './take-over-item.ts'

export interface OrderItemDeps extends TakeOverDeps {
  readonly prisma: PrismaClient
  /** Reads the item as it is at this moment. */
  readonly read: (platform: Platform, externalId: string) => Promise<ReadItem | null>
}

/** An item that somebody wants to order. `field` is the path into the input, for errors. */
export interface WantedItem {
  readonly platform: Platform
  readonly externalId: string
  readonly externalSkuId: string | null
  readonly quantity: number
  readonly field: readonly string[]
}

/**
 * Imports an item of a marketplace so that it can be ordered, after a fresh reading.
 * @returns the id of our SKU
 * @throws Refused NOT_FOUND, INVALID_INPUT, INSUFFICIENT_STOCK, UPSTREAM_REJECTED, UPSTREAM_UNAVAILABLE
 */
export function itemOrders(deps: OrderItemDeps) {
  return async function skuOf(wanted: WantedItem): Promise<string> {
    const { platform, externalId, field } = wanted
    const found = await readNow(deps, wanted)
    if (!found)
      throw new Refused(
        'NOT_FOUND',
        [...field, 'item', 'externalId'],
        `There is no item ${externalId} at ${platform} (any more).`,
      )
    if (found.stale) throw unavailable(wanted)
    const { item } = found
    const chosen = chosenOf(wanted, item.skus)
    const left = chosen
      ? chosen.quantityKnown
        ? chosen.quantity
        : null
      : item.quantityKnown === false
        ? null
        : item.quantity
    if (!item.onSale)
      throw new Refused(
        'UPSTREAM_REJECTED',
        [...field, 'item'],
        `Item ${externalId} is not on sale any more.`,
      )
    checkQuantity(wanted, item, left)
    const { skus } = await transaction(deps.prisma, (tx) =>
      indexedOnce(tx, () =>
        takeOverItem(tx, deps, {
          platform,
          item,
          at: found.fetchedAt,
          publish: false,
          categoryId: null,
          shopId: null,
          buyToOrder: true,
          by: { actor: 'order', source: 'MARKETPLACE' },
        }),
      ),
    )
    const sku = skus.find((one) => one.externalSkuId === (chosen?.externalSkuId ?? ''))
    if (!sku) throw new Error(`item ${externalId} was taken over without its SKU`)
    return sku.skuId
  }
}

async function readNow({ read }: OrderItemDeps, wanted: WantedItem): Promise<ReadItem | null> {
  try {
    return await read(wanted.platform, wanted.externalId)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error instanceof Misconfigured && error.code === 'unsupported')
      throw new Refused('INVALID_INPUT', [...wanted.field, 'item', 'platform'], error.message)
    throw unavailable(wanted)
  }
}

const unavailable = ({ platform, externalId, field }: WantedItem) =>
  new Refused(
    'UPSTREAM_UNAVAILABLE',
    [...field, 'item'],
    `Item ${externalId} can't be checked at ${platform} just now: try again later.`,
  )

/** The choice that is named; null for an item without choices. */
function chosenOf<Sku extends { readonly externalSkuId: string }>(
  { externalSkuId, externalId, field }: WantedItem,
  skus: readonly Sku[],
): Sku | null {
  const path = [...field, 'item', 'externalSkuId']
  if (skus.length === 0) {
    if (!externalSkuId) return null
    throw new Refused('NOT_FOUND', path, `Item ${externalId} has no choices: leave externalSkuId out.`)
  }
  if (!externalSkuId && skus.length === 1) return skus[0] ?? null
  if (!externalSkuId)
    throw new Refused(
      'INVALID_INPUT',
      path,
      `Item ${externalId} has ${skus.length} choices: name one by externalSkuId.`,
    )
  const chosen = skus.find((sku) => sku.externalSkuId === externalSkuId)
  if (!chosen)
    throw new Refused('NOT_FOUND', path, `Item ${externalId} has no choice ${externalSkuId} (any more).`)
  return chosen
}

function checkQuantity(
  { quantity, field, externalId }: WantedItem,
  { minOrderQuantity, lotSize }: ReadItem['item'],
  left: number | null,
): void {
  const path = [...field, 'quantity']
  if (quantity < minOrderQuantity)
    throw new Refused(
      'INVALID_INPUT',
      path,
      `Item ${externalId} is sold from ${minOrderQuantity} pieces on, ${quantity} wanted.`,
    )
  if (lotSize !== null && quantity % lotSize !== 0)
    throw new Refused(
      'INVALID_INPUT',
      path,
      `Item ${externalId} is sold in lots of ${lotSize}, ${quantity} wanted.`,
    )
  if (left !== null && left < quantity)
    throw new Refused(
      'INSUFFICIENT_STOCK',
      path,
      `Only ${left} of item ${externalId} left, ${quantity} wanted.`,
    )
}
