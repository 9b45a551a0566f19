import { z } from 'zod'
import { WAREHOUSES } from '../../seed/catalogue.ts'
import { WMS } from '../credentials.ts'
import { changeStock, takeStock } from '../qimen/reports.ts'
import type { ControlRoutes } from './route.ts'

const warehouseCode = z.enum(WAREHOUSES.map(({ code }) => code))
const ownerCode = z.string().default(WMS.ownerCode)

const change = z.strictObject({
  warehouseCode,
  itemCode: z.string().min(1),
  delta: z.int().min(-100_000).max(100_000),
  ownerCode,
})

const stocktake = z.strictObject({
  warehouseCode,
  counts: z.array(z.strictObject({ itemCode: z.string().min(1), quantity: z.int().min(0) })).min(1),
  pageSize: z.int().min(1).max(500).default(50),
  ownerCode,
})

/** The warehouse: its stock and orders, a change without an order, a stocktake. */
export const wmsRoutes: ControlRoutes = {
  'GET /_control/wms': ({ state, query }) => ({
    stock: state.warehouse
      .levels()
      .filter((level) => [undefined, level.warehouseCode].includes(query.get('warehouseCode')))
      .filter((level) => [undefined, level.itemCode].includes(query.get('itemCode'))),
    orders: state.warehouse.orders(),
    items: state.warehouse.items(),
  }),
  'POST /_control/wms/stock': async ({ state, body }) => {
    const order = change.parse(body)
    changeStock(state, order.warehouseCode, order.itemCode, order.delta, order.ownerCode)
    await state.postman.idle()
    return state.warehouse.stock(order.warehouseCode, order.itemCode)
  },
  'POST /_control/wms/stocktake': async ({ state, body }) => {
    const order = stocktake.parse(body)
    const report = takeStock(state, order.warehouseCode, order.counts, order.pageSize, order.ownerCode)
    await state.postman.idle()
    return report
  },
}
