import type { FollowedOrder, PurchaseOrder, PurchaseStatus } from '../purchasing.ts'
import type { Parcel } from '../tracking.ts'
import { orderIdOf, type Row1688 } from './order-map.ts'

/** protocols.md 3.5. */
const STATUS: Readonly<Record<string, PurchaseStatus>> = {
  waitbuyerpay: 'UNPAID',
  waitsellersend: 'PAID',
  waitbuyerreceive: 'SHIPPED',
  confirm_goods: 'RECEIVED',
  success: 'COMPLETED',
  cancel: 'CLOSED',
  terminated: 'CLOSED',
}

export function toPurchaseOrder(row: Row1688): PurchaseOrder {
  const { baseInfo } = row
  return {
    externalId: orderIdOf(row) ?? '',
    status: STATUS[baseInfo.status] ?? 'UNKNOWN',
    rawStatus: baseInfo.status,
    total: baseInfo.totalAmount,
    shippingFee: baseInfo.shippingFee ?? null,
    seller: baseInfo.sellerID ?? null,
    lineNos: [],
    closeReason: baseInfo.closeReason ?? null,
  }
}

export function followed(row: Row1688, parcels: readonly Parcel[]): FollowedOrder {
  return { ...toPurchaseOrder(row), parcels }
}
