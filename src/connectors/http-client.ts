import { Agent, type Dispatcher, request as send } from 'undici'
import { decodeText } from './decode-text.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly body: string
  /** The server's clock, from the `Date` header. */
  readonly date: Date | null
}

/** No answer, or one we refuse to read. Carries no URL and no body: both can hold tokens. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly reason: 'connect' | 'timeout' | 'network' | 'too-large'
  constructor(reason: HttpFailure['reason'], message: string) {
    super(message)
    this.reason = reason
  }
  /** False when the request never left this machine, so that nothing can have happened at the other end. */
  get sent(): boolean {
    return this.reason !== 'connect'
  }
}

export interface HttpOptions {
  /** Sockets per origin. */
  connections?: number
  connectTimeoutMs?: number
  /** From the request to the last byte of the answer. */
  timeoutMs?: number
  /** Answers above this are cut off and refused. */
  maxBodyBytes?: number
  /** Replaces the pool, for tests. */
  dispatcher?: Dispatcher
}

/** One keep-alive pool for all platforms. `close` waits for running requests, then ends the sockets. */
export function createHttpClient(options: HttpOptions = {}) {
  const { connections = 32, connectTimeoutMs = 5_000, timeoutMs = 15_000, maxBodyBytes = 8 << 20 } = options
  const dispatcher =
    options.dispatcher ??
    new Agent({
      connections,
      connect: { timeout: connectTimeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 30_000,
    })

  let closed: Promise<void> | undefined
  return {
    async exchange(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
      const limit = AbortSignal.timeout(timeoutMs)
      try {
        const answer = await send(request.url, {
          dispatcher,
          method: request.method,
          headers: request.headers ?? {},
          body: request.body ?? null,
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        })
        const bytes = await readBody(answer.body, maxBodyBytes)
        const body = decodeText(bytes, String(answer.headers['content-type'] ?? ''))
        const date = Date.parse(String(answer.headers.date ?? ''))
        return { status: answer.statusCode, body, date: Number.isNaN(date) ? null : new Date(date) }
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        throw failureOf(error, limit.aborted)
      }
    },
    close: () => (closed ??= dispatcher.close()),
  }
}

async function readBody(stream: AsyncIterable<Uint8Array>, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by a throw destroys the stream, and with it the socket.
  for await (const chunk of stream) {
    size += chunk.length
    if (size > max) throw new HttpFailure('too-large', `answer longer than ${max} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

function failureOf(error: unknown, limitReached: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (NEVER_SENT.has(code)) return new HttpFailure('connect', `no connection (${code})`)
  if (limitReached || TIMED_OUT.has(code)) return new HttpFailure('timeout', 'no complete answer in time')
  return new HttpFailure('network', `connection lost (${code})`)
}
