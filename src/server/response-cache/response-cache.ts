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
  /** Cost of the query for its viewer, per answer. */
  readonly points: number
  readonly operation: string | undefined
  readonly products: ReadonlySet<string>
  readonly dependsOnAllStock: boolean
  readonly dependsOnCatalogue: boolean
}

/** Overhead of an entry besides its body and key, in bytes: itself, and its place under each product. */
const OVERHEAD = 500
const PER_PRODUCT = 200

/**
 * Answers of one gateway. Each knows the products that it shows, and is dropped when the feed announces that one of them
 * changed: before any subscriber gets the event, so that no client sees older data after it.
 */
export class ResponseCache {
  readonly #entries: LRUCache<string, KeptAnswer>
  readonly #byProduct = new Map<string, Set<string>>()
  readonly #byAllStock = new Set<string>()
  readonly #byCatalogue = new Set<string>()
  readonly #open = new Set<Recording>()
  readonly #counters: QueryCounters
  #nextPurge = 0

  constructor({ bytes, ttlMs }: CacheSettings, counters: QueryCounters) {
    this.#counters = counters
    this.#entries = new LRUCache({
      maxSize: bytes,
      ttl: ttlMs,
      sizeCalculation: (entry, key) =>
        entry.body.length + key.length + OVERHEAD + PER_PRODUCT * entry.products.size,
      dispose: (entry, key) => this.#unlist(entry, key),
    })
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): KeptAnswer | undefined {
    return this.#entries.get(key)
  }

  /** Call it before reading anything for an answer; always `close` it. */
  open(): Recording {
    const recording = new Recording()
    this.#open.add(recording)
    return recording
  }

  /** Keeps the answer unless something that it shows changed since `open`. */
  close(recording: Recording, key: string, headers: OutgoingHttpHeaders | null): void {
    this.#open.delete(recording)
    const { body, points, operation, products, dependsOnAllStock, dependsOnCatalogue } = recording
    if (!headers || !body || recording.isOutdated) return
    this.#forgetExpired()
    const depends = { products, dependsOnAllStock, dependsOnCatalogue }
    this.#entries.set(key, { body: alone(body), headers, points, operation, ...depends })
    // Not taken when it is too large.
    if (!this.#entries.has(key)) return
    if (dependsOnAllStock) this.#byAllStock.add(key)
    if (dependsOnCatalogue) this.#byCatalogue.add(key)
    for (const id of products) {
      const keys = this.#byProduct.get(id) ?? new Set()
      this.#byProduct.set(id, keys.add(key))
    }
  }

  /** Expired answers that nobody requests would stay until the space is needed. */
  #forgetExpired(): void {
    const now = performance.now()
    if (now < this.#nextPurge) return
    this.#nextPurge = now + this.#entries.ttl
    this.#entries.purgeStale()
  }

  /** Called for every event of the feed, before the hub has it. */
  onEvent({ payload }: FeedEvent): void {
    if (payload.topic !== 'stock' && payload.topic !== 'listing' && payload.topic !== 'product') return
    const { productId } = payload
    const isStock = payload.topic === 'stock'
    // Hidden products are in no cached list.
    const isCatalogue = payload.topic === 'product' && payload.onShow
    if (productId !== null) {
      const what = isStock ? 'stock' : isCatalogue ? 'catalogue' : null
      for (const recording of this.#open) recording.changed(productId, what)
      for (const key of [...(this.#byProduct.get(productId) ?? [])]) this.#invalidate(key)
    }
    if (isStock) for (const key of [...this.#byAllStock]) this.#invalidate(key)
    if (isCatalogue) for (const key of [...this.#byCatalogue]) this.#invalidate(key)
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
    this.#byCatalogue.delete(key)
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
