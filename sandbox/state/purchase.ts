import type { Parcel } from './parcel.ts'
import type { ShelfItem, ShelfSku } from './shelf.ts'

/** The three ways to buy on behalf (purchasing.md 0). */
export type PurchasePlatform = 'ALIBABA_1688' | 'TAOBAO_GLOBAL' | 'JD_VOP'

export type PurchaseStatus =
  /** Placed and not confirmed (JD VOP submitState 0). */
  | 'HELD'
  | 'UNPAID'
  /** Payment accepted, money not moved yet (Taobao Global pays so). */
  | 'PAYING'
  | 'PAID'
  | 'SHIPPED'
  | 'SIGNED'
  | 'FINISHED'
  | 'CANCELLED'

export interface PurchaseLine {
  id: string
  item: ShelfItem
  sku: ShelfSku
  quantity: number
  priceFen: number
  /** The buyer's own line number, where the platform takes one. */
  ownLine: string
}

/** An order that we placed with a supplier. */
export interface Purchase {
  platform: PurchasePlatform
  id: string
  /** The buyer's own key: outOrderId, outer_purchase_id, thirdOrder. Several purchases may share one after a split. */
  ownKey: string
  buyer: string
  /** JD VOP: the order this one was split from. */
  parentId: string | undefined
  /** JD VOP: the orders this one was split into; it ships nothing itself then. */
  childIds: string[]
  supplier: string
  lines: PurchaseLine[]
  freightFen: number
  receiver: Record<string, unknown>
  message: string
  status: PurchaseStatus
  closeReason: string
  payFailure: string
  parcels: Parcel[]
  created: Date
  modified: Date
  paidAt: Date | undefined
  shippedAt: Date | undefined
  signedAt: Date | undefined
  finishedAt: Date | undefined
}

export type PurchaseEvent =
  | 'created'
  | 'confirmed'
  | 'paid'
  | 'pay-failed'
  | 'shipped'
  | 'trace'
  | 'signed'
  | 'finished'
  | 'cancelled'
  | 'split'

export const purchaseGoodsFen = (purchase: Purchase): number =>
  purchase.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)

export const purchaseTotalFen = (purchase: Purchase): number =>
  purchaseGoodsFen(purchase) + purchase.freightFen
