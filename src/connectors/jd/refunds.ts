import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import type { ModifiedWindow, Refund, RefundBatch } from '../marketplace.ts'
import { lastToFirst, slices } from '../pages.ts'
import { anyTimeGmt8, bareList, id, int, none, readRows, text, yuan } from '../wire.ts'
import type { JdClient } from './client.ts'
import { ORDER_WINDOW_MS } from './orders.ts'

const PAGE_SIZE = 50

/** 0 waits for the seller, 1 was agreed, 2 refused, 3 paid out. Others are kept as the raw word. */
const STATUS: Readonly<Record<string, Refund['status']>> = {
  0: 'REQUESTED',
  1: 'AGREED',
  2: 'REFUSED',
  3: 'SUCCEEDED',
}

const page = z.object({ queryResult: z.object({ result: bareList, totalCount: int.catch(0) }) })
const refund = z.object({
  id,
  orderId: id,
  applyRefundSum: none(yuan).optional(),
  status: text,
  applyTime: none(anyTimeGmt8).optional(),
  checkTime: none(anyTimeGmt8).optional(),
})

/** Refund requests of one shop by the time they were made: JD offers no modified time here. */
export function refundReads(client: JdClient) {
  return async function* refunds(
    shop: ShopCredentials,
    window: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<RefundBatch> {
    for (const slice of slices(window, ORDER_WINDOW_MS)) {
      const pages = lastToFirst('JD', PAGE_SIZE, async (pageIndex) => {
        const { queryResult } = await client.call({
          shop,
          method: 'jingdong.pop.afs.soa.refundapply.queryPageList',
          params: {
            applyTimeStart: gmt8Text(slice.from),
            applyTimeEnd: gmt8Text(slice.to),
            pageIndex,
            pageSize: PAGE_SIZE,
          },
          answer: page,
          items: PAGE_SIZE,
          signal,
        })
        return { rows: queryResult.result, total: queryResult.totalCount }
      })
      for await (const rows of pages) {
        const { good, unreadable } = readRows(refund, rows, 'id')
        yield { refunds: good.map(({ value }) => toRefund(value)), unreadable }
      }
    }
  }
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
