import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import type { ModifiedWindow, Refund, RefundBatch } from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { flag, id, int, none, readRows, timeGmt8, wrapped, yuan } from '../wire.ts'
import type { TopClient } from './client.ts'
import { ORDER_WINDOW_MS } from './orders.ts'
import { refundState } from './refund-state.ts'

const PAGE_SIZE = 100
const FIELDS = 'refund_id,tid,oid,refund_fee,status,good_status,has_good_return,created,modified'

const page = z.object({ refunds: wrapped('refund'), total_results: int.catch(0) })
const refund = z.object({
  refund_id: id,
  tid: id,
  oid: none(id).optional(),
  refund_fee: yuan,
  status: z.string(),
  has_good_return: flag.catch(false),
  created: none(timeGmt8).optional(),
  modified: none(timeGmt8).optional(),
})

/** Refunds of one shop by modified time. */
export function refundReads(client: TopClient) {
  return async function* refunds(
    shop: ShopCredentials,
    window: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<RefundBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS)) {
      const pages = lastToFirst('TAOBAO', PAGE_SIZE, async (number, counted) => {
        const answer = await client.call({
          shop,
          method: 'taobao.refunds.receive.get',
          params: {
            fields: FIELDS,
            start_modified: gmt8Text(slice.from),
            end_modified: gmt8Text(slice.to),
            page_no: number,
            page_size: PAGE_SIZE,
            use_has_next: counted ? 'false' : 'true',
          },
          answer: page,
          items: PAGE_SIZE,
          signal,
        })
        return { rows: answer.refunds, total: answer.total_results }
      })
      for await (const rows of pages) {
        const { good, unreadable } = readRows(refund, rows, 'refund_id')
        yield { refunds: good.map(({ value }) => toRefund(value)), unreadable }
      }
    }
  }
}

function toRefund(row: z.output<typeof refund>): Refund {
  return {
    externalId: row.refund_id,
    orderId: row.tid,
    lineId: row.oid ?? null,
    amount: row.refund_fee,
    status: refundState(row.status),
    rawStatus: row.status,
    goodsReturned: row.has_good_return,
    createdAt: row.created ?? null,
    modifiedAt: row.modified ?? null,
  }
}
