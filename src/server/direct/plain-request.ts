import type { IncomingMessage } from 'node:http'
import { ENDPOINT } from '../endpoint.ts'
import { negotiateEncoding } from '../graphiql/encoding.ts'

/** Longer bodies are mutations and imports, or strangers. Bytes. */
const LONGEST_BODY = 16 * 1024
const LONGEST_HEADER = 200
const JSON_BODY = new Set([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
])

/**
 * Whether a request is of the plain kind that is answered without the pipeline: JSON by POST, without anything that the pipeline
 * would treat in a way of its own. Everything else goes to the pipeline as it came, unread.
 */
export function isPlainRequest({ method, url, headers }: IncomingMessage): boolean {
  if (method !== 'POST' || url !== ENDPOINT || !JSON_BODY.has(headers['content-type']?.toLowerCase() ?? ''))
    return false
  const length = Number(headers['content-length'])
  if (!(length > 0 && length <= LONGEST_BODY)) return false
  const { accept = '', origin = '' } = headers
  if (accept.length > LONGEST_HEADER || origin.length > LONGEST_HEADER || /stream|multipart/.test(accept))
    return false
  return (
    headers['content-encoding'] === undefined &&
    headers['access-control-request-headers'] === undefined &&
    headers['access-control-request-method'] === undefined
  )
}

/** All of what was declared; null when the client went away before. */
export function readBody(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => resolve(parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts)))
    req.on('close', () => resolve(null))
  })
}

/** Inputs of the headers of an answer. Header values hold no line breaks. */
export function headersKeyOf({ headers }: IncomingMessage): string {
  const { accept = '', origin = '' } = headers
  const encoding = negotiateEncoding(headers['accept-encoding']) === 'identity' ? '' : 'gzip'
  return `${encoding}\n${origin}\n${accept}`
}
