import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CREDENTIALS, WMS } from '../credentials.ts'
import { chinaTime } from '../wire/china-time.ts'
import { fromJson, toJson } from '../wire/json.ts'

/**
 * Small callers of the sandbox for its own tests. They build signatures from the protocol text on their own,
 * without the sandbox's verification code, so that a mistake there shows.
 */
type Params = Record<string, string>

const sorted = (params: Params) =>
  Object.keys(params)
    .sort()
    .map((key) => key + params[key])
    .join('')

// biome-ignore lint/suspicious/noExplicitAny: test answers are read by path, and the assertion says what they are
export type Body = any

export async function post(url: string, form: Params): Promise<{ status: number; text: string; body: Body }> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  const text = await response.text()
  return { status: response.status, text, body: fromJson(text) }
}

/** Calls the control API; the answer is parsed JSON. */
export async function control(url: string, method: string, path: string, body?: unknown): Promise<Body> {
  const response = await fetch(`${url}/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return fromJson(await response.text())
}

export function topParams(method: string, extra: Params = {}, at = new Date()): Params {
  return {
    method,
    app_key: CREDENTIALS.TAOBAO.appKey,
    session: CREDENTIALS.TAOBAO.token,
    timestamp: chinaTime(at),
    v: '2.0',
    format: 'json',
    sign_method: 'md5',
    ...extra,
  }
}

export function topSigned(params: Params, secret: string = CREDENTIALS.TAOBAO.secret): Params {
  const text = sorted(params)
  const hash =
    params.sign_method === 'md5'
      ? createHash('md5').update(secret + text + secret)
      : createHmac(params.sign_method === 'hmac' ? 'md5' : 'sha256', secret).update(text)
  return { ...params, sign: hash.digest('hex').toUpperCase() }
}

/** One signed TOP call; the answer's body with integers as bigint. */
export const top = (url: string, method: string, extra: Params = {}, at = new Date()) =>
  post(`${url}/router/rest`, topSigned(topParams(method, extra, at)))

/** `360buy_param_json` and system parameters, not yet signed. */
export function jdParams(
  method: string,
  body: unknown,
  app: 'JD' | 'JD_VOP' = 'JD',
  at = new Date(),
): Params {
  return {
    method,
    app_key: CREDENTIALS[app].appKey,
    access_token: CREDENTIALS[app].token,
    timestamp: `${chinaTime(at)}.000+0800`,
    v: '2.0',
    '360buy_param_json': toJson(body),
  }
}

export function jdSigned(params: Params, secret: string = CREDENTIALS.JD.secret): Params {
  const hash = createHash('md5').update(secret + sorted(params) + secret)
  return { ...params, sign: hash.digest('hex').toUpperCase() }
}

/** One signed JD call; the answer is the value under the `_responce` root, or the whole body on an error. */
export async function jd(url: string, method: string, body: unknown = {}, app: 'JD' | 'JD_VOP' = 'JD') {
  const answer = await post(
    `${url}/routerjson`,
    jdSigned(jdParams(method, body, app), CREDENTIALS[app].secret),
  )
  const root = answer.body?.[`${method.replaceAll('.', '_')}_responce`]
  return { ...answer, body: root ?? answer.body }
}

/** One signed 1688 call, e.g. `aop(url, 'com.alibaba.trade', 'alibaba.trade.cancel', {…})`. */
export function aop(url: string, namespace: string, api: string, extra: Params = {}) {
  const { appKey, secret, token } = CREDENTIALS.ALIBABA_1688
  const path = `param2/1/${namespace}/${api}/${appKey}`
  const params: Params = { access_token: token, _aop_timestamp: String(Date.now()), ...extra }
  const text = Object.entries(params)
    .map(([key, value]) => key + value)
    .sort()
    .join('')
  const _aop_signature = createHmac('sha1', secret)
    .update(path + text)
    .digest('hex')
    .toUpperCase()
  return post(`${url}/openapi/${path}`, { ...params, _aop_signature })
}

/** Receives webhooks on a free port and keeps what came; answers with `status`. */
export async function startReceiver(status = 200) {
  const received: { url: string; body: string }[] = []
  const receiver = { received, status, url: '', answer: 'success', stop: async () => {} }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({ url: request.url ?? '', body: Buffer.concat(chunks).toString() })
    response.writeHead(receiver.status).end(receiver.answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  receiver.stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return receiver
}

/** One signed Taobao Global call, e.g. `iop(url, '/purchase/order/render', {…})`. */
export function iop(url: string, apiPath: string, extra: Params = {}) {
  const { appKey, secret, token } = CREDENTIALS.TAOBAO_GLOBAL
  const params: Params = {
    app_key: appKey,
    access_token: token,
    timestamp: String(Date.now()),
    sign_method: 'sha256',
    ...extra,
  }
  const sign = createHmac('sha256', secret)
    .update(apiPath + sorted(params))
    .digest('hex')
    .toUpperCase()
  return post(`${url}/rest${apiPath}`, { ...params, sign })
}

/** One signed Qimen call with a raw XML body. */
export async function qimen(url: string, method: string, body: string, extra: Params = {}) {
  const { appKey, secret } = CREDENTIALS.QIMEN
  const params: Params = {
    method: `taobao.qimen.${method}`,
    timestamp: chinaTime(new Date()),
    format: 'xml',
    app_key: appKey,
    v: '2.0',
    sign_method: 'md5',
    customerId: WMS.customerId,
    ...extra,
  }
  const sign = createHash('md5')
    .update(secret + sorted(params) + body + secret)
    .digest('hex')
    .toUpperCase()
  const response = await fetch(`${url}/router/qimen/service?${new URLSearchParams({ ...params, sign })}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml;charset=utf-8' },
    body,
  })
  return response.text()
}
