import { z } from 'zod'
import type { StockDelta, WarehouseEvent } from '../warehouse.ts'
import { anyTimeGmt8, id, int, none, text, wrapped } from '../wire.ts'

const optional = none(text).optional()
const time = none(anyTimeGmt8).optional().catch(null)
const items = <S extends z.ZodType>(child: string, row: S) => wrapped(child).pipe(z.array(row))
const GOOD = 'ZP'
const INTERIM = '1'

/** Common part of all events; the outBizCode goes into the id. */
export interface Head {
  readonly id: (outBizCode: string | null | undefined) => string
  readonly customerId: string | null
}

const delta = z.object({
  itemCode: text,
  itemId: optional,
  ownerCode: optional,
  warehouseCode: optional,
  inventoryType: optional,
  quantity: int,
  batchCode: optional,
})

function toDelta(row: z.output<typeof delta>, warehouseCode: string, ownerCode: string | null): StockDelta {
  return {
    itemCode: row.itemCode,
    itemId: row.itemId ?? null,
    warehouseCode: row.warehouseCode ?? warehouseCode,
    ownerCode: row.ownerCode ?? ownerCode,
    inventoryType: row.inventoryType ?? GOOD,
    delta: row.quantity,
    batchCode: row.batchCode ?? null,
  }
}

const change = delta.extend({ warehouseCode: text, orderCode: text, outBizCode: text, changeTime: time })
const stockChange = z.object({ items: items('item', change) }).transform(
  (row) =>
    (head: Head): WarehouseEvent => ({
      kind: 'stock-changed',
      id: head.id(row.items.map((one) => one.outBizCode).join(',')),
      customerId: head.customerId,
      changes: row.items.map((one) => ({
        ...toDelta(one, one.warehouseCode, null),
        orderCode: one.orderCode,
        outBizCode: one.outBizCode,
        at: one.changeTime ?? null,
      })),
    }),
)

const inventoryReport = z
  .object({
    totalPage: int,
    currentPage: int,
    warehouseCode: text,
    checkOrderCode: text,
    ownerCode: optional,
    checkTime: time,
    outBizCode: text,
    adjustType: none(z.enum(['CHECK', 'ADJUST'])).optional(),
    items: items('item', delta),
  })
  .transform(
    (row) =>
      (head: Head): WarehouseEvent => ({
        kind: 'stocktake',
        // Some senders use one code for all pages of a stocktake.
        id: head.id(`${row.outBizCode}/${row.currentPage}`),
        customerId: head.customerId,
        checkOrderCode: row.checkOrderCode,
        page: row.currentPage,
        pages: row.totalPage,
        adjust: row.adjustType ?? 'CHECK',
        at: row.checkTime ?? null,
        differences: row.items.map((one) => toDelta(one, row.warehouseCode, row.ownerCode ?? null)),
      }),
  )

const entryConfirm = z
  .object({
    entryOrder: z.object({
      entryOrderCode: text,
      entryOrderId: optional,
      warehouseCode: text,
      outBizCode: optional,
      confirmType: optional,
      status: text,
      operateTime: time,
    }),
    orderLines: items(
      'orderLine',
      z.object({ itemCode: text, inventoryType: optional, planQty: none(int).optional(), actualQty: int }),
    ),
  })
  .transform(
    ({ entryOrder: order, orderLines }) =>
      (head: Head): WarehouseEvent => ({
        kind: 'entry-confirmed',
        id: head.id(order.outBizCode),
        customerId: head.customerId,
        entryOrderCode: order.entryOrderCode,
        entryOrderId: order.entryOrderId ?? null,
        warehouseCode: order.warehouseCode,
        status: order.status,
        final: order.confirmType !== INTERIM,
        at: order.operateTime ?? null,
        lines: orderLines.map((line) => ({
          itemCode: line.itemCode,
          inventoryType: line.inventoryType ?? GOOD,
          planned: line.planQty ?? null,
          actual: line.actualQty,
        })),
      }),
  )

/** A parcel that has left. */
export const parcel = z
  .object({
    logisticsCode: text,
    logisticsName: optional,
    expressCode: text,
    items: items('item', z.object({ itemCode: text, quantity: int })),
  })
  .transform((row) => ({
    carrier: row.logisticsCode,
    carrierName: row.logisticsName ?? null,
    trackingNumber: row.expressCode,
    items: row.items,
  }))
const deliveryConfirm = z
  .object({
    deliveryOrder: z.object({
      deliveryOrderCode: text,
      deliveryOrderId: optional,
      warehouseCode: text,
      status: optional,
      outBizCode: optional,
      confirmType: optional,
      orderConfirmTime: time,
    }),
    packages: items('package', parcel),
    orderLines: items(
      'orderLine',
      z.object({ itemCode: text, planQty: none(int).optional(), actualQty: int }),
    ),
  })
  .transform(
    ({ deliveryOrder: order, packages, orderLines }) =>
      (head: Head): WarehouseEvent => ({
        kind: 'delivery-confirmed',
        id: head.id(order.outBizCode),
        customerId: head.customerId,
        deliveryOrderCode: order.deliveryOrderCode,
        deliveryOrderId: order.deliveryOrderId ?? null,
        warehouseCode: order.warehouseCode,
        status: order.status ?? 'DELIVERED',
        final: order.confirmType !== INTERIM,
        at: order.orderConfirmTime ?? null,
        packages,
        lines: orderLines.map((line) => ({
          itemCode: line.itemCode,
          planned: line.planQty ?? null,
          actual: line.actualQty,
        })),
      }),
  )

const processReport = z
  .object({
    order: z.object({ orderCode: text }),
    process: z.object({
      processStatus: text,
      operateTime: time,
      operateInfo: optional,
      expressCode: optional,
    }),
  })
  .transform(
    ({ order, process }) =>
      (head: Head): WarehouseEvent => ({
        kind: 'process-reported',
        id: head.id(null),
        customerId: head.customerId,
        orderCode: order.orderCode,
        status: process.processStatus,
        at: process.operateTime ?? null,
        trackingNumber: process.expressCode ?? null,
        info: process.operateInfo ?? null,
      }),
  )

const transferLine = z.object({
  scItemCode: text,
  inventoryType: optional,
  planCount: int.catch(0),
  outCount: int.catch(0),
  inCount: int.catch(0),
})
const transferReport = z
  .object({
    transferOrderCode: id,
    erpOrderCode: optional,
    fromWarehouseCode: optional,
    toWarehouseCode: optional,
    orderStatus: optional,
    confirmOutTime: time,
    confirmInTime: time,
    items: items('item', transferLine),
  })
  .transform(
    (row) =>
      (head: Head): WarehouseEvent => ({
        kind: 'transfer-reported',
        id: head.id(null),
        customerId: head.customerId,
        transferOrderCode: row.transferOrderCode,
        erpOrderCode: row.erpOrderCode ?? null,
        fromWarehouseCode: row.fromWarehouseCode ?? null,
        toWarehouseCode: row.toWarehouseCode ?? null,
        status: row.orderStatus ?? '',
        sentAt: row.confirmOutTime ?? null,
        receivedAt: row.confirmInTime ?? null,
        lines: row.items.map((line) => ({
          itemCode: line.scItemCode,
          inventoryType: line.inventoryType ?? GOOD,
          planned: line.planCount,
          sent: line.outCount,
          received: line.inCount,
        })),
      }),
  )

/** By the `method` of the callback, which comes without the prefix (protocols.md 4.1). Stock-outs confirm as deliveries do. */
export const CALLBACKS = {
  'stockchange.report': stockChange,
  'inventory.report': inventoryReport,
  'entryorder.confirm': entryConfirm,
  'deliveryorder.confirm': deliveryConfirm,
  'stockout.confirm': deliveryConfirm,
  'orderprocess.report': processReport,
  'transferorder.report': transferReport,
} as const
