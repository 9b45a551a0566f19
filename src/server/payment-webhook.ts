import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Handler, sendJson } from './http.ts'
import { rawBody } from './raw-body.ts'
import { pathOf } from './request-path.ts'

/** What was done with an event. */
export interface PaymentVerdict {
  readonly result: 'INVALID' | 'ACCEPTED' | 'RECORDED' | 'MISMATCH' | 'UNKNOWN_ORDER'
  readonly detail: string
  readonly field?: string
  readonly repeated?: boolean
}

export interface PaymentWebhookOptions {
  /** Any of them may have signed: several while one is being replaced. */
  readonly secrets: readonly string[]
  readonly take: (provider: string, body: unknown) => Promise<PaymentVerdict>
  readonly now?: () => Date
}

const PATH = /^\/webhooks\/payment\/([a-z0-9][a-z0-9-]{0,39})$/
const LIMIT = 64 * 1024
/** A message that is older or further ahead than this is somebody's copy, in seconds. */
const WINDOW = 5 * 60

const STATUS: Readonly<Record<PaymentVerdict['result'], number>> = {
  ACCEPTED: 200,
  RECORDED: 200,
  INVALID: 400,
  UNKNOWN_ORDER: 400,
  MISMATCH: 409,
}

/**
 * `POST /webhooks/payment/:provider`. Headers: `haitao-timestamp` (seconds since 1970) and `haitao-signature`
 * (`v1=` and the hex HMAC-SHA256 of `timestamp.body`; several separated by commas). Nothing of an unsigned
 * body is looked at.
 */
export function paymentWebhook({ secrets, take, now = () => new Date() }: PaymentWebhookOptions): Handler {
  return async (req, res) => {
    const provider = PATH.exec(pathOf(req))?.[1]
    if (!provider) return false
    if (secrets.length === 0) {
      sendJson(res, 404, { error: 'Payment events are not taken here: PAYMENT_WEBHOOK_SECRET is not set.' })
      return true
    }
    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST')
      sendJson(res, 405, { error: 'Payment events are posted.' })
      return true
    }
    const body = await rawBody(req, LIMIT)
    if (!body) {
      res.setHeader('connection', 'close')
      sendJson(res, 413, { error: `A payment event has at most ${LIMIT} bytes.` })
      return true
    }
    const refused = refusalOf(req, body, secrets, now())
    if (refused) {
      sendJson(res, 401, { error: refused })
      return true
    }
    const parsed = parseJson(body)
    if (parsed === undefined) {
      sendJson(res, 400, { error: 'The body is not JSON.', field: null })
      return true
    }
    const { result, detail, field, repeated = false } = await take(provider, parsed)
    const status = STATUS[result]
    sendJson(
      res,
      status,
      status === 200
        ? { result, detail, repeated }
        : { error: detail, result, field: field ?? null, repeated },
    )
    return true
  }
}

/** Why the message can't be trusted, or null when it can. */
function refusalOf(
  { headers }: IncomingMessage,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): string | null {
  const timestamp = headers['haitao-timestamp']
  const signature = headers['haitao-signature']
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return 'haitao-timestamp is missing: seconds since 1970.'
  if (typeof signature !== 'string')
    return 'haitao-signature is missing: v1= and the HMAC-SHA256 of timestamp.body.'
  const given = [...signature.matchAll(/(?:^|,)\s*v1=([0-9a-f]{64})(?=\s*(?:,|$))/gi)].map(([, hex]) =>
    Buffer.from(hex ?? '', 'hex'),
  )
  const isSigned = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
    return given.some((one) => timingSafeEqual(one, expected))
  })
  if (!isSigned) return 'haitao-signature does not fit the body.'
  // After the signature, so that nobody learns our clock without it.
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW)
    return `haitao-timestamp is more than ${WINDOW / 60} minutes away from now.`
  return null
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
