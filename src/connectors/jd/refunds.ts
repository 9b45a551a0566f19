import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import type { ModifiedWindow, Refund, RefundBatch } from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { anyTimeGmt8, bareList, fen, id, int, none, readRows, text } from '../wire.ts'
import { assertDone, type JdClient } from './client.ts'
import { ORDER_WINDOW_MS } from './orders.ts'

const PAGE_SIZE = 50

/** Asked for before it was sent, by an order's number: 取消订单. 3 is paid out, 11 withdrawn by the buyer. */
const STATUS: Readonly<Record<string, Refund['status']>> = {
  0: 'REQUESTED',
  1: 'AGREED',
  2: 'REFUSED',
  3: 'SUCCEEDED',
  // The platform's finance refused what the seller had agreed to.
  4: 'CLOSED',
  5: 'AGREED',
  // Stopped on its way, or the order closed by the platform, and the money given back.
  6: 'SUCCEEDED',
  9: 'SUCCEEDED',
  // The carrier was asked to stop it: it did, could not, or is being asked.
  7: 'AGREED',
  8: 'REQUESTED',
  10: 'REQUESTED',
  11: 'CLOSED',
  18: 'CLOSED',
}

const page = z.object({ queryResult: z.looseObject({ result: bareList, totalCount: int.catch(0) }) })
const refund = z.object({
  id,
  orderId: id,
  // In fen, unlike the sums of orders.
  applyRefundSum: none(fen).optional(),
  status: text,
  applyTime: none(anyTimeGmt8).optional(),
  checkTime: none(anyTimeGmt8).optional(),
})

/** Refund requests of one shop by the time they were made, JD offers no modified time here; or by id. */
export function refundReads(client: JdClient) {
  async function* pages(
    shop: ShopCredentials,
    params: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): AsyncGenerator<RefundBatch> {
    const read = lastToFirst('JD', PAGE_SIZE, async (pageIndex) => {
      const { queryResult } = await client.call({
        shop,
        method: 'jingdong.pop.afs.soa.refundapply.queryPageList',
        params: { ...params, pageIndex, pageSize: PAGE_SIZE },
        answer: page,
        items: PAGE_SIZE,
        signal,
      })
      assertDone(queryResult, 'refunds')
      return { rows: queryResult.result, total: queryResult.totalCount }
    })
    for await (const rows of read) {
      const { good, unreadable } = readRows(refund, rows, 'id')
      yield { refunds: good.map(({ value }) => toRefund(value)), unreadable }
    }
  }

  async function* refunds(
    shop: ShopCredentials,
    window: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<RefundBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS))
      yield* pages(shop, { applyTimeStart: gmt8Text(slice.from), applyTimeEnd: gmt8Text(slice.to) }, signal)
  }

  /** As many ids as a page takes in a call. */
  async function* readRefunds(
    shop: ShopCredentials,
    externalIds: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<RefundBatch> {
    for (let start = 0; start < externalIds.length; start += PAGE_SIZE)
      yield* pages(shop, { ids: externalIds.slice(start, start + PAGE_SIZE).join(',') }, signal)
  }

  return { refunds, readRefunds }
}

function toRefund(row: z.output<typeof refund>): Refund {
  return {
    externalId: row.id,
    orderId: row.orderId,
    lineId: null,
    amount: row.applyRefundSum ?? money(0),
    status: STATUS[row.status] ?? 'UNKNOWN',
    rawStatus: row.status,
    goodsReturned: false,
    createdAt: row.applyTime ?? null,
    modifiedAt: row.checkTime ?? row.applyTime ?? null,
  }
}
