import type { ConsumerOrder } from '../state/consumer-order.ts'
import { pageOf, select, type TopCall, type TopMethod, wrapped } from './top-call.ts'
import { invalidArgument, missingArgument, remoteRefusal } from './top-refusal.ts'
import { TRADE_STATUS, tradeRow } from './trade-shape.ts'

const DAY_MS = 86_400_000
const THREE_MONTHS_MS = 92 * DAY_MS

type Clock = 'created' | 'modified'

/** One page, newest first. With `use_has_next` there is `has_next` and no `total_results` (protocols.md 1.7). */
function paged(call: TopCall, orders: ConsumerOrder[], by: Clock): Record<string, unknown> {
  const fields = call.fields()
  const { from, size } = pageOf(call, 100)
  const sorted = orders.sort((a, b) => b[by].getTime() - a[by].getTime() || (a.id < b.id ? 1 : -1))
  const rows = sorted.slice(from, from + size).map((order) => select(tradeRow(order, false), fields))
  return {
    ...wrapped('trades', 'trade', rows),
    ...(call.flag('use_has_next')
      ? { has_next: sorted.length > from + size }
      : { total_results: sorted.length }),
  }
}

function within(call: TopCall, by: Clock, from: Date, to: Date): ConsumerOrder[] {
  const status = call.text('status')
  const buyer = call.text('buyer_nick')
  return call.state.orders
    .list('TAOBAO', call.shop)
    .filter((order) => order[by] >= from && order[by] <= to)
    .filter((order) => status === undefined || TRADE_STATUS[order.status] === status)
    .filter((order) => buyer === undefined || order.buyer === buyer)
}

const soldGet: TopMethod = (call) => {
  const to = call.time('end_created') ?? call.now
  const earliest = new Date(call.now.getTime() - THREE_MONTHS_MS)
  const from = call.time('start_created') ?? earliest
  if (from < earliest) throw invalidArgument('start_created', 'trades of the last three months only')
  return paged(call, within(call, 'created', from, to), 'created')
}

/** A window of at most one day; both ends are required. */
const byWindow =
  (by: Clock, startName: string, endName: string): TopMethod =>
  (call) => {
    const from = call.time(startName)
    const to = call.time(endName)
    if (!from) throw missingArgument(startName)
    if (!to) throw missingArgument(endName)
    if (from > to) throw invalidArgument(startName, `${startName} is after ${endName}`)
    if (to.getTime() - from.getTime() > DAY_MS)
      throw invalidArgument(endName, 'the window must not be over one day')
    return paged(call, within(call, by, from, to), by)
  }

/** A trade of the calling shop; throws when there is none. */
export function ownTrade(call: TopCall): ConsumerOrder {
  const tid = call.required('tid')
  const order = call.state.orders.find('TAOBAO', tid)
  if (order?.shop !== call.shop) throw remoteRefusal('isv.trade-not-exist', `no trade ${tid}`)
  return order
}

const fullinfo: TopMethod = (call) => {
  const fields = call.fields()
  return { trade: select(tradeRow(ownTrade(call), true), fields) }
}

/** Trades, in lists and one by one. */
export const tradeReads: Readonly<Record<string, TopMethod>> = {
  'taobao.trades.sold.get': soldGet,
  'taobao.trades.sold.increment.get': byWindow('modified', 'start_modified', 'end_modified'),
  'taobao.trades.sold.incrementv.get': byWindow('created', 'start_create', 'end_create'),
  'taobao.trade.fullinfo.get': fullinfo,
}
