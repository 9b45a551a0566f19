import { z } from 'zod'
import { parseLossless } from '../json-answer.ts'
import type { PushMessage, WebhookReceiver, WebhookReply } from '../push.ts'
import { sameSignature } from '../same-signature.ts'
import { epochMs, id, none } from '../wire.ts'
import { sign1688 } from './sign.ts'

const reply = (status: number, body = ''): WebhookReply => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
})

const maybeId = id.optional().catch(undefined)
const message = z.object({
  msgId: id,
  type: z.string(),
  gmtBorn: none(epochMs).optional().catch(null),
  userInfo: none(z.string()).optional().catch(null),
  data: z.looseObject({ orderId: maybeId, offerId: maybeId }).catch({}),
})
const stockChanges = z.object({
  OfferInventoryChangeList: z.array(z.object({ offerId: id, skuId: maybeId })),
})
const trace = z.object({
  OrderLogisticsTracingModel: z.object({ orderLogsItems: z.array(z.object({ orderId: id })).catch([]) }),
})

/** 1688's push (protocols.md 3.7): a form of `message` and its signature, over the text as it was sent. */
export function webhook1688(appSecret: string): WebhookReceiver {
  return {
    receive({ query, body }) {
      const form = Object.fromEntries([...query, ...new URLSearchParams(Buffer.from(body).toString('utf8'))])
      const { _aop_signature: given = '', message: json = '' } = form
      if (!sameSignature(given, sign1688('', form, appSecret))) {
        return {
          ok: false,
          reason: 'signature',
          detail: 'the signature does not fit the message',
          reply: reply(401, 'bad signature'),
        }
      }
      let parsed: z.output<typeof message>
      try {
        parsed = message.parse(parseLossless(json))
      } catch {
        return {
          ok: false,
          reason: 'malformed',
          detail: 'the message is not what 1688 sends',
          reply: reply(400, 'bad message'),
        }
      }
      return { ok: true, events: toMessages(parsed), accept: reply(204), refuse: reply(500, 'not stored') }
    },
  }
}

/** One push can name several offers; each becomes a message of its own under a derived id. */
function toMessages({ msgId, type, gmtBorn, userInfo, data }: z.output<typeof message>): PushMessage[] {
  const about = aboutOf(type)
  const head = {
    topic: type,
    about,
    externalShopId: userInfo ?? null,
    refundId: null,
    sentAt: gmtBorn ?? null,
  }
  const changes = stockChanges.safeParse(data)
  if (changes.success) {
    return changes.data.OfferInventoryChangeList.map(({ offerId, skuId }, index) => ({
      ...head,
      id: index === 0 ? msgId : `${msgId}#${index}`,
      orderId: null,
      offerId,
      skuId: skuId ?? null,
    }))
  }
  const tracked = trace.safeParse(data).data?.OrderLogisticsTracingModel.orderLogsItems[0]?.orderId
  return [
    {
      ...head,
      id: msgId,
      orderId: data.orderId ?? tracked ?? null,
      offerId: data.offerId ?? null,
      skuId: null,
    },
  ]
}

function aboutOf(type: string): PushMessage['about'] {
  if (type.startsWith('LOGISTICS_')) return 'logistics'
  if (type.includes('REFUND')) return 'refund'
  if (type.startsWith('ORDER_')) return 'order'
  if (type === 'PRODUCT_PRODUCT_INVENTORY_CHANGE') return 'stock'
  return type.startsWith('PRODUCT_') ? 'offer' : 'other'
}
