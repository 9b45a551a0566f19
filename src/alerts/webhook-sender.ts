import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { Agent, request } from 'undici'
import { publicOnly } from '../connectors/public-lookup.ts'
import { webhookUrlProblem } from '../domain/public-address.ts'

const TIMEOUT_MS = 10_000

export interface WebhookMessage {
  readonly url: string
  readonly secret: string
  /** Id of the delivery: the same at every attempt, so that the receiver can drop duplicates. */
  readonly deliveryId: string
  readonly body: string
}

export interface WebhookSender {
  /** Null when the receiver took it (any 2xx), else what went wrong, in words. */
  send(message: WebhookMessage, signal: AbortSignal): Promise<string | null>
  close(): Promise<void>
}

/**
 * The value of `haitao-signature`: HMAC-SHA256 with the supplier's secret over `timestamp.body`, in hex.
 * @param timestamp seconds since 1970, as in `haitao-timestamp`: receivers refuse old ones
 */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

/**
 * Posts to addresses that somebody else chose. Unless private ones are allowed (never in production), a
 * connection is made to public addresses only, checked after the name was resolved, by the socket itself: a
 * name that changes its address between check and use gains nothing. Redirects are not followed.
 */
export function webhookSender(options: {
  readonly allowPrivate: boolean
  /** The machine's own unless given (tests). */
  readonly resolve?: typeof lookup
}): WebhookSender {
  const { allowPrivate, resolve = lookup } = options
  const agent = new Agent({
    connections: 4,
    connect: { timeout: TIMEOUT_MS, ...(!allowPrivate && { lookup: publicOnly(resolve) }) },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    keepAliveTimeout: 1_000,
  })
  return {
    async send({ url, secret, deliveryId, body }, signal) {
      const problem = webhookUrlProblem(url, options)
      if (problem) return `the address ${problem}`
      const timestamp = Math.floor(Date.now() / 1000)
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'user-agent': 'haitao-graph',
            'haitao-timestamp': String(timestamp),
            'haitao-signature': signatureOf(secret, timestamp, body),
            'haitao-delivery': deliveryId,
          },
          body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        })
        // The body is not read: only the status counts.
        await answer.body.dump({ limit: 16_384 })
        return answer.statusCode >= 200 && answer.statusCode < 300 ? null : `HTTP ${answer.statusCode}`
      } catch (error) {
        if (signal.aborted) throw error
        return wordsOf(error)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Without the address: it can hold a secret of the supplier's. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} s`
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('E') || code.startsWith('UND_') ? `no answer (${code})` : error.message
}
