import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import { jsonId } from '../json-params.ts'
import type { MarketplaceOrder, OrderBatch, OrderWindow } from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { bareList, int } from '../wire.ts'
import { assertDone, type JdClient } from './client.ts'
import { ALL_STATES, ORDER_FIELDS, readOrders } from './order-map.ts'

/** `pop.order.search` reads at most a month; thirty days are always within it. */
export const ORDER_WINDOW_MS = 30 * 86_400_000
const PAGE_SIZE = 50
/** Of `dateType`: by modified time. */
const BY_MODIFIED = 0

const searchAnswer = z.object({
  searchorderinfo_result: z.object({
    apiResult: z.unknown().optional(),
    orderInfoList: bareList,
    orderTotal: int.catch(0),
  }),
})
const detailAnswer = z.object({
  orderDetailInfo: z.object({ apiResult: z.unknown().optional(), orderInfo: z.unknown().optional() }),
})
const NOT_FOUND = /不存在|未找到|not (exist|found)/i

/** Orders of one shop. The list call carries whole orders, so no detail calls follow. */
export function orderReads(client: JdClient) {
  async function readOrder(
    shop: ShopCredentials,
    externalId: string,
    signal?: AbortSignal,
  ): Promise<MarketplaceOrder | null> {
    const { orderDetailInfo } = await client.call({
      shop,
      method: 'jingdong.pop.order.get',
      params: { order_id: jsonId(externalId), optional_fields: ORDER_FIELDS },
      answer: detailAnswer,
      signal,
    })
    try {
      assertDone(orderDetailInfo.apiResult, `order ${externalId}`)
    } catch (error) {
      if (error instanceof Rejected && NOT_FOUND.test(error.message)) return null
      throw error
    }
    if (orderDetailInfo.orderInfo === undefined || orderDetailInfo.orderInfo === null) return null
    const { orders, unreadable } = readOrders([orderDetailInfo.orderInfo])
    if (orders[0]) return orders[0]
    throw new Rejected({
      upstream: 'JD',
      message: `order ${externalId}: ${unreadable[0]?.message}`,
      code: 'unreadable-record',
    })
  }

  async function* orders(
    shop: ShopCredentials,
    { unchanged, ...window }: OrderWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OrderBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS)) {
      const pages = lastToFirst('JD', PAGE_SIZE, async (page) => {
        const { searchorderinfo_result: result } = await client.call({
          shop,
          method: 'jingdong.pop.order.search',
          params: {
            start_date: gmt8Text(slice.from),
            end_date: gmt8Text(slice.to),
            order_state: ALL_STATES,
            optional_fields: ORDER_FIELDS,
            page,
            page_size: PAGE_SIZE,
            dateType: BY_MODIFIED,
          },
          answer: searchAnswer,
          items: PAGE_SIZE,
          signal,
        })
        assertDone(result.apiResult, 'order search')
        return { rows: result.orderInfoList, total: result.orderTotal }
      })
      const seen = new Set<string>()
      for await (const rows of pages) {
        const { orders: read, unreadable } = readOrders(rows)
        const fresh = read.filter(({ externalId, modifiedAt }) => {
          const version = `${externalId} ${modifiedAt?.getTime()}`
          return !seen.has(version) && seen.add(version)
        })
        const known = (await unchanged?.(fresh)) ?? new Set<string>()
        yield { orders: fresh.filter(({ externalId }) => !known.has(externalId)), unreadable }
      }
    }
  }

  return { readOrder, orders }
}
