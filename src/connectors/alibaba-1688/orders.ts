import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { MarketplaceOrder, OrderBatch, OrderWindow } from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { bareList, int } from '../wire.ts'
import type { Client1688 } from './client.ts'
import { readOrders } from './order-map.ts'
import { text1688 } from './time.ts'

/** No cap is published; a week keeps pages few enough to read in one go. */
export const ORDER_WINDOW_MS = 7 * 86_400_000
const PAGE_SIZE = 50

const listAnswer = z.object({ result: bareList, totalRecord: int.catch(0) })
const viewAnswer = z.object({ result: z.unknown().optional() })
/** 1688's error codes for an order that does not exist or is not ours. */
const NOT_OURS = /not\s?exist|notfound|not found|nopermission|不存在|^404$/i

/** `alibaba.trade.get.buyerView` by the platform's id or by our own key; null when there is none. */
export async function viewOrder(
  client: Client1688,
  shop: ShopCredentials,
  by: { readonly orderId: string } | { readonly outOrderId: string },
  signal?: AbortSignal,
) {
  try {
    const { result } = await client.call({
      shop,
      method: 'com.alibaba.trade:alibaba.trade.get.buyerView',
      params: { webSite: '1688', ...by },
      answer: viewAnswer,
      signal,
    })
    if (result === undefined || result === null) return null
    const { orders, rows, unreadable } = readOrders([result])
    if (unreadable[0])
      throw new Rejected({
        upstream: 'ALIBABA_1688',
        message: `order: ${unreadable[0].message}`,
        code: 'unreadable-record',
      })
    const [order] = orders
    const [row] = rows
    return order && row ? { order, row: row.value } : null
  } catch (error) {
    if (error instanceof Rejected && (NOT_OURS.test(error.code ?? '') || NOT_OURS.test(error.message)))
      return null
    throw error
  }
}

/** Orders that the linked account placed: the open platform shows buyers their own. */
export function orderReads(client: Client1688) {
  async function readOrder(
    shop: ShopCredentials,
    externalId: string,
    signal?: AbortSignal,
  ): Promise<MarketplaceOrder | null> {
    return (await viewOrder(client, shop, { orderId: externalId }, signal))?.order ?? null
  }

  async function* orders(
    shop: ShopCredentials,
    { unchanged, ...window }: OrderWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OrderBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS)) {
      const pages = lastToFirst('ALIBABA_1688', PAGE_SIZE, async (page) => {
        const answer = await client.call({
          shop,
          method: 'com.alibaba.trade:alibaba.trade.getBuyerOrderList',
          params: {
            page,
            pageSize: PAGE_SIZE,
            modifyStartTime: text1688(slice.from),
            modifyEndTime: text1688(slice.to),
            isHis: 'false',
          },
          answer: listAnswer,
          items: PAGE_SIZE,
          signal,
        })
        return { rows: answer.result, total: answer.totalRecord }
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
