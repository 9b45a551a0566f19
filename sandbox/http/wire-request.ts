import type { IncomingMessage } from 'node:http'

/** Name and value as they arrived, URL-decoded once; order and repeats kept, because signatures cover them. */
export type Pair = readonly [name: string, value: string]

/** One HTTP request, read whole. `body` is byte for byte what arrived: Qimen signs it so (protocols.md 4.2). */
export interface WireRequest {
  method: string
  path: string
  query: readonly Pair[]
  form: readonly Pair[]
  /** Query and form together, as TOP, JD and 1688 sign them. */
  pairs: readonly Pair[]
  headers: IncomingMessage['headers']
  body: Buffer
  /** Scheme, host and port as the caller addressed us, for links in answers. */
  origin: string
}

/** Larger bodies are refused with 413 before they are read to the end. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

export class BodyTooLarge extends Error {}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const part = chunk as Buffer
    size += part.length
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge()
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}

/** Reads and splits a request; throws BodyTooLarge, or the socket's own error when the caller hangs up. */
export async function readWireRequest(message: IncomingMessage): Promise<WireRequest> {
  const url = new URL(message.url ?? '/', 'http://sandbox.invalid')
  const body = await readBody(message)
  const isForm = (message.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  const query = [...url.searchParams]
  const form = isForm ? [...new URLSearchParams(body.toString('utf8'))] : []
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query,
    form,
    pairs: [...query, ...form],
    headers: message.headers,
    body,
    origin: `http://${message.headers.host ?? '127.0.0.1'}`,
  }
}

/** The last value of each name: platforms use it, while the signature covers every pair. */
export function valuesOf(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  return new Map(pairs)
}
