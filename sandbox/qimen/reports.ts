import { PACE } from '../state/life.ts'
import type { SandboxState } from '../state/state.ts'
import type { WmsOrder } from '../state/warehouse.ts'
import { chinaTime } from '../wire/china-time.ts'
import { callBack } from './callback.ts'

const at = (state: SandboxState) => chinaTime(state.clock.now())

/** `orderprocess.report`: one step inside the warehouse. */
export function reportProcess(state: SandboxState, order: WmsOrder, processStatus: string): void {
  callBack(
    state,
    'orderprocess.report',
    {
      order: {
        orderCode: order.code,
        orderId: order.id,
        orderType: order.orderType,
        warehouseCode: order.warehouseCode,
      },
      process: { processStatus, operatorCode: 'sandbox', operateTime: at(state), operateInfo: processStatus },
    },
    `${order.code} ${processStatus}`,
  )
}

const lineNodes = (order: WmsOrder) =>
  order.lines.map((line) => ({
    orderLineNo: line.lineNo,
    itemCode: line.itemCode,
    itemId: line.itemId,
    planQty: line.planQty,
    actualQty: line.actualQty,
    inventoryType: 'ZP',
  }))

/** `entryorder.confirm`: final, all lines in. */
export function confirmEntry(state: SandboxState, order: WmsOrder): void {
  callBack(
    state,
    'entryorder.confirm',
    {
      entryOrder: {
        totalOrderLines: order.lines.length,
        entryOrderCode: order.code,
        ownerCode: order.ownerCode,
        warehouseCode: order.warehouseCode,
        entryOrderId: order.id,
        entryOrderType: order.orderType,
        outBizCode: `${order.id}-IN`,
        confirmType: 0,
        status: 'FULFILLED',
        operateTime: at(state),
      },
      orderLines: { orderLine: lineNodes(order) },
    },
    order.code,
  )
}

/** `deliveryorder.confirm` or `stockout.confirm`: one parcel with its number. */
export function confirmDelivery(state: SandboxState, order: WmsOrder): void {
  callBack(
    state,
    order.kind === 'stockout' ? 'stockout.confirm' : 'deliveryorder.confirm',
    deliveryNodes(order, 'DELIVERED', {
      outBizCode: `${order.id}-OUT`,
      confirmType: 0,
      orderConfirmTime: at(state),
    }),
    order.code,
  )
}

/** An order that goes out, as the warehouse tells of it; its parcel is there once it has left. */
export function deliveryNodes(order: WmsOrder, status: string, more: Record<string, unknown> = {}) {
  const parcel = {
    logisticsCode: order.logisticsCode,
    logisticsName: order.logisticsCode,
    expressCode: order.expressCode,
    packageCode: `${order.id}-1`,
    weight: '1.200',
    items: {
      item: order.lines.map((line) => ({ itemCode: line.itemCode, quantity: line.actualQty })),
    },
  }
  return {
    deliveryOrder: {
      deliveryOrderCode: order.code,
      deliveryOrderId: order.id,
      warehouseCode: order.warehouseCode,
      orderType: order.orderType,
      status,
      ...more,
    },
    packages: order.expressCode === '' ? '' : { package: [parcel] },
    orderLines: { orderLine: lineNodes(order) },
  }
}

/** A change of stock that no order explains: `stockchange.report` with a signed delta. */
export function changeStock(
  state: SandboxState,
  warehouseCode: string,
  itemCode: string,
  delta: number,
  ownerCode: string,
): void {
  const level = state.warehouse.stock(warehouseCode, itemCode)
  level.quantity += delta
  const code = state.warehouse.nextId('SC')
  callBack(
    state,
    'stockchange.report',
    {
      items: {
        item: [
          {
            ownerCode,
            warehouseCode,
            orderCode: code,
            orderType: 'QTCK',
            outBizCode: `${code}-CHG`,
            itemCode,
            itemId: '',
            inventoryType: 'ZP',
            quantity: delta,
            changeTime: at(state),
          },
        ],
      },
    },
    `${itemCode} ${delta}`,
  )
}

/** A stocktake: counted quantities in, differences out as pages of `inventory.report` (protocols.md 4.4). */
export function takeStock(
  state: SandboxState,
  warehouseCode: string,
  counts: readonly { itemCode: string; quantity: number }[],
  pageSize: number,
  ownerCode: string,
): { checkOrderCode: string; pages: number } {
  const checkOrderCode = state.warehouse.nextId('CK')
  const rows = counts.map(({ itemCode, quantity }) => {
    const level = state.warehouse.stock(warehouseCode, itemCode)
    const difference = quantity - level.quantity
    level.quantity = quantity
    return { itemCode, itemId: '', inventoryType: 'ZP', quantity: difference, totalQty: quantity }
  })
  const pages = Math.ceil(rows.length / pageSize)
  for (let page = 1; page <= pages; page += 1) {
    callBack(
      state,
      'inventory.report',
      {
        totalPage: pages,
        currentPage: page,
        pageSize,
        warehouseCode,
        checkOrderCode,
        inventoryCheckOrderId: checkOrderCode,
        ownerCode,
        checkTime: at(state),
        // One business code for the whole stocktake; pages differ by their number.
        outBizCode: checkOrderCode,
        adjustType: 'CHECK',
        items: { item: rows.slice((page - 1) * pageSize, page * pageSize) },
      },
      `${checkOrderCode} ${page}/${pages}`,
    )
  }
  return { checkOrderCode, pages }
}

export interface Transfer {
  erpOrderCode: string
  transferOrderCode: string
  from: string
  to: string
  lines: readonly { itemCode: string; count: number }[]
  outAt: Date
}

/** The goods travel a while; then they are in, and `transferorder.report` says so. */
export function reportTransfer(state: SandboxState, transfer: Transfer): void {
  state.life.after(PACE.wmsWorks, () => {
    for (const line of transfer.lines)
      state.warehouse.stock(transfer.to, line.itemCode).quantity += line.count
    callBack(
      state,
      'transferorder.report',
      {
        transferOrderCode: transfer.transferOrderCode,
        transferOutOrderCode: `${transfer.transferOrderCode}-O`,
        transferInOrderCode: `${transfer.transferOrderCode}-I`,
        confirmOutTime: chinaTime(transfer.outAt),
        confirmInTime: at(state),
        fromWarehouseCode: transfer.from,
        toWarehouseCode: transfer.to,
        erpOrderCode: transfer.erpOrderCode,
        orderStatus: 'FINISHED',
        items: {
          item: transfer.lines.map((line) => ({
            scItemCode: line.itemCode,
            inventoryType: 1,
            planCount: line.count,
            outCount: line.count,
            inCount: line.count,
          })),
        },
      },
      transfer.erpOrderCode,
    )
  })
}
