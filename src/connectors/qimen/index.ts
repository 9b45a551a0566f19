import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import { inconsistent } from '../pages.ts'
import type { WarehouseAccount, WarehouseConnector, WarehouseStock } from '../warehouse.ts'
import { int, none, text, wrapped } from '../wire.ts'
import { parcel } from './callback-map.ts'
import { qimenCallbacks } from './callbacks.ts'
import { type QimenOptions, qimenClient } from './client.ts'
import {
  cancelRequest,
  deliveryQuery,
  deliveryRequest,
  entryRequest,
  inventoryRequest,
  itemRequest,
  stockRequest,
  transferRequest,
} from './requests.ts'

export type { QimenOptions } from './client.ts'

/** `stock.query` takes no more (protocols.md 4.4); inventory queries are cut to the same size. */
const PAGE_SIZE = 100
/** A million rows of stock; more is a list that never ends. */
const MOST_PAGES = 10_000

const optional = none(text).optional()
const stockRow = z.object({
  warehouseCode: optional,
  itemCode: text,
  itemId: optional,
  inventoryType: optional,
  quantity: int,
  lockQuantity: none(int).optional(),
})
const stockAnswer = z.object({
  items: wrapped('item').pipe(z.array(stockRow)),
  totalCount: int.optional().catch(undefined),
})

/** An order that is still being picked has no parcels, or none with a number. */
const deliveryAnswer = z.object({
  deliveryOrder: z.object({ status: optional, warehouseCode: optional }),
  packages: wrapped('package').pipe(z.array(z.unknown())),
})
const PARTLY = 'PARTDELIVERED'

/** A WMS's answers to a code it has already: the order exists (or is cancelled), as requested. */
const EXISTS = /已存在|重复|duplicate|already exist/i
/** The order is cancelled, or was never there: either way it will not be sent. A warehouse that is unknown is no such answer. */
const CANCELLED =
  /已取消|already cancel|(?:单据|单号|订单|出库单|发货单)[^，,;；]{0,80}不存在|order[^,;]{0,80}(?:not exist|not found)/i

/** A warehouse behind Qimen (protocols.md 4), both directions. */
export function qimenConnector(options: QimenOptions): WarehouseConnector {
  const client = qimenClient(options)

  /** A repeat that is refused because the first one exists is success without an id. */
  async function keyed(call: Promise<string | null | undefined>, stands = EXISTS): Promise<string | null> {
    try {
      return (await call) ?? null
    } catch (error) {
      if (error instanceof Rejected && stands.test(error.message)) return null
      throw error
    }
  }

  const toStock = (account: WarehouseAccount, row: z.output<typeof stockRow>): WarehouseStock => ({
    warehouseCode: row.warehouseCode ?? account.warehouseCode,
    itemCode: row.itemCode,
    itemId: row.itemId ?? null,
    inventoryType: row.inventoryType ?? 'ZP',
    quantity: row.quantity,
    lockedQuantity: row.lockQuantity ?? 0,
  })

  const idOf = <K extends string>(key: K) =>
    z.looseObject({}).transform((answer) => optional.catch(null).parse(answer[key]) ?? null)

  return {
    syncItem: (account, item, action, signal) =>
      keyed(
        client.call({
          account,
          method: 'taobao.qimen.singleitem.synchronize',
          request: itemRequest(account, item, action),
          answer: idOf('itemId'),
          signal,
        }),
      ),
    createEntryOrder: (account, order, signal) =>
      keyed(
        client.call({
          account,
          method: 'taobao.qimen.entryorder.create',
          request: entryRequest(account, order),
          answer: idOf('entryOrderId'),
          items: order.lines.length,
          signal,
        }),
      ),
    createDeliveryOrder: (account, order, signal) =>
      keyed(
        client.call({
          account,
          method: 'taobao.qimen.deliveryorder.create',
          request: deliveryRequest(account, order),
          answer: idOf('deliveryOrderId'),
          items: order.lines.length,
          signal,
        }),
      ),
    queryDelivery: async (account, code, signal) => {
      const method = 'taobao.qimen.deliveryorder.query'
      const request = deliveryQuery(account, code)
      const answer = await client.call({ account, method, request, answer: deliveryAnswer, signal })
      const packages = answer.packages.flatMap((one) => parcel.safeParse(one).data ?? [])
      const final = answer.deliveryOrder.status !== PARTLY
      const warehouseCode = answer.deliveryOrder.warehouseCode ?? account.warehouseCode
      return packages.length > 0 ? { deliveryOrderCode: code, warehouseCode, packages, final } : null
    },
    cancelOrder: async (account, cancellation, signal) => {
      await keyed(
        client.call({
          account,
          method: 'taobao.qimen.order.cancel',
          request: cancelRequest(account, cancellation),
          answer: idOf('orderId'),
          signal,
        }),
        CANCELLED,
      )
    },
    createTransfer: (account, transfer, signal) =>
      keyed(
        client.call({
          account,
          method: 'taobao.qimen.transferorder.create',
          request: transferRequest(account, transfer),
          answer: z
            .object({
              transferExecuteInfo: none(z.object({ transferOrderCode: optional })).optional(),
              transferOrderCode: optional,
            })
            .transform(
              (answer) => answer.transferExecuteInfo?.transferOrderCode ?? answer.transferOrderCode ?? null,
            ),
          items: transfer.lines.length,
          signal,
        }),
      ),
    queryInventory: async (account, itemCodes, signal) => {
      const rows: WarehouseStock[] = []
      for (let start = 0; start < itemCodes.length; start += PAGE_SIZE) {
        const batch = itemCodes.slice(start, start + PAGE_SIZE)
        const method = 'taobao.qimen.inventory.query'
        const answer = await client.call({
          account,
          method,
          request: inventoryRequest(account, batch),
          answer: stockAnswer,
          items: batch.length,
          signal,
        })
        rows.push(...answer.items.map((row) => toStock(account, row)))
      }
      return rows
    },
    async *stock(account, signal) {
      for (let page = 1, left = true; left; page++) {
        if (page > MOST_PAGES) throw inconsistent('QIMEN', 'stock.query does not end')
        const method = 'taobao.qimen.stock.query'
        const answer = await client.call({
          account,
          method,
          request: stockRequest(account, page, PAGE_SIZE),
          answer: stockAnswer,
          items: PAGE_SIZE,
          signal,
        })
        if (answer.items.length > 0) yield answer.items.map((row) => toStock(account, row))
        left = answer.items.length > 0 && page * PAGE_SIZE < (answer.totalCount ?? 0)
      }
    },
    receive: qimenCallbacks({ appSecret: options.appSecret, now: () => options.upstream.clock.now() }),
  }
}
