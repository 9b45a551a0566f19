import { createHash } from 'node:crypto'
import { decodeText } from '../decode-text.ts'
import { instantOfGmt8 } from '../gmt8.ts'
import { issuesOf } from '../json-answer.ts'
import type { WebhookReply, WebhookRequest, WebhookVerdict } from '../push.ts'
import { readXml } from '../read-xml.ts'
import { sameSignature } from '../same-signature.ts'
import type { WarehouseEvent } from '../warehouse.ts'
import { CALLBACKS, type Head } from './callback-map.ts'
import { signQimen } from './sign.ts'
import { writeXml } from './xml.ts'

/** Receivers reject what is older; the same grace for clocks that run ahead (protocols.md 4.2). */
const REPLAY_WINDOW_MS = 10 * 60_000

function reply(flag: 'success' | 'failure', code: string, message: string): WebhookReply {
  return {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body: writeXml('response', { flag, code, message }),
  }
}

function refused(
  reason: 'signature' | 'stale' | 'malformed',
  detail: string,
): WebhookVerdict<WarehouseEvent> {
  return { ok: false, reason, detail, reply: reply('failure', reason, detail) }
}

/** Callbacks of the WMS: verified over the bytes that came, then read. */
export function qimenCallbacks({ appSecret, now }: { appSecret: string; now: () => number }) {
  return function receive({ query, headers, body }: WebhookRequest): WebhookVerdict<WarehouseEvent> {
    const params = Object.fromEntries(query)
    if (!sameSignature(params.sign ?? '', signQimen(params, body, appSecret)))
      return refused('signature', 'the signature does not fit')
    const sent = instantOfGmt8(params.timestamp ?? '')
    if (!sent || Math.abs(now() - sent.getTime()) > REPLAY_WINDOW_MS)
      return refused('stale', 'the timestamp is more than ten minutes off')
    const method = (params.method ?? '').replace(/^taobao\.qimen\./, '')
    if (!Object.hasOwn(CALLBACKS, method))
      return refused('malformed', `method ${method.slice(0, 60)} is not one we receive`)
    let request: unknown
    try {
      request = readXml(decodeText(body, String(headers['content-type'] ?? ''))).request
    } catch {
      return refused('malformed', 'the body is not a readable XML document')
    }
    const result = CALLBACKS[method as keyof typeof CALLBACKS].safeParse(request)
    if (!result.success) return refused('malformed', issuesOf(result.error))
    const head: Head = {
      customerId: params.customerId ?? null,
      id: (outBizCode) => `${method}:${outBizCode || digest(body)}`,
    }
    return {
      ok: true,
      events: [result.data(head)],
      accept: reply('success', '0', 'ok'),
      refuse: reply('failure', 'BUSY', 'not stored, send again'),
    }
  }
}

/** Names a message that carries no code of its own: the same bytes are the same message. */
const digest = (body: Uint8Array) => createHash('sha256').update(body).digest('hex').slice(0, 32)
