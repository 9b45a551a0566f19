import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Handler, sendJson } from './http.ts'
import { rawBody } from './raw-body.ts'
import { pathOf } from './request-path.ts'

/** Outcome of an event. */
export interface PaymentVerdict {
  readonly result: 'INVALID' | 'IGNORED' | 'ACCEPTED' | 'RECORDED' | 'MISMATCH' | 'UNKNOWN_ORDER'
  readonly detail: string
  readonly field?: string
  readonly repeated?: boolean
}

export interface PaymentWebhookOptions {
  /** Secrets of each provider, by its name: several while one is being replaced. */
  readonly providers: ReadonlyMap<string, readonly string[]>
  readonly take: (provider: string, body: unknown) => Promise<PaymentVerdict>
  /** Told of every signed event and what was done with it. */
  readonly onEvent?: (provider: string, verdict: PaymentVerdict) => void
  readonly now?: () => Date
}

const PATH = /^\/webhooks\/payment\/([^/]+)$/
const LIMIT = 64 * 1024
/** A message that is older or further ahead than this is somebody's copy, in seconds. */
const WINDOW = 5 * 60

const STATUS: Readonly<Record<PaymentVerdict['result'], number>> = {
  ACCEPTED: 200,
  RECORDED: 200,
  IGNORED: 200,
  INVALID: 400,
  UNKNOWN_ORDER: 400,
  MISMATCH: 409,
}

/**
 * `POST /webhooks/payment/:provider`. Headers: `haitao-timestamp` (seconds since 1970) and `haitao-signature`
 * (`v1=` and the hex HMAC-SHA256 of `provider.timestamp.body`; several separated by commas). The provider's name is
 * signed and each provider has its own secret, so an event counts at one address only. An unknown provider is answered
 * 404 before its body is read; nothing of an unsigned body is parsed.
 */
export function paymentWebhook({
  providers,
  take,
  onEvent = () => {},
  now = () => new Date(),
}: PaymentWebhookOptions): Handler {
  return async (req, res) => {
    const provider = PATH.exec(pathOf(req))?.[1]
    if (!provider) return false
    const secrets = providers.get(provider)
    if (!secrets) {
      sendJson(res, 404, { error: 'PAYMENT_PROVIDERS names no such payment provider.' })
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
    const refused = refusalOf(req, { provider, body, secrets }, now())
    if (refused) {
      sendJson(res, 401, { error: refused })
      return true
    }
    const parsed = parseJson(body)
    if (parsed === undefined) {
      sendJson(res, 400, { error: 'The body is not JSON.', field: null })
      return true
    }
    const verdict = await take(provider, parsed)
    onEvent(provider, verdict)
    const { result, detail, field, repeated = false } = verdict
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
  { provider, body, secrets }: { provider: string; body: Buffer; secrets: readonly string[] },
  now: Date,
): string | null {
  const timestamp = headers['haitao-timestamp']
  const signature = headers['haitao-signature']
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return 'haitao-timestamp is missing: seconds since 1970.'
  if (typeof signature !== 'string')
    return 'haitao-signature is missing: v1= and the HMAC-SHA256 of provider.timestamp.body.'
  const given = [...signature.matchAll(/(?:^|,)\s*v1=([0-9a-f]{64})(?=\s*(?:,|$))/gi)].map(([, hex]) =>
    Buffer.from(hex ?? '', 'hex'),
  )
  const isSigned = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${provider}.${timestamp}.`).update(body).digest()
    return given.some((one) => timingSafeEqual(one, expected))
  })
  if (!isSigned) return 'haitao-signature does not fit the provider, the timestamp and the body.'
  // After the signature, so that callers without one can't learn our clock.
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
