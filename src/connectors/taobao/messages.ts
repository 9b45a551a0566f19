import { z } from 'zod'
import { parseLossless } from '../json-answer.ts'
import type { MessageQueue, PushMessage } from '../push.ts'
import { flag, id, none, readRows, timeGmt8, wrapped } from '../wire.ts'
import type { TopClient } from './client.ts'

/** Most messages per `consume` and ids per `confirm` (protocols.md 1.9). */
const BATCH = 200

const messages = z.object({ messages: wrapped('tmc_message') })
const confirmed = z.object({ is_success: flag.catch(true) })
const message = z.object({
  id,
  topic: z.string(),
  pub_time: none(timeGmt8).catch(null),
  user_id: none(id).catch(null),
  content: z.string().catch('{}'),
})
const content = z.object({
  tid: id.optional().catch(undefined),
  num_iid: id.optional().catch(undefined),
  sku_id: id.optional().catch(undefined),
  refund_id: id.optional().catch(undefined),
})

/**
 * The TMC queue of the app over HTTP: all shops that permitted it. A message says only which record to read again, so
 * a content that cannot be read is passed on without ids, to be confirmed like the others instead of coming forever.
 */
export function messageQueue(client: TopClient, group = 'default'): MessageQueue {
  return {
    batch: BATCH,
    async consume(signal) {
      const answer = await client.call({
        shop: null,
        method: 'taobao.tmc.messages.consume',
        params: { group_name: group, quantity: BATCH },
        answer: messages,
        items: BATCH,
        signal,
      })
      const { good, unreadable } = readRows(message, answer.messages, 'id')
      const bare = unreadable.flatMap(({ externalId }) =>
        externalId === null
          ? []
          : [
              toMessage({
                id: externalId,
                topic: 'unreadable',
                pub_time: null,
                user_id: null,
                content: '{}',
              }),
            ],
      )
      return [...good.map(({ value }) => toMessage(value)), ...bare]
    },
    async confirm(ids, signal) {
      for (let start = 0; start < ids.length; start += BATCH) {
        const batch = ids.slice(start, start + BATCH)
        await client.call({
          shop: null,
          method: 'taobao.tmc.messages.confirm',
          params: { group_name: group, s_message_ids: batch.join(',') },
          answer: confirmed,
          items: batch.length,
          signal,
        })
      }
    },
  }
}

function toMessage({ id, topic, pub_time, user_id, content: json }: z.output<typeof message>): PushMessage {
  const named = namedIn(json)
  return {
    id,
    topic,
    about: aboutOf(topic),
    externalShopId: user_id,
    orderId: named.tid ?? null,
    offerId: named.num_iid ?? null,
    skuId: named.sku_id ?? null,
    refundId: named.refund_id ?? null,
    sentAt: pub_time,
  }
}

function namedIn(json: string): z.output<typeof content> {
  try {
    return content.catch({}).parse(parseLossless(json))
  } catch {
    return {}
  }
}

function aboutOf(topic: string): PushMessage['about'] {
  if (topic.startsWith('taobao_trade_')) return 'order'
  if (topic.startsWith('taobao_refund_')) return 'refund'
  if (/^taobao_item_Item(Sku)?(Stock|ZeroStock)/.test(topic)) return 'stock'
  return topic.startsWith('taobao_item_') ? 'offer' : 'other'
}
