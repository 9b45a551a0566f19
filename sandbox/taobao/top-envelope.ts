import { randomBytes } from 'node:crypto'
import { jsonReply, type WireReply, xmlReply } from '../http/wire-reply.ts'
import { toXml } from '../wire/xml.ts'
import type { TopRefusal } from './top-refusal.ts'

export interface TopFormat {
  json: boolean
  simplify: boolean
}

/** XML unless JSON is asked for; `simplify` counts with JSON only (protocols.md 1.2). */
export function topFormat(params: ReadonlyMap<string, string>): TopFormat {
  const json = params.get('format') === 'json'
  return { json, simplify: json && params.get('simplify') === 'true' }
}

const requestId = () => randomBytes(7).toString('hex')

/** Root name: the method without `taobao.`, dots to underscores, plus `_response` (protocols.md 1.4). */
export function topSuccess(method: string, result: Record<string, unknown>, format: TopFormat): WireReply {
  const body = { ...result, request_id: requestId() }
  if (format.simplify) return jsonReply(flattened(body))
  const root = `${method.replace(/^taobao\./, '').replaceAll('.', '_')}_response`
  return format.json ? jsonReply({ [root]: body }) : xmlReply(toXml({ [root]: marked(body) }))
}

/** HTTP 200 for errors too, and the same body with and without `simplify`. */
export function topError(refusal: TopRefusal, format: TopFormat): WireReply {
  const error_response = {
    code: refusal.code,
    msg: refusal.message,
    ...(refusal.subCode === undefined ? {} : { sub_code: refusal.subCode }),
    ...(refusal.subMsg === undefined ? {} : { sub_msg: refusal.subMsg }),
    request_id: requestId(),
  }
  return format.json ? jsonReply({ error_response }) : xmlReply(toXml({ error_response }))
}

/** `{trades:{trade:[…]}}` -> `{trades:[…]}`, at every depth. */
function flattened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattened)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const only = entries[0]
  if (entries.length === 1 && only && Array.isArray(only[1])) return flattened(only[1])
  return Object.fromEntries(entries.map(([key, inner]) => [key, flattened(inner)]))
}

/** XML marks its list wrappers: `<items list="true"><item>…`. */
function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, inner]) => [key, marked(inner)] as const)
  const list = entries.length === 1 && Array.isArray(entries[0]?.[1])
  return Object.fromEntries(list ? [['@_list', 'true'], ...entries] : entries)
}
