import { z } from 'zod'
import { Misconfigured } from '../../domain/upstream-error.ts'
import { type ApiCall, apiCaller } from '../api-caller.ts'
import type { ShopCredentials } from '../credentials.ts'
import { UNREADABLE } from '../failure.ts'
import { gmt8Text } from '../gmt8.ts'
import type { HttpAnswer, HttpRequest } from '../http-client.ts'
import { readAs, readJson } from '../json-answer.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import { classifyTop, topError } from './errors.ts'
import { type SignMethod, signTop } from './sign.ts'

export interface TaobaoOptions {
  /** For example `https://gw.api.taobao.com/router/rest`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly signMethod?: SignMethod
  /** No general figure is published; the console shows each app's. */
  readonly rates?: Rates
  /** TMC consumer group; `default` when left out. */
  readonly messageGroup?: string | undefined
  readonly upstream: Upstream
}

/** Undefined and empty parameters are not sent. */
type Params = Readonly<Record<string, string | number | undefined>>

/** `shop` is null for methods that work without a user; `answer` is the value under `<method>_response`. */
export type TopCall<S extends z.ZodType> = ApiCall<S, Params, ShopCredentials | null>

const DEFAULT_RATES: Rates = { app: { perSecond: 40, burst: 40 }, shop: { perSecond: 10, burst: 20 } }

/** Speaks TOP's protocol: form in, signed; JSON out, root unwrapped, errors as classes (protocols.md 1.2 to 1.5). */
export function topClient({
  endpoint,
  appKey,
  appSecret,
  signMethod = 'hmac-sha256',
  rates = DEFAULT_RATES,
  upstream,
}: TaobaoOptions) {
  function request(method: string, business: Params, now: Date, session: string | null): HttpRequest {
    const params: Record<string, string> = {
      method,
      app_key: appKey,
      timestamp: gmt8Text(now),
      v: '2.0',
      sign_method: signMethod,
      format: 'json',
    }
    if (session !== null) params.session = session
    for (const [key, value] of Object.entries(business)) {
      if (value !== undefined && value !== '') params[key] = String(value)
    }
    const sign = signTop(params, appSecret, signMethod)
    return {
      method: 'POST',
      url: endpoint,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ ...params, sign }).toString(),
    }
  }

  function read<S extends z.ZodType>(method: string, schema: S, answer: HttpAnswer): z.output<S> {
    const body = readAs(z.looseObject({}), readJson(answer, 'TAOBAO'), 'TAOBAO', method)
    if ('error_response' in body) throw classifyTop(readAs(topError, body.error_response, 'TAOBAO', method))
    const root = `${method.replace(/^taobao\./, '').replaceAll('.', '_')}_response`
    if (!(root in body)) {
      throw new Misconfigured({ upstream: 'TAOBAO', message: `${method}: no ${root}`, code: UNREADABLE })
    }
    return readAs(schema, body[root], 'TAOBAO', method)
  }

  const call = apiCaller<Params>({
    upstream,
    platform: 'TAOBAO',
    api: 'taobao',
    app: appKey,
    secret: appSecret,
    rates,
    request,
    read,
  })
  return { upstream, call: <S extends z.ZodType>(one: TopCall<S>) => call(one) }
}

export type TopClient = ReturnType<typeof topClient>
