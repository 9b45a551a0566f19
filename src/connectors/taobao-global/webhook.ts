import { z } from 'zod'
import { parseLossless } from '../json-answer.ts'
import type { PushMessage, WebhookReceiver, WebhookReply } from '../push.ts'
import { sameSignature } from '../same-signature.ts'
import { epochMs, id, none } from '../wire.ts'
import { signPush } from './sign.ts'

const reply = (status: number, body: string): WebhookReply => ({
  status,
  contentType: 'application/json',
  body,
})

const maybeId = id.optional().catch(undefined)
const message = z.object({
  seller_id: none(id).optional().catch(null),
  message_type: id,
  data: z
    .looseObject({ purchase_id: maybeId, purchase_order_id: maybeId, item_id: maybeId, refund_id: maybeId })
    .catch({}),
  timestamp: none(epochMs).optional().catch(null),
})

/** Message types seen (purchasing.md 1.6): 3 order status, 8 price change, 9 refund. */
const ABOUT: Readonly<Record<string, PushMessage['about']>> = { 3: 'order', 8: 'offer', 9: 'refund' }

/**
 * Taobao Global's push. There is no message id: the signature, which covers app and body, names a message, so the same
 * message sent again has the same id.
 */
export function globalWebhook(appKey: string, appSecret: string): WebhookReceiver {
  return {
    receive({ headers, body }) {
      const expected = signPush(appKey, body, appSecret)
      if (!sameSignature(headers.authorization ?? '', expected)) {
        return {
          ok: false,
          reason: 'signature',
          detail: 'the signature does not fit the body',
          reply: reply(401, '{"success":false}'),
        }
      }
      let parsed: z.output<typeof message>
      try {
        parsed = message.parse(parseLossless(Buffer.from(body).toString('utf8')))
      } catch {
        return {
          ok: false,
          reason: 'malformed',
          detail: 'the body is no push message',
          reply: reply(400, '{"success":false}'),
        }
      }
      const { data, message_type, seller_id, timestamp } = parsed
      const event: PushMessage = {
        id: expected,
        topic: `message_type ${message_type}`,
        about: ABOUT[message_type] ?? 'other',
        externalShopId: seller_id ?? null,
        orderId: data.purchase_id ?? data.purchase_order_id ?? null,
        offerId: data.item_id ?? null,
        skuId: null,
        refundId: data.refund_id ?? null,
        sentAt: timestamp ?? null,
      }
      return {
        ok: true,
        events: [event],
        accept: reply(200, '{"success":true}'),
        refuse: reply(500, '{"success":false}'),
      }
    },
  }
}
