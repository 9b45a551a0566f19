import { createHash, createHmac } from 'node:crypto'
import { CREDENTIALS } from '../credentials.ts'
import { chinaTime } from '../wire/china-time.ts'
import { fromJson } from '../wire/json.ts'

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
