import { LRUCache } from 'lru-cache'
import { Agent, request } from 'undici'
import { isHostOf } from './item-links.ts'
import {
  type KnownLinks,
  type NamedItem,
  type ReadText,
  readItemLink,
  type UnreadText,
} from './read-item-text.ts'

export interface ShortLinkOptions {
  readonly known: KnownLinks
  /** Plays the hosts of short links: `https://e.tb.cn/x` is asked for at `<base>/e.tb.cn/x`. Null: the real hosts. */
  readonly base: string | null
  /** From the request to the last byte that is read, for one hop, in ms. */
  readonly timeoutMs?: number
}

/** NOT_FOUND: the host says that the link is dead. UNAVAILABLE: it gave no answer; try again later. */
export type FollowedLink =
  | NamedItem
  | UnreadText
  | { readonly kind: 'unread'; readonly reason: 'NOT_FOUND' | 'UNAVAILABLE'; readonly message: string }

export interface ShortLinks {
  /** Where a short link leads. Hosts off the list are never asked. @throws the signal's reason */
  follow(link: string, signal?: AbortSignal): Promise<FollowedLink>
  close(): Promise<void>
}

const MOST_HOPS = 5
const MOST_BYTES = 64 << 10
/** A short link does not change, though some die. */
const KEPT = { max: 10_000, ttl: 24 * 3_600_000 }

export function shortLinks({ known, base, timeoutMs = 3_000 }: ShortLinkOptions): ShortLinks {
  const dispatcher = new Agent({ connections: 8, keepAliveTimeout: 10_000 })
  const kept = new LRUCache<string, FollowedLink>(KEPT)

  async function follow(link: string, signal?: AbortSignal): Promise<FollowedLink> {
    const before = kept.get(link)
    if (before) return before
    const answer = await walk(new URL(link), signal)
    if (answer.kind === 'item') kept.set(link, answer)
    return answer
  }

  async function walk(start: URL, signal?: AbortSignal): Promise<FollowedLink> {
    let url = start
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const page = await ask(url, signal)
      if ('kind' in page) return page
      const read = page.links.map((next) => readItemLink(next, known))
      const item = read.find(isItem)
      if (item) return item
      const next = page.links.find((one) => isListed(one, known))
      if (!next) return read.find(isUnread) ?? dead(start, 'leads to no item')
      // An item that can't be named will not be named by its page either.
      const refused = read.find(isUnread)
      if (refused?.reason === 'UNSUPPORTED') return refused
      url = next
    }
    return unavailable(start, `leads on more than ${MOST_HOPS} times`)
  }

  /** Where one page leads: its redirect, or the addresses of known hosts that it holds. */
  async function ask(url: URL, signal?: AbortSignal): Promise<{ links: URL[] } | FollowedLink> {
    if (url.protocol === 'http:') url.protocol = 'https:'
    const limit = AbortSignal.timeout(timeoutMs)
    try {
      const target = base === null ? url.href : `${base}/${url.hostname}${url.pathname}${url.search}`
      const { statusCode, headers, body } = await request(target, {
        dispatcher,
        method: 'GET',
        headers: { 'user-agent': 'Mozilla/5.0 (compatible; haitao-graph)', accept: 'text/html' },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      })
      const location = typeof headers.location === 'string' ? headers.location : null
      const hasPage = location === null && statusCode === 200
      const text = hasPage ? await readUpTo(body, MOST_BYTES) : ''
      // An unread body ends with an error, and without a listener that ends the process.
      body.on('error', () => {}).destroy()
      if (location !== null && URL.canParse(location, url)) return { links: [new URL(location, url)] }
      if (hasPage) return { links: linksOf(text) }
      if (statusCode === 404 || statusCode === 410) return dead(url, 'is not known there any more')
      return unavailable(url, `was answered with HTTP ${statusCode}`)
    } catch {
      if (signal?.aborted) throw signal.reason
      return unavailable(
        url,
        limit.aborted ? `had no answer within ${timeoutMs} ms` : 'could not be asked for',
      )
    }
  }

  const linksOf = (text: string) =>
    (text.match(/https?:\/\/[^\s"'<>\\]+/g) ?? [])
      .map((link) => link.replaceAll('&amp;', '&'))
      .filter((link) => URL.canParse(link))
      .map((link) => new URL(link))
      .filter((link) => isListed(link, known) && isItem(readItemLink(link, known)))
      .slice(0, 5)

  return { follow, close: () => dispatcher.close() }
}

const isItem = (read: ReadText): read is NamedItem => read.kind === 'item'
const isUnread = (read: ReadText): read is UnreadText => read.kind === 'unread'

/** Marketplaces and their short hosts; other agents lead to them and are never asked. */
function isListed({ hostname, username, port, protocol }: URL, { marketplaces }: KnownLinks): boolean {
  if (username || port || !/^https?:$/.test(protocol)) return false
  return marketplaces.some(
    ({ hosts, shortHosts }) => shortHosts.includes(hostname) || isHostOf(hosts, hostname),
  )
}

async function readUpTo(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size >= most) break
  }
  return Buffer.concat(chunks).subarray(0, most).toString('utf8')
}

const dead = (url: URL, why: string) =>
  ({ kind: 'unread', reason: 'NOT_FOUND', message: `The short link at ${url.hostname} ${why}.` }) as const
const unavailable = (url: URL, why: string) =>
  ({ kind: 'unread', reason: 'UNAVAILABLE', message: `The short link at ${url.hostname} ${why}.` }) as const
