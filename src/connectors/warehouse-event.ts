/** Events of a warehouse. They arrive at least once and in any order. */
export type WarehouseEvent =
  | StockChanged
  | StocktakePage
  | EntryConfirmed
  | DeliveryConfirmed
  | ProcessReported
  | TransferReported

interface EventHead {
  /** Key for dropping repeats: the WMS's `outBizCode` under the message's name, else a digest of the body. */
  readonly id: string
  readonly customerId: string | null
}

export interface StockDelta {
  readonly itemCode: string
  readonly itemId: string | null
  readonly warehouseCode: string
  readonly ownerCode: string | null
  readonly inventoryType: string
  /** Signed change. */
  readonly delta: number
  readonly batchCode: string | null
}

/** Stock moved for a reason of its own: damage, found again, re-labelled. */
export interface StockChanged extends EventHead {
  readonly kind: 'stock-changed'
  readonly changes: readonly (StockDelta & {
    readonly orderCode: string
    readonly outBizCode: string
    readonly at: Date | null
  })[]
}

/** One page of a stocktake (盘点): complete when pages 1 to `pages` of one `checkOrderCode` have come. */
export interface StocktakePage extends EventHead {
  readonly kind: 'stocktake'
  readonly checkOrderCode: string
  readonly page: number
  readonly pages: number
  readonly adjust: 'CHECK' | 'ADJUST'
  readonly at: Date | null
  readonly differences: readonly StockDelta[]
}

export interface EntryConfirmed extends EventHead {
  readonly kind: 'entry-confirmed'
  readonly entryOrderCode: string
  readonly entryOrderId: string | null
  readonly warehouseCode: string
  readonly status: string
  /** False while more confirmations of the same order will come. */
  readonly final: boolean
  readonly at: Date | null
  readonly lines: readonly {
    readonly itemCode: string
    readonly inventoryType: string
    readonly planned: number | null
    readonly actual: number
  }[]
}

export interface DeliveryConfirmed extends EventHead {
  readonly kind: 'delivery-confirmed'
  readonly deliveryOrderCode: string
  readonly deliveryOrderId: string | null
  readonly warehouseCode: string
  readonly status: string
  readonly final: boolean
  readonly at: Date | null
  readonly packages: readonly {
    readonly carrier: string
    readonly carrierName: string | null
    readonly trackingNumber: string
    readonly items: readonly { readonly itemCode: string; readonly quantity: number }[]
  }[]
  readonly lines: readonly {
    readonly itemCode: string
    readonly planned: number | null
    readonly actual: number
  }[]
}

export interface ProcessReported extends EventHead {
  readonly kind: 'process-reported'
  readonly orderCode: string
  /** The WMS's word: ACCEPT, PRINT, PICK, CHECK, PACKAGE, WEIGH, READY, DELIVERED… */
  readonly status: string
  readonly at: Date | null
  readonly trackingNumber: string | null
  readonly info: string | null
}

export interface TransferReported extends EventHead {
  readonly kind: 'transfer-reported'
  readonly transferOrderCode: string
  readonly erpOrderCode: string | null
  readonly fromWarehouseCode: string | null
  readonly toWarehouseCode: string | null
  readonly status: string
  readonly sentAt: Date | null
  readonly receivedAt: Date | null
  readonly lines: readonly {
    readonly itemCode: string
    readonly inventoryType: string
    readonly planned: number
    readonly sent: number
    readonly received: number
  }[]
}
