import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import type { MessageQueue, PushMessage } from '../push.ts'
import { anyTimeGmt8, bareList, id, none, readRows } from '../wire.ts'
import type { VopClient } from './client.ts'

/** Message types about placed orders (purchasing.md 2.3): split, delivered or refused, cancelled, shipped, payment failed, auto-cancelled, finished. */
const ORDER_TYPES = ['1', '5', '10', '12', '14', '15', '18', '23', '31']
/** Price, on and off sale, pool, goods info. */
const OFFER_TYPES = ['2', '4', '6', '16']
const BATCH = 100

const message = z.object({
  id,
  type: id,
  time: none(anyTimeGmt8).optional().catch(null),
  result: z
    .looseObject({
      orderId: id.optional().catch(undefined),
      jdOrderId: id.optional().catch(undefined),
      skuId: id.optional().catch(undefined),
    })
    .catch({}),
})

/** VOP's queue of one account: messages stay until they are deleted. */
export function vopMessages(client: VopClient, shop: ShopCredentials): MessageQueue {
  return {
    batch: BATCH,
    async consume(signal) {
      const params = { type: [...ORDER_TYPES, ...OFFER_TYPES].join(',') }
      const rows = await client.call({
        shop,
        method: 'message/get',
        params,
        answer: bareList,
        items: BATCH,
        signal,
      })
      const { good, unreadable } = readRows(message, rows, 'id')
      for (const one of unreadable)
        client.upstream.unreadable({
          api: 'jd-vop',
          method: 'message/get',
          externalId: one.externalId,
          message: one.message,
        })
      return good.map(({ value }) => toMessage(value, shop))
    },
    async confirm(ids, signal) {
      for (let start = 0; start < ids.length; start += BATCH) {
        const batch = ids.slice(start, start + BATCH)
        await client.call({
          shop,
          method: 'message/del',
          params: { id: batch.join(',') },
          answer: z.unknown(),
          items: batch.length,
          signal,
        })
      }
    },
  }
}

function toMessage({ id, type, time, result }: z.output<typeof message>, shop: ShopCredentials): PushMessage {
  const about = ORDER_TYPES.includes(type) ? 'order' : OFFER_TYPES.includes(type) ? 'offer' : 'other'
  return {
    id,
    topic: `type ${type}`,
    about,
    externalShopId: shop.externalShopId,
    orderId: result.orderId ?? result.jdOrderId ?? null,
    offerId: null,
    skuId: result.skuId ?? null,
    refundId: null,
    sentAt: time ?? null,
  }
}
