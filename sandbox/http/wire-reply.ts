import { toJson } from '../wire/json.ts'

/** One HTTP answer, complete; `cut` ends the connection before the body is through, `drop` before any byte. */
export interface WireReply {
  status: number
  headers: Record<string, string>
  body: string | Buffer
  broken?: 'cut' | 'drop'
}

const reply = (status: number, type: string, body: string | Buffer): WireReply => ({
  status,
  headers: { 'content-type': type },
  body,
})

/** JSON where a bigint becomes a bare 64-bit number, as the platforms send their ids. */
export const jsonReply = (value: unknown, status = 200): WireReply =>
  reply(status, 'application/json;charset=UTF-8', toJson(value))

export const xmlReply = (xml: string, status = 200): WireReply => reply(status, 'text/xml;charset=UTF-8', xml)

export const htmlReply = (html: string, status = 200): WireReply =>
  reply(status, 'text/html; charset=utf-8', html)

export const textReply = (text: string, status = 200): WireReply =>
  reply(status, 'text/plain; charset=utf-8', text)

export const pictureReply = (type: string, body: string | Buffer): WireReply => ({
  ...reply(200, type, body),
  headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' },
})

export const redirectReply = (location: string): WireReply => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
})
