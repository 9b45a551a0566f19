import type { ConsumerEvent, ConsumerLine, ConsumerOrder } from '../state/consumer-order.ts'
import { paymentFen } from '../state/consumer-order.ts'
import { stableNumber } from '../state/ids.ts'
import type { StockChange } from '../state/shelf.ts'
import type { SandboxState } from '../state/state.ts'
import { chinaTime, yuan } from '../wire/china-time.ts'
import { TRADE_STATUS } from './trade-shape.ts'

const TOPIC: Readonly<Record<ConsumerEvent, string>> = {
  created: 'taobao_trade_TradeCreate',
  paid: 'taobao_trade_TradeBuyerPay',
  shipped: 'taobao_trade_TradeSellerShip',
  'part-shipped': 'taobao_trade_TradePartlySellerShip',
  finished: 'taobao_trade_TradeSuccess',
  closed: 'taobao_trade_TradeClose',
  'refund-created': 'taobao_refund_RefundCreated',
  'refund-agreed': 'taobao_refund_RefundSellerAgreeAgreement',
  'refund-refused': 'taobao_refund_RefundSellerRefuseAgreement',
  'refund-done': 'taobao_refund_RefundSuccess',
  'refund-closed': 'taobao_refund_RefundClosed',
}

function tradeContent(order: ConsumerOrder): Record<string, unknown> {
  return {
    tid: BigInt(order.id),
    oid: BigInt(order.lines[0]?.id ?? order.id),
    payment: yuan(paymentFen(order)),
    post_fee: yuan(order.postFen),
    seller_nick: order.shop,
    buyer_nick: order.buyer,
    buyer_open_uid: `AAH${stableNumber(order.buyer).toString(36)}`,
    status: TRADE_STATUS[order.status],
    type: 'guarantee_trade',
  }
}

function refundContent(order: ConsumerOrder, line: ConsumerLine): Record<string, unknown> {
  const { refund } = line
  return {
    refund_id: BigInt(refund?.id ?? 0),
    tid: BigInt(order.id),
    oid: BigInt(line.id),
    buyer_refund_fee: yuan(refund?.feeFen ?? 0),
    biz_claim_type: refund?.withReturn ? 'REFUND_AND_RETURN' : 'REFUND',
    dispute_type: 'REFUND',
    create: chinaTime(refund?.created ?? order.modified),
    modified: chinaTime(refund?.modified ?? order.modified),
  }
}

function stockContent({ item, sku, delta }: StockChange): Record<string, unknown> {
  return {
    num_iid: BigInt(item.externalId),
    sku_id: BigInt(sku.externalSkuId),
    num: item.skus.reduce((sum, each) => sum + each.quantity, 0),
    sku_num: sku.quantity,
    increment: delta,
    changed_fields: 'num',
    price: yuan(sku.priceFen),
    nick: item.shop,
    status: item.onSale ? 'onsale' : 'instock',
  }
}

/** Turns what happens in Taobao shops into TMC messages, for the topics that the shop's owner permitted. */
export function postTmc(state: SandboxState): void {
  const add = (shop: string, topic: string, content: Record<string, unknown>) => {
    const permitted = state.topics.get(shop)
    if (permitted === undefined || permitted.includes(topic)) state.mail.add('TAOBAO', shop, topic, content)
  }
  state.orders.onEvent((event, order, line) => {
    if (order.platform !== 'TAOBAO') return
    add(order.shop, TOPIC[event], line ? refundContent(order, line) : tradeContent(order))
  })
  state.shelf.onChange((change) => {
    const { item, sku } = change
    if (item.platform !== 'TAOBAO') return
    add(item.shop, 'taobao_item_ItemStockChanged', stockContent(change))
    if (sku.quantity === 0) add(item.shop, 'taobao_item_ItemSkuZeroStock', stockContent(change))
  })
}
