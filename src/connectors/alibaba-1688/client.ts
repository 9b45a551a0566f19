import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import { type ApiCall, apiCaller } from '../api-caller.ts'
import type { HttpAnswer, HttpRequest } from '../http-client.ts'
import { readAs, readJson } from '../json-answer.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import { flag, text } from '../wire.ts'
import { classify1688 } from './errors.ts'
import { sign1688 } from './sign.ts'

export interface Alibaba1688Options {
  /** Up to and without the protocol: `https://gw.open.1688.com/openapi`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  /** 1688 publishes no figure; one team met the limit with eight parallel readers. */
  readonly rates?: Rates
  readonly upstream: Upstream
}

/** Objects and lists as JSON text; undefined values are not sent. */
type Params = Readonly<Record<string, string | number | undefined>>

/** `method` is `namespace:name`, as the documentation writes it. */
export type Call1688<S extends z.ZodType> = ApiCall<S, Params>

const DEFAULT_RATES: Rates = { app: { perSecond: 10, burst: 20 }, shop: { perSecond: 5, burst: 10 } }

const gatewayError = z.object({ error_code: text, error_message: z.string().catch('') })

/** Speaks the param2 gateway: signature over the path and the form (protocols.md 3.1 to 3.3). */
export function client1688({
  endpoint,
  appKey,
  appSecret,
  rates = DEFAULT_RATES,
  upstream,
}: Alibaba1688Options) {
  function request(method: string, business: Params, now: Date, accessToken: string | null): HttpRequest {
    const urlPath = `param2/1/${method.replace(':', '/')}/${appKey}`
    const params: Record<string, string> = { _aop_timestamp: String(now.getTime()) }
    if (accessToken !== null) params.access_token = accessToken
    for (const [key, value] of Object.entries(business)) if (value !== undefined) params[key] = String(value)
    return {
      method: 'POST',
      url: `${endpoint}/${urlPath}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: new URLSearchParams({
        ...params,
        _aop_signature: sign1688(urlPath, params, appSecret),
      }).toString(),
    }
  }

  const call = apiCaller<Params>({
    upstream,
    platform: 'ALIBABA_1688',
    api: 'alibaba-1688',
    app: appKey,
    secret: appSecret,
    rates,
    request,
    read: read1688,
  })
  return { upstream, call: <S extends z.ZodType>(one: Call1688<S>) => call(one) }
}

export type Client1688 = ReturnType<typeof client1688>

function read1688<S extends z.ZodType>(method: string, schema: S, answer: HttpAnswer): z.output<S> {
  const body = readAs(z.looseObject({}), readJson(answer, 'ALIBABA_1688'), 'ALIBABA_1688', method)
  if ('error_code' in body) {
    const { error_code, error_message } = readAs(gatewayError, body, 'ALIBABA_1688', method)
    throw classify1688(error_code, error_message)
  }
  assertSuccess(body)
  return readAs(schema, body, 'ALIBABA_1688', method)
}

/** Business envelopes are not uniform, and neither is the spelling of their error texts (protocols.md 3.3). */
const envelope = z.object({
  success: flag.optional().catch(undefined),
  code: text.optional().catch(undefined),
  errorCode: text.optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  errorMsg: z.string().optional().catch(undefined),
  erroMsg: z.string().optional().catch(undefined),
})

/** @throws what the business envelope (its root, or its `result`) says when it says "no" */
export function assertSuccess(body: Readonly<Record<string, unknown>>): void {
  for (const level of [body, body.result]) {
    const { data } = envelope.safeParse(level)
    if (!data) continue
    const code = data.errorCode ?? data.code
    const message = data.errorMessage ?? data.errorMsg ?? data.erroMsg ?? data.message
    const refused =
      data.success === false ||
      (data.success === undefined && (data.errorCode ?? '') !== '' && (message ?? '') !== '')
    if (!refused) continue
    if (code?.startsWith('gw.') || code === '401') throw classify1688(code, message ?? '')
    throw new Rejected({ upstream: 'ALIBABA_1688', message: message ?? code ?? 'refused', code })
  }
}
