import { z } from 'zod'
import { Misconfigured, Rejected } from '../../domain/upstream-error.ts'
import { type ApiCall, apiCaller } from '../api-caller.ts'
import { UNREADABLE } from '../failure.ts'
import { gmt8Text } from '../gmt8.ts'
import type { HttpAnswer, HttpRequest } from '../http-client.ts'
import { readAs, readJson } from '../json-answer.ts'
import { jsonParams } from '../json-params.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import { flag, text } from '../wire.ts'
import { classifyJd } from './errors.ts'
import { signJd } from './sign.ts'

export interface JdOptions {
  /** For example `https://api.jd.com/routerjson`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly rates?: Rates
  readonly upstream: Upstream
}

/** Goes as one JSON text; undefined values are not sent. */
type Params = Readonly<Record<string, unknown>>

/** `answer` is the value under `<method>_responce`. */
export type JdCall<S extends z.ZodType> = ApiCall<S, Params>

const DEFAULT_RATES: Rates = { app: { perSecond: 20, burst: 20 }, shop: { perSecond: 10, burst: 10 } }

const errorBody = z.object({ code: text, zh_desc: z.string().catch(''), en_desc: z.string().catch('') })

/** A failure inside an answer that is fine as HTTP and as `code` (protocols.md 2.3). */
const innerResult = z.object({
  success: flag,
  numberCode: text.optional().catch(undefined),
  errorCode: text.optional().catch(undefined),
  chineseErrCode: z.string().optional().catch(undefined),
  englishErrCode: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})

/** Speaks JD's routerjson: one signed form, `_responce` unwrapped, errors as classes (protocols.md 2.2 to 2.4). */
export function jdClient({ endpoint, appKey, appSecret, rates = DEFAULT_RATES, upstream }: JdOptions) {
  function request(method: string, business: Params, now: Date, accessToken: string | null): HttpRequest {
    const params: Record<string, string> = {
      method,
      app_key: appKey,
      timestamp: `${gmt8Text(now)}.${String(now.getUTCMilliseconds()).padStart(3, '0')}+0800`,
      v: '2.0',
      '360buy_param_json': jsonParams(business),
    }
    if (accessToken !== null) params.access_token = accessToken
    return {
      method: 'POST',
      url: endpoint,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ ...params, sign: signJd(params, appSecret) }).toString(),
    }
  }

  const call = apiCaller<Params>({
    upstream,
    platform: 'JD',
    api: 'jd',
    app: appKey,
    secret: appSecret,
    rates,
    request,
    read: readJd,
  })
  return { upstream, call: <S extends z.ZodType>(one: JdCall<S>) => call(one) }
}

export type JdClient = ReturnType<typeof jdClient>

function readJd<S extends z.ZodType>(method: string, schema: S, answer: HttpAnswer): z.output<S> {
  const body = readAs(z.looseObject({}), readJson(answer, 'JD'), 'JD', method)
  if ('error_response' in body) throw errorOf(body.error_response, method)
  const name = method.replaceAll('.', '_')
  // Spelt wrong on the wire; the right spelling is accepted should it ever come.
  const root = body[`${name}_responce`] ?? body[`${name}_response`]
  if (root === undefined)
    throw new Misconfigured({ upstream: 'JD', message: `${method}: no ${name}_responce`, code: UNREADABLE })
  const code = z.object({ code: text }).safeParse(root)
  if (code.success && code.data.code !== '0') throw errorOf(root, method)
  return readAs(schema, root, 'JD', method)
}

function errorOf(value: unknown, method: string): Error {
  const { code, zh_desc, en_desc } = readAs(errorBody, value, 'JD', method)
  return classifyJd(code, [zh_desc, en_desc].filter((part) => part !== '').join(' / '))
}

/** @throws Rejected when the inner result of an answer says that nothing was done */
export function assertDone(result: unknown, what: string): void {
  const { data } = innerResult.safeParse(result)
  if (!data || data.success) return
  const said = data.chineseErrCode ?? data.englishErrCode ?? data.message ?? 'refused'
  throw new Rejected({ upstream: 'JD', message: `${what}: ${said}`, code: data.numberCode ?? data.errorCode })
}
