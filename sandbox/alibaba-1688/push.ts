import { CREDENTIALS } from '../credentials.ts'
import type { PurchaseEvent } from '../state/purchase.ts'
import type { SandboxState } from '../state/state.ts'
import { chinaTime } from '../wire/china-time.ts'
import { toJson } from '../wire/json.ts'
import { hmacSha1, joinSorted } from '../wire/sign.ts'
import { logisticsId, TRACE_STATUS } from './logistics.ts'
import { ORDER_STATUS } from './order-views.ts'
import { pushEnvelope } from './push-queue.ts'

/** `COMFIRM` is spelt so on the wire (protocols.md 3.7). */
const ORDER_TOPIC: Readonly<Partial<Record<PurchaseEvent, string>>> = {
  created: 'ORDER_BUYER_VIEW_BUYER_MAKE',
  paid: 'ORDER_BUYER_VIEW_ORDER_PAY',
  shipped: 'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS',
  finished: 'ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS',
  cancelled: 'ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE',
}

/** Turns what happens to 1688 orders, parcels and stock into push messages: into the queue, and out as webhooks. */
export function push1688(state: SandboxState): void {
  state.purchases.onEvent((event, purchase) => {
    if (purchase.platform !== 'ALIBABA_1688') return
    const topic = ORDER_TOPIC[event]
    if (topic)
      send(state, purchase.buyer, topic, {
        orderId: BigInt(purchase.id),
        currentStatus: ORDER_STATUS[purchase.status],
        msgSendTime: chinaTime(state.clock.now()),
        buyerMemberId: `b2b-${purchase.buyer}`,
        sellerMemberId: purchase.supplier,
      })
    if (event !== 'trace' && event !== 'signed') return
    for (const parcel of purchase.parcels)
      send(state, purchase.buyer, 'LOGISTICS_BUYER_VIEW_TRACE', {
        OrderLogisticsTracingModel: {
          orderId: BigInt(purchase.id),
          logisticsId: logisticsId(parcel),
          cpCode: parcel.carrier,
          mailNo: parcel.number,
          statusChanged: TRACE_STATUS[parcel.events.at(-1)?.step ?? 'SHIPPED'],
          changeTime: chinaTime(state.clock.now()),
        },
      })
  })
  state.shelf.onChange(({ item, sku, delta }) => {
    if (item.platform !== 'ALIBABA_1688') return
    send(state, item.shop, 'PRODUCT_PRODUCT_INVENTORY_CHANGE', {
      OfferInventoryChangeList: [
        {
          offerId: BigInt(item.externalId),
          offerOnSale: item.skus.reduce((sum, each) => sum + each.quantity, 0),
          skuId: BigInt(sku.externalSkuId),
          skuOnSale: sku.quantity,
          quantity: delta,
          bizTime: chinaTime(state.clock.now()),
        },
      ],
    })
  })
}

/** Webhook: a form of `message` and `_aop_signature`, signed without any path; 2xx takes it (protocols.md 3.7). */
function send(state: SandboxState, shop: string, topic: string, data: Record<string, unknown>): void {
  const mail = state.mail.add('ALIBABA_1688', shop, topic, data)
  const message = toJson(pushEnvelope(mail))
  const _aop_signature = hmacSha1(CREDENTIALS.ALIBABA_1688.secret, joinSorted([['message', message]]))
  state.postman.send({
    platform: 'ALIBABA_1688',
    about: `${topic} ${mail.id}`,
    build: (url) => ({
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: new URLSearchParams({ message, _aop_signature }).toString(),
    }),
    done: () => state.mail.confirm('ALIBABA_1688', [mail.id]),
  })
}
