import { z } from 'zod'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import { type ApiCall, apiCaller } from '../api-caller.ts'
import type { HttpAnswer, HttpRequest } from '../http-client.ts'
import { parseLossless, readAs, readJson } from '../json-answer.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import { flag, text } from '../wire.ts'

export interface JdVopOptions {
  /** Without `/api`: `https://bizapi.jd.com`. */
  readonly endpoint: string
  readonly clientId: string
  readonly clientSecret: string
  readonly rates?: Rates
  readonly upstream: Upstream
}

type Params = Readonly<Record<string, string | number | undefined>>

/**
 * `method` is the part after `/api/`, for example `order/submitOrder`; `answer` is `result`, which some calls send
 * as JSON text.
 */
export type VopCall<S extends z.ZodType> = ApiCall<S, Params>

const DEFAULT_RATES: Rates = { app: { perSecond: 10, burst: 20 }, shop: { perSecond: 5, burst: 10 } }

/** Duplicate of our key: the order exists already. */
export const DUPLICATE = '0008'
const DONE = new Set(['0000', '0001'])

const envelope = z.object({
  success: flag,
  resultCode: text.catch(''),
  resultMessage: z.string().nullish().catch(''),
  result: z.unknown().optional(),
})

/** Speaks VOP generation A: a form with the token, nothing signed, one envelope (purchasing.md 2.3, 2.4). */
export function vopClient({
  endpoint,
  clientId,
  clientSecret,
  rates = DEFAULT_RATES,
  upstream,
}: JdVopOptions) {
  function request(path: string, params: Params, _now: Date, accessToken: string | null): HttpRequest {
    const form = new URLSearchParams({ token: accessToken ?? '' })
    for (const [key, value] of Object.entries(params)) if (value !== undefined) form.set(key, String(value))
    return {
      method: 'POST',
      url: `${endpoint}/api/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: form.toString(),
    }
  }

  const call = apiCaller<Params>({
    upstream,
    platform: 'JD',
    api: 'jd-vop',
    app: clientId,
    secret: clientSecret,
    rates,
    request,
    read: readVop,
  })
  return { upstream, call: <S extends z.ZodType>(one: VopCall<S>) => call(one) }
}

export type VopClient = ReturnType<typeof vopClient>

function readVop<S extends z.ZodType>(path: string, schema: S, answer: HttpAnswer): z.output<S> {
  const body = readAs(envelope, readJson(answer, 'JD'), 'JD', path)
  if (!body.success) throw classifyVop(body.resultCode, body.resultMessage ?? '')
  if (body.resultCode !== '' && !DONE.has(body.resultCode))
    throw classifyVop(body.resultCode, body.resultMessage ?? '')
  return readAs(schema, typeof body.result === 'string' ? unfold(body.result) : body.result, 'JD', path)
}

/** Stock and others come as JSON text inside the JSON. */
function unfold(result: string): unknown {
  try {
    return parseLossless(result)
  } catch {
    return result
  }
}

/** purchasing.md 2.4. */
export function classifyVop(code: string, message: string): UpstreamError {
  const detail = { upstream: 'JD' as const, message: message || `error ${code}`, code }
  if (code === '2007') return new NeedsAuthorization(detail)
  if (/频率|频繁|too (many|frequent)/i.test(message)) return new RateLimited({ ...detail, retryAfterMs: 0 })
  if (/超时|timeout/i.test(message)) return new Transient({ ...detail, mayHaveHappened: true })
  if (/^2\d{3}$/.test(code)) return new Misconfigured(detail)
  return new Rejected(detail)
}
