import type { ConsumerLine, ConsumerOrder } from '../state/consumer-order.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'
import { pageOf, select, type TopMethod, wrapped } from './top-call.ts'
import { REFUND_STATUS } from './trade-shape.ts'

function refundRow(order: ConsumerOrder, line: ConsumerLine): Record<string, unknown> {
  const { refund } = line
  if (!refund) return {}
  return {
    refund_id: refund.id,
    tid: BigInt(order.id),
    oid: BigInt(line.id),
    num_iid: BigInt(line.item.externalId),
    sku: `${line.sku.externalSkuId}|${line.sku.attributes.map((a) => `${a.nameZh}:${a.valueZh}`).join(';')}`,
    refund_fee: yuan(refund.feeFen),
    status: REFUND_STATUS[refund.status],
    good_status: line.shipped ? 'BUYER_RECEIVED' : 'BUYER_NOT_RECEIVED',
    has_good_return: refund.withReturn,
    refund_phase: 'onsale',
    refund_version: BigInt(refund.modified.getTime()),
    created: chinaTime(refund.created),
    modified: chinaTime(refund.modified),
    dispute_type: refund.withReturn ? 'REFUND_AND_RETURN' : 'REFUND',
    reason: refund.reason,
  }
}

const receiveGet: TopMethod = (call) => {
  const fields = call.fields()
  const { from, size } = pageOf(call, 100)
  const start = call.time('start_modified')
  const end = call.time('end_modified')
  const status = call.text('status')
  const found = call.state.orders
    .list('TAOBAO', call.shop)
    .flatMap((order) => order.lines.map((line) => ({ order, line, refund: line.refund })))
    .filter(({ refund }) => refund !== undefined && (!start || refund.modified >= start))
    .filter(({ refund }) => refund !== undefined && (!end || refund.modified <= end))
    .filter(({ refund }) => status === undefined || (refund && REFUND_STATUS[refund.status] === status))
    .sort((a, b) => (b.refund?.modified.getTime() ?? 0) - (a.refund?.modified.getTime() ?? 0))
  const rows = found.slice(from, from + size).map(({ order, line }) => select(refundRow(order, line), fields))
  return {
    ...wrapped('refunds', 'refund', rows),
    ...(call.flag('use_has_next')
      ? { has_next: found.length > from + size }
      : { total_results: found.length }),
  }
}

/** Refunds that consumers ask of the shop. */
export const refundReads: Readonly<Record<string, TopMethod>> = {
  'taobao.refunds.receive.get': receiveGet,
}
