import type { lookup } from 'node:dns'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Agent, type Dispatcher, request } from 'undici'
import {
  type FetchOptions,
  PictureRefused,
  type PictureSource,
  PictureUnavailable,
} from '../picture-source.ts'
import { PrivateAddress, publicOnly } from '../public-lookup.ts'

const MOST_HOPS = 3
/** Picture hosts of marketplaces refuse programs that do not say what they are. */
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; haitao-graph)',
  accept: 'image/avif,image/webp,image/*,*/*;q=0.5',
}

export interface PictureSourceOptions {
  /** Origins of this machine that may be asked: the sandbox's. Connections to all others go to public addresses alone. */
  readonly local: readonly string[]
  /** From the request to the last byte, in ms. */
  readonly timeoutMs?: number
  /** The machine's own unless given (tests). */
  readonly resolve?: typeof lookup
  /** Replaces the connections, for tests. */
  readonly dispatcher?: Dispatcher
}

/** Copies pictures by http. The address behind a name is checked by the socket itself, at every hop. */
export function httpPictures({
  local,
  timeoutMs = 20_000,
  resolve,
  dispatcher,
}: PictureSourceOptions): PictureSource {
  const agentOf = (connect: NonNullable<Agent.Options['connect']>) =>
    new Agent({
      connections: 8,
      keepAliveTimeout: 10_000,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect,
    })
  const outside = agentOf({ timeout: 5_000, lookup: publicOnly(resolve) })
  const inside = agentOf({ timeout: 5_000 })

  async function fetch(
    address: string,
    file: string,
    { check, maxBytes, signal }: FetchOptions,
  ): Promise<void> {
    const limit = AbortSignal.timeout(timeoutMs)
    let url = new URL(address)
    try {
      for (let hop = 0; hop <= MOST_HOPS; hop++) {
        const problem = check(url)
        if (problem) throw new PictureRefused(`${url.hostname}: the address ${problem}`)
        const answer = await request(url, {
          dispatcher: dispatcher ?? (local.includes(url.origin) ? inside : outside),
          method: 'GET',
          headers: HEADERS,
          signal: AbortSignal.any([signal, limit]),
        })
        // An unread body ends with an error, and without a listener that ends the process.
        const drop = () => answer.body.on('error', () => {}).destroy()
        const next = answer.headers.location
        if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof next === 'string') {
          drop()
          if (!URL.canParse(next, url)) throw new PictureRefused(`${url.hostname} leads on to no address`)
          url = new URL(next, url)
          continue
        }
        if (answer.statusCode !== 200) {
          drop()
          throw new PictureUnavailable(`${url.hostname} answered with HTTP ${answer.statusCode}`)
        }
        if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
          drop()
          throw tooLarge(url, maxBytes)
        }
        await pipeline(answer.body, upTo(maxBytes, url), createWriteStream(file))
        return
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw known(error, url, limit.aborted ? timeoutMs : null)
    }
    throw new PictureRefused(`${new URL(address).hostname} leads on more than ${MOST_HOPS} times`)
  }

  return {
    fetch,
    close: async () => {
      await Promise.all([outside.destroy(), inside.destroy()])
    },
  }
}

function upTo(maxBytes: number, url: URL) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let size = 0
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(url, maxBytes)
      yield chunk
    }
  }
}

const tooLarge = ({ hostname }: URL, maxBytes: number) =>
  new PictureRefused(`${hostname}: the picture has more than ${maxBytes} bytes`)

function known(error: unknown, { hostname }: URL, lateMs: number | null): Error {
  if (error instanceof PictureRefused || error instanceof PictureUnavailable) return error
  if (error instanceof PrivateAddress) return new PictureRefused(`${hostname}: ${error.message}`)
  if (lateMs !== null) return new PictureUnavailable(`${hostname} gave no picture within ${lateMs} ms`)
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection'
  return new PictureUnavailable(`${hostname} could not be reached (${code})`)
}
