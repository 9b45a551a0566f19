import type { Money } from '../domain/money.ts'
import type { WebhookRequest, WebhookVerdict } from './push.ts'
import type { DeliveryConfirmed, WarehouseEvent } from './warehouse-event.ts'

export type * from './warehouse-event.ts'

/** Context of a call to one warehouse. The connector has the app's key and secret. */
export interface WarehouseAccount {
  /** Our id of the warehouse: key of its rate bucket and circuit breaker. */
  readonly warehouseId: string
  /** The WMS's name for it. */
  readonly warehouseCode: string
  /** Whose goods: a WMS keeps several owners apart. */
  readonly ownerCode: string
  /** The WMS's name for the link between it and us. */
  readonly customerId: string
}

export interface WarehouseItem {
  readonly itemCode: string
  /** The WMS's own id, from an earlier synchronization; to be echoed. */
  readonly itemId?: string | undefined
  readonly name: string
  readonly barCodes: readonly string[]
  /** Grams. */
  readonly grossWeight?: number | undefined
  readonly safetyStock?: number | undefined
  readonly batchManaged?: boolean
}

export interface WarehouseLine {
  readonly lineNo: string
  readonly itemCode: string
  readonly itemId?: string | undefined
  readonly quantity: number
  readonly price?: Money
  /** The marketplace order (and its line) the goods leave for. */
  readonly sourceOrderCode?: string
  readonly sourceLineCode?: string
}

/** Goods that will arrive. */
export interface EntryOrder {
  /** Ours: the WMS does a repeat of the same code once. */
  readonly code: string
  readonly purchaseOrderCode?: string
  readonly expectedAt?: Date
  readonly supplierCode?: string
  readonly remark?: string
  readonly lines: readonly WarehouseLine[]
}

export interface WarehouseContact {
  readonly name: string
  readonly mobile: string
  /** ISO 3166-1 alpha-2; the warehouse's own when absent. */
  readonly country?: string
  readonly province: string
  readonly city: string
  /** Absent where there is none. */
  readonly postalCode?: string
  readonly area?: string
  readonly town?: string
  readonly address: string
  /** Taobao's `oaid` for a masked receiver. */
  readonly handle?: string
}

/** Goods to be sent to a consumer. Personal data. */
export interface DeliveryOrder {
  /** Ours: the WMS does a repeat of the same code once. */
  readonly code: string
  readonly kind: 'sale' | 'exchange' | 'resend' | 'other'
  readonly createdAt: Date
  readonly placedAt: Date
  readonly paidAt?: Date
  readonly shopName: string
  readonly platform: 'TAOBAO' | 'JD' | 'ALIBABA_1688' | 'OTHER'
  readonly carrier: string
  readonly sender: WarehouseContact
  readonly receiver: WarehouseContact
  readonly buyerMessage?: string
  readonly lines: readonly WarehouseLine[]
}

export interface Cancellation {
  /** Our code of the entry, delivery or stock-out order. */
  readonly code: string
  readonly kind: 'entry' | 'delivery' | 'stockout'
  readonly reason: string
}

export interface Transfer {
  readonly code: string
  readonly fromWarehouseCode: string
  readonly toWarehouseCode: string
  readonly expectedAt?: Date
  readonly lines: readonly {
    readonly itemCode: string
    readonly quantity: number
    readonly defective?: boolean
  }[]
}

export interface WarehouseStock {
  readonly warehouseCode: string
  readonly itemCode: string
  readonly itemId: string | null
  /** The WMS's word for the condition: ZP good, CC defective, and others. */
  readonly inventoryType: string
  /** Free units, without locked ones. */
  readonly quantity: number
  readonly lockedQuantity: number
}

export type SentDelivery = Pick<
  DeliveryConfirmed,
  'deliveryOrderCode' | 'warehouseCode' | 'packages' | 'final'
>

/**
 * One warehouse system. Creating and cancelling are keyed by our codes: a repeat after a lost answer is answered by
 * the WMS without being done again, and "exists already" counts as success.
 */
export interface WarehouseConnector {
  /** The WMS's item id, to be kept and echoed; null when it gives none. */
  syncItem(
    account: WarehouseAccount,
    item: WarehouseItem,
    action: 'add' | 'update',
    signal?: AbortSignal,
  ): Promise<string | null>
  /** The WMS's order id, or null when it gives none. */
  createEntryOrder(account: WarehouseAccount, order: EntryOrder, signal?: AbortSignal): Promise<string | null>
  createDeliveryOrder(
    account: WarehouseAccount,
    order: DeliveryOrder,
    signal?: AbortSignal,
  ): Promise<string | null>
  /** @throws Rejected when the order has gone too far to be stopped */
  cancelOrder(account: WarehouseAccount, cancellation: Cancellation, signal?: AbortSignal): Promise<void>
  /**
   * Shipped part of a delivery order, in case its confirmation is lost; null before anything has left.
   * @throws Rejected when the warehouse does not know the order
   */
  queryDelivery(account: WarehouseAccount, code: string, signal?: AbortSignal): Promise<SentDelivery | null>
  createTransfer(account: WarehouseAccount, transfer: Transfer, signal?: AbortSignal): Promise<string | null>
  /** Items the WMS does not know are absent. */
  queryInventory(
    account: WarehouseAccount,
    itemCodes: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly WarehouseStock[]>
  /** All stock of the account, page by page. */
  stock(account: WarehouseAccount, signal?: AbortSignal): AsyncIterable<readonly WarehouseStock[]>
  /** Verifies (signature over the raw body, clock) and then reads requests of the WMS. Never throws. */
  receive(request: WebhookRequest): WebhookVerdict<WarehouseEvent>
}
