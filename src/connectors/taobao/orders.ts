import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import { mapLimited } from '../map-limited.ts'
import type {
  MarketplaceOrder,
  OrderBatch,
  OrderHead,
  OrderWindow,
  UnreadableRecord,
} from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { int, wrapped } from '../wire.ts'
import type { TopClient } from './client.ts'
import { HEAD_FIELDS, readHeads, readTrades, TRADE_FIELDS } from './order-map.ts'

/** Longest window of `trades.sold.increment.get` (protocols.md 1.7). */
export const ORDER_WINDOW_MS = 86_400_000
const PAGE_SIZE = 50
/** Calls under way together, and so waiting for their turn: few, because many workers share one rate. */
const DETAILS_AT_ONCE = 8

const tradePage = z.object({ trades: wrapped('trade'), total_results: int.catch(0) })
const tradeAnswer = z.object({ trade: z.unknown().optional() })

/** "isv.trade-not-exist" and its like, with or without a suffix. */
const isNotExist = (error: unknown) => error instanceof Rejected && /^isv\..*not-exist/.test(error.code ?? '')

/** Trades of one shop. */
export function orderReads(client: TopClient) {
  /** The present trade, or why its record is unreadable; null when there is none. */
  async function readTrade(
    shop: ShopCredentials,
    tid: string,
    signal?: AbortSignal,
  ): Promise<{ order: MarketplaceOrder } | { unreadable: UnreadableRecord } | null> {
    try {
      const { trade } = await client.call({
        shop,
        method: 'taobao.trade.fullinfo.get',
        params: { fields: TRADE_FIELDS, tid, include_oaid: 'true' },
        answer: tradeAnswer,
        signal,
      })
      if (trade === undefined || trade === null) return null
      const { orders, unreadable } = readTrades([trade])
      const [order] = orders
      return order ? { order } : { unreadable: { ...(unreadable[0] as UnreadableRecord), externalId: tid } }
    } catch (error) {
      if (isNotExist(error)) return null
      throw error
    }
  }

  async function readOrder(
    shop: ShopCredentials,
    externalId: string,
    signal?: AbortSignal,
  ): Promise<MarketplaceOrder | null> {
    const result = await readTrade(shop, externalId, signal)
    if (result === null) return null
    if ('order' in result) return result.order
    throw new Rejected({
      upstream: 'TAOBAO',
      message: `trade ${externalId}: ${result.unreadable.message}`,
      code: 'unreadable-record',
    })
  }

  /** Details of the heads that changed. A trade that the call refuses is reported as unreadable; the others are kept. */
  async function details(
    shop: ShopCredentials,
    heads: readonly OrderHead[],
    signal?: AbortSignal,
  ): Promise<OrderBatch> {
    const results = await mapLimited(heads, DETAILS_AT_ONCE, async ({ externalId }) => {
      try {
        return (
          (await readTrade(shop, externalId, signal)) ??
          missing(externalId, 'listed, but its details are not to be had')
        )
      } catch (error) {
        if (error instanceof Rejected) return missing(externalId, error.message)
        throw error
      }
    })
    return {
      orders: results.flatMap((result) => ('order' in result ? [result.order] : [])),
      unreadable: results.flatMap((result) => ('unreadable' in result ? [result.unreadable] : [])),
    }
  }

  async function* orders(
    shop: ShopCredentials,
    { unchanged, ...window }: OrderWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OrderBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS)) {
      const pages = lastToFirst('TAOBAO', PAGE_SIZE, async (page, counted) => {
        const answer = await client.call({
          shop,
          method: 'taobao.trades.sold.increment.get',
          params: {
            fields: HEAD_FIELDS,
            start_modified: gmt8Text(slice.from),
            end_modified: gmt8Text(slice.to),
            page_no: page,
            page_size: PAGE_SIZE,
            // Counting costs TOP about five times the page itself.
            use_has_next: counted ? 'false' : 'true',
          },
          answer: tradePage,
          items: PAGE_SIZE,
          signal,
        })
        return { rows: answer.trades, total: answer.total_results }
      })
      const seen = new Set<string>()
      for await (const rows of pages) {
        const { heads, unreadable } = readHeads(rows)
        const fresh = heads.filter(({ externalId, modifiedAt }) => {
          const version = `${externalId} ${modifiedAt?.getTime()}`
          return !seen.has(version) && seen.add(version)
        })
        const known = (await unchanged?.(fresh)) ?? new Set<string>()
        const batch = await details(
          shop,
          fresh.filter(({ externalId }) => !known.has(externalId)),
          signal,
        )
        yield { orders: batch.orders, unreadable: [...unreadable, ...batch.unreadable] }
      }
    }
  }

  return { readOrder, orders }
}

function missing(externalId: string, message: string): { unreadable: UnreadableRecord } {
  return { unreadable: { externalId, message, payload: null } }
}
