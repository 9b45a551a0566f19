import { z } from 'zod'
import { type ApiCall, apiCaller } from '../api-caller.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { HttpAnswer, HttpRequest } from '../http-client.ts'
import { readAs, readJson } from '../json-answer.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import { flag, text } from '../wire.ts'
import { classifyIop } from './errors.ts'
import { signIop } from './sign.ts'

export interface TaobaoGlobalOptions {
  /** With `/rest`, without the API path: `https://api.taobao.global/rest`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly rates?: Rates
  readonly upstream: Upstream
}

/** Objects and lists as JSON text; undefined and empty values are not sent. */
type Params = Readonly<Record<string, string | number | undefined>>

/** `shop` is null for the token calls, `method` a path that begins with `/`, `answer` the root or the value under `result`. */
export type IopCall<S extends z.ZodType> = ApiCall<S, Params, ShopCredentials | null>

const DEFAULT_RATES: Rates = { app: { perSecond: 10, burst: 20 }, shop: { perSecond: 5, burst: 10 } }

const gateway = z.looseObject({
  code: text.optional().catch(undefined),
  message: z.string().catch(''),
  type: z.string().catch(''),
})
const business = z.object({
  success: flag.optional().catch(undefined),
  error_code: text.optional().catch(undefined),
  error_msg: z.string().optional().catch(undefined),
  inner_error_msg: z.string().optional().catch(undefined),
  biz_error_code: text.optional().catch(undefined),
  biz_error_msg: z.string().optional().catch(undefined),
})

/** Speaks Taobao Global's IOP protocol: form in, signed; three shapes of answer made one (purchasing.md 1.2, 1.3). */
export function iopClient({
  endpoint,
  appKey,
  appSecret,
  rates = DEFAULT_RATES,
  upstream,
}: TaobaoGlobalOptions) {
  function request(path: string, own: Params, now: Date, accessToken: string | null): HttpRequest {
    const params: Record<string, string> = {
      app_key: appKey,
      timestamp: String(now.getTime()),
      sign_method: 'sha256',
    }
    if (accessToken !== null) params.access_token = accessToken
    for (const [key, value] of Object.entries(own))
      if (value !== undefined && value !== '') params[key] = String(value)
    return {
      method: 'POST',
      url: `${endpoint}${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ ...params, sign: signIop(path, params, appSecret) }).toString(),
    }
  }

  const call = apiCaller<Params>({
    upstream,
    platform: 'TAOBAO',
    api: 'taobao-global',
    app: appKey,
    secret: appSecret,
    rates,
    request,
    read: readIop,
  })
  return { upstream, call: <S extends z.ZodType>(one: IopCall<S>) => call(one) }
}

export type IopClient = ReturnType<typeof iopClient>

function readIop<S extends z.ZodType>(path: string, schema: S, answer: HttpAnswer): z.output<S> {
  const body = readAs(gateway, readJson(answer, 'TAOBAO'), 'TAOBAO', path)
  if (body.code !== undefined && body.code !== '0') throw classifyIop(body.code, body.message, body.type)
  const part = typeof body.result === 'object' && body.result !== null ? body.result : body
  const said = business.safeParse(part).data
  const code = said?.error_code ?? said?.biz_error_code ?? ''
  const refused = said?.success === false || (said?.success === undefined && code !== '' && code !== '0')
  if (refused)
    throw classifyIop(
      code || 'refused',
      said?.error_msg ?? said?.biz_error_msg ?? said?.inner_error_msg ?? '',
    )
  return readAs(schema, part, 'TAOBAO', path)
}
