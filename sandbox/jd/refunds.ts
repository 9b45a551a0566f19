import type { ConsumerRefund, RefundStatus } from '../state/consumer-order.ts'
import { chinaTime } from '../wire/china-time.ts'
import type { JdMethod } from './jd-call.ts'

/** 0 to be examined, 1 agreed, 2 refused, 3 paid back, 11 withdrawn by the buyer. */
const STATUS: Readonly<Record<RefundStatus, number>> = {
  ASKED: 0,
  AGREED: 1,
  REFUSED: 2,
  DONE: 3,
  WITHDRAWN: 11,
}

const refundRow = (refund: ConsumerRefund, buyer: string) => ({
  id: BigInt(refund.id),
  orderId: refund.orderId,
  buyerId: buyer,
  buyerName: buyer,
  applyTime: chinaTime(refund.created),
  /** In fen, unlike the sums of orders. */
  applyRefundSum: refund.feeFen,
  status: STATUS[refund.status],
  checkTime: refund.status === 'ASKED' ? '' : chinaTime(refund.modified),
  reason: refund.reason,
})

const queryPageList: JdMethod = (call) => {
  const from = call.time('applyTimeStart')
  const to = call.time('applyTimeEnd')
  const checkedFrom = call.time('checkTimeStart')
  const checkedTo = call.time('checkTimeEnd')
  const orderId = call.text('orderId')
  const ids = call.list('ids')
  const status = call.text('status')
  const page = call.number('pageIndex', 1, 1, 1_000_000)
  const size = call.number('pageSize', 10, 1, 50)
  const rows = call.state.orders
    .list('JD', call.shop)
    .flatMap((order) => order.lines.flatMap(({ refund }) => (refund ? [{ refund, buyer: order.buyer }] : [])))
    .filter(({ refund }) => orderId === undefined || refund.orderId === orderId)
    .filter(({ refund }) => ids === undefined || ids.includes(refund.id))
    .filter(({ refund }) => status === undefined || String(STATUS[refund.status]) === status)
    .filter(({ refund }) => (!from || refund.created >= from) && (!to || refund.created <= to))
    .filter(({ refund }) => !checkedFrom || (refund.status !== 'ASKED' && refund.modified >= checkedFrom))
    .filter(({ refund }) => !checkedTo || refund.modified <= checkedTo)
  const result = rows
    .slice((page - 1) * size, page * size)
    .map(({ refund, buyer }) => refundRow(refund, buyer))
  return { queryResult: { success: true, totalCount: rows.length, result } }
}

/** Refund applications of the shop's consumers. */
export const refundMethods: Readonly<Record<string, JdMethod>> = {
  'jingdong.pop.afs.soa.refundapply.queryPageList': queryPageList,
}
