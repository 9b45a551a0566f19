import { isPublicField } from '../domain/catalogue-fields.ts'
import type { FeedEvent, FeedTopic } from '../domain/feed-event.ts'
import type { Platform } from '../domain/platform.ts'

/** Filter of a subscriber. Null sets do not restrict; SKUs and products add up. */
export interface Watch {
  readonly topic: FeedTopic
  readonly skuIds: ReadonlySet<string> | null
  readonly productIds: ReadonlySet<string> | null
  readonly warehouseIds: ReadonlySet<string> | null
  /** Of synchronisation only. */
  readonly shopIds: ReadonlySet<string> | null
  /** Suppliers hear of their own SKUs only. */
  readonly supplierKey: string | null
  /** Of orders only. */
  readonly orderIds?: ReadonlySet<string> | null
  /** Customers hear of their own orders and requests only. */
  readonly customerId?: string | null
  /** Products only: events that shoppers may see. */
  readonly publicOnly?: boolean
  /** Of imports only: there is always one. */
  readonly importId?: string
  /** Of listings only. */
  readonly platforms?: ReadonlySet<Platform> | null
}

/** Ids that a watch names: each is held as long as it is watched. A watch that names none counts as one. */
export function idsOf({ skuIds, productIds, warehouseIds, shopIds, orderIds }: Watch): number {
  const sets = [skuIds, productIds, warehouseIds, shopIds, orderIds]
  return Math.max(
    1,
    sets.reduce((sum, set) => sum + (set?.size ?? 0), 0),
  )
}

/** The keys under which the hub finds the watch; `*` when it is not restricted to SKUs, products, shops, orders or a customer. */
export function keysOf(watch: Watch): string[] {
  if (watch.shopIds) return [...watch.shopIds].map((id) => `shop:${id}`)
  if (watch.orderIds) return [...watch.orderIds].map((id) => `order:${id}`)
  if (watch.importId !== undefined) return [`import:${watch.importId}`]
  if (watch.customerId != null) return [`customer:${watch.customerId}`]
  if (!watch.skuIds && !watch.productIds) return ['*']
  return [...(watch.skuIds ?? [])].concat([...(watch.productIds ?? [])].map((id) => `product:${id}`))
}

/** The keys under which watchers of the event are found. */
export function keysOfEvent({ payload }: FeedEvent): string[] {
  if (payload.topic === 'sync') return payload.shopId === null ? ['*'] : ['*', `shop:${payload.shopId}`]
  if (payload.topic === 'order') {
    const { orderId, customerId } = payload
    return ['*', `order:${orderId}`, ...(customerId === null ? [] : [`customer:${customerId}`])]
  }
  if (payload.topic === 'listing')
    return payload.productId === null ? ['*'] : ['*', `product:${payload.productId}`]
  if (payload.topic === 'product') return ['*', `product:${payload.productId}`]
  if (payload.topic === 'import') return [`import:${payload.importId}`]
  if (payload.topic === 'back-in-stock') return [`customer:${payload.customerId}`]
  return payload.topic === 'stock'
    ? ['*', payload.level.skuId, `product:${payload.productId}`]
    : ['*', payload.skuId]
}

/** Whether the watch wants the event; keys included, so that it serves replays as well. */
export function matches(watch: Watch, event: FeedEvent): boolean {
  const { payload } = event
  if (payload.topic !== watch.topic) return false
  if (payload.topic === 'sync')
    return !watch.shopIds || (payload.shopId !== null && watch.shopIds.has(payload.shopId))
  if (payload.topic === 'order')
    return (
      (watch.customerId == null || payload.customerId === watch.customerId) &&
      (!watch.orderIds || watch.orderIds.has(payload.orderId))
    )
  if (payload.topic === 'listing')
    return (
      (!watch.platforms || watch.platforms.has(payload.platform)) &&
      (!watch.productIds || (payload.productId !== null && watch.productIds.has(payload.productId)))
    )
  if (payload.topic === 'product')
    return (
      (!watch.productIds || watch.productIds.has(payload.productId)) &&
      (!watch.publicOnly || (payload.onShow && payload.fields.some(isPublicField)))
    )
  if (payload.topic === 'import') return payload.importId === watch.importId
  if (payload.topic === 'back-in-stock') return payload.customerId === watch.customerId
  if (payload.topic === 'offer-alert') return !watch.skuIds || watch.skuIds.has(payload.skuId)
  const stock = payload.topic === 'stock'
  const skuId = stock ? payload.level.skuId : payload.skuId
  const warehouseId = stock ? payload.level.warehouseId : payload.warehouseId
  if (watch.warehouseIds && !(warehouseId && watch.warehouseIds.has(warehouseId))) return false
  if (watch.supplierKey && (stock || payload.supplierKey !== watch.supplierKey)) return false
  if (!watch.skuIds && !watch.productIds) return true
  return (watch.skuIds?.has(skuId) ?? false) || (stock && (watch.productIds?.has(payload.productId) ?? false))
}
