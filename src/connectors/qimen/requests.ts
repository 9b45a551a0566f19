import { formatAmount } from '../../domain/money.ts'
import { gmt8Text } from '../gmt8.ts'
import type {
  Cancellation,
  DeliveryOrder,
  EntryOrder,
  Transfer,
  WarehouseAccount,
  WarehouseContact,
  WarehouseItem,
  WarehouseLine,
} from '../warehouse.ts'

const time = (instant: Date | undefined) => (instant ? gmt8Text(instant) : undefined)

/** Kinds of delivery order: JYCK sale, HHCK exchange, BFCK sent again, QTCK other (protocols.md 4.4). */
const DELIVERY_KINDS = { sale: 'JYCK', exchange: 'HHCK', resend: 'BFCK', other: 'QTCK' } as const
const CANCEL_KINDS = { entry: 'CGRK', delivery: 'JYCK', stockout: 'PTCK' } as const
const PLATFORMS = {
  TAOBAO: 'TB',
  JD: 'JD',
  ALIBABA_1688: '1688',
  WEIDIAN: 'OTHER',
  PINDUODUO: 'OTHER',
  OTHER: 'OTHER',
} as const
/** Goods bought, and in good condition. */
const PURCHASE_ENTRY = 'CGRK'
const GOOD = 'ZP'

/** Bodies of the requests, in the element names of protocols.md 4.4. */
export function itemRequest(
  { warehouseCode, ownerCode }: WarehouseAccount,
  item: WarehouseItem,
  action: 'add' | 'update',
) {
  return {
    actionType: action,
    warehouseCode,
    ownerCode,
    item: {
      itemCode: item.itemCode,
      itemId: item.itemId,
      itemName: item.name,
      barCode: item.barCodes.join(';'),
      itemType: GOOD,
      grossWeight: item.grossWeight === undefined ? undefined : (item.grossWeight / 1_000).toFixed(3),
      safetyStock: item.safetyStock,
      isBatchMgmt: item.batchManaged ? 'Y' : 'N',
    },
  }
}

export function entryRequest({ warehouseCode, ownerCode }: WarehouseAccount, order: EntryOrder) {
  return {
    entryOrder: {
      entryOrderCode: order.code,
      ownerCode,
      warehouseCode,
      purchaseOrderCode: order.purchaseOrderCode,
      orderType: PURCHASE_ENTRY,
      expectStartTime: time(order.expectedAt),
      supplierCode: order.supplierCode,
      remark: order.remark,
    },
    orderLines: {
      orderLine: order.lines.map((line) => ({
        orderLineNo: line.lineNo,
        ownerCode,
        itemCode: line.itemCode,
        itemId: line.itemId,
        planQty: line.quantity,
        inventoryType: GOOD,
      })),
    },
  }
}

export function deliveryRequest({ warehouseCode, ownerCode }: WarehouseAccount, order: DeliveryOrder) {
  return {
    deliveryOrder: {
      deliveryOrderCode: order.code,
      orderType: DELIVERY_KINDS[order.kind],
      warehouseCode,
      createTime: time(order.createdAt),
      placeOrderTime: time(order.placedAt),
      payTime: time(order.paidAt),
      operateTime: time(order.createdAt),
      shopNick: order.shopName,
      sourcePlatformCode: PLATFORMS[order.platform],
      logisticsCode: order.carrier,
      senderInfo: contact(order.sender),
      receiverInfo: contact(order.receiver),
      buyerMessage: order.buyerMessage,
    },
    orderLines: { orderLine: order.lines.map((line) => deliveryLine(ownerCode, line)) },
  }
}

function deliveryLine(ownerCode: string, line: WarehouseLine) {
  return {
    orderLineNo: line.lineNo,
    sourceOrderCode: line.sourceOrderCode,
    subSourceOrderCode: line.sourceLineCode,
    ownerCode,
    itemCode: line.itemCode,
    itemId: line.itemId,
    planQty: line.quantity,
    actualPrice: line.price ? formatAmount(line.price) : '0.00',
  }
}

function contact({ country, postalCode, address, handle, ...rest }: WarehouseContact) {
  return { ...rest, countryCode: country, zipCode: postalCode, detailAddress: address, oaid: handle }
}

/** Of the lines nothing is needed, so one page of them will do. */
export function deliveryQuery({ ownerCode }: WarehouseAccount, code: string) {
  return { ownerCode, orderCode: code, page: 1, pageSize: 100 }
}

export function cancelRequest(
  { warehouseCode, ownerCode }: WarehouseAccount,
  { code, kind, reason }: Cancellation,
) {
  return { warehouseCode, ownerCode, orderCode: code, orderType: CANCEL_KINDS[kind], cancelReason: reason }
}

export function transferRequest({ ownerCode }: WarehouseAccount, transfer: Transfer) {
  return {
    erpOrderCode: transfer.code,
    fromStoreCode: transfer.fromWarehouseCode,
    toStoreCode: transfer.toWarehouseCode,
    expectStartTime: time(transfer.expectedAt),
    ownerCode,
    transferItems: {
      // 1 is good, 101 defective.
      transferItem: transfer.lines.map((line) => ({
        scItemCode: line.itemCode,
        count: line.quantity,
        inventoryType: line.defective ? 101 : 1,
      })),
    },
  }
}

export function inventoryRequest(
  { warehouseCode, ownerCode }: WarehouseAccount,
  itemCodes: readonly string[],
) {
  return { criteriaList: { criteria: itemCodes.map((itemCode) => ({ warehouseCode, ownerCode, itemCode })) } }
}

export function stockRequest({ warehouseCode, ownerCode }: WarehouseAccount, page: number, pageSize: number) {
  return { warehouseCode, ownerCode, page, pageSize }
}
