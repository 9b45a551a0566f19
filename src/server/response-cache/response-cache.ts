import type { OutgoingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { FeedEvent } from '../../domain/feed-event.ts'
import type { QueryCounters } from '../query-counters.ts'
import { Recording } from './recording.ts'

export interface CacheSettings {
  /** Of all answers together, bytes. */
  readonly bytes: number
  /** The longest that an answer is kept, ms: holds for what the feed does not announce. */
  readonly ttlMs: number
}

/** An answer as it is sent. */
export interface KeptAnswer {
  readonly body: Buffer
  readonly headers: OutgoingHttpHeaders
  /** What the query costs its viewer, as often as it is answered. */
  readonly points: number
  readonly operation: string | undefined
  readonly products: ReadonlySet<string>
  readonly dependsOnAllStock: boolean
}

/** What an entry takes beside its body and key, bytes. */
const OVERHEAD = 500

/**
 * Answers of one gateway. Each knows the products that it shows, and is forgotten when the feed tells that one of them
 * changed: before any subscriber is told, so that nobody who has seen an event is shown what was before it.
 */
export class ResponseCache {
  readonly #entries: LRUCache<string, KeptAnswer>
  readonly #byProduct = new Map<string, Set<string>>()
  readonly #byAllStock = new Set<string>()
  readonly #open = new Set<Recording>()
  readonly #counters: QueryCounters
  #nextPurge = 0

  constructor({ bytes, ttlMs }: CacheSettings, counters: QueryCounters) {
    this.#counters = counters
    this.#entries = new LRUCache({
      maxSize: bytes,
      ttl: ttlMs,
      sizeCalculation: (entry, key) => entry.body.length + key.length + OVERHEAD,
      dispose: (entry, key) => this.#unlist(entry, key),
    })
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): KeptAnswer | undefined {
    return this.#entries.get(key)
  }

  /** Called before anything is read for an answer; `close` it whatever comes of it. */
  open(): Recording {
    const recording = new Recording()
    this.#open.add(recording)
    return recording
  }

  /** Keeps the answer unless something that it shows changed since `open`. */
  close(recording: Recording, key: string, headers: OutgoingHttpHeaders | null): void {
    this.#open.delete(recording)
    const { body, points, operation, products, dependsOnAllStock } = recording
    if (!headers || !body || recording.isOutdated) return
    this.#forgetExpired()
    this.#entries.set(key, { body: alone(body), headers, points, operation, products, dependsOnAllStock })
    // Not taken when it is too large.
    if (!this.#entries.has(key)) return
    if (dependsOnAllStock) this.#byAllStock.add(key)
    for (const id of products) {
      const keys = this.#byProduct.get(id) ?? new Set()
      this.#byProduct.set(id, keys.add(key))
    }
  }

  /** What is over its time and not asked for again would stay until there is no room for something else. */
  #forgetExpired(): void {
    const now = performance.now()
    if (now < this.#nextPurge) return
    this.#nextPurge = now + this.#entries.ttl
    this.#entries.purgeStale()
  }

  /** Called for every event of the feed, before the hub has it. */
  onEvent({ payload }: FeedEvent): void {
    if (payload.topic !== 'stock' && payload.topic !== 'listing') return
    const { productId } = payload
    const isStock = payload.topic === 'stock'
    if (productId !== null) {
      for (const recording of this.#open) recording.changed(productId, isStock)
      for (const key of [...(this.#byProduct.get(productId) ?? [])]) this.#invalidate(key)
    }
    if (isStock) for (const key of [...this.#byAllStock]) this.#invalidate(key)
  }

  /** Anything may have changed: a mutation ran here, or events were missed. */
  clear(): void {
    for (const recording of this.#open) recording.outdate()
    this.#counters.cacheInvalidations += this.#entries.size
    this.#entries.clear()
  }

  #invalidate(key: string): void {
    if (this.#entries.delete(key)) this.#counters.cacheInvalidations++
  }

  #unlist({ products }: KeptAnswer, key: string): void {
    this.#byAllStock.delete(key)
    for (const id of products) {
      const keys = this.#byProduct.get(id)
      keys?.delete(key)
      if (keys?.size === 0) this.#byProduct.delete(id)
    }
  }
}

/** The same bytes, which hold nothing but themselves: a small answer can be a part of Node's pool of 64 KB. */
function alone(body: Buffer): Buffer {
  if (body.buffer.byteLength === body.length) return body
  const copy = Buffer.allocUnsafeSlow(body.length)
  body.copy(copy)
  return copy
}
