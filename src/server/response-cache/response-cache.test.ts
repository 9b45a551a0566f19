import { beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../test/support/until.ts'
import type { FeedEvent, FeedPayload } from '../../domain/feed-event.ts'
import { type QueryCounters, queryCounters } from '../query-counters.ts'
import type { Recording } from './recording.ts'
import { ResponseCache } from './response-cache.ts'

const MB = 1024 * 1024
let counters: QueryCounters
let cache: ResponseCache
beforeEach(() => {
  counters = queryCounters()
  cache = new ResponseCache({ bytes: MB, ttlMs: 3_600_000 }, counters)
})

const event = (payload: Partial<FeedPayload>) => ({ seq: 1, payload }) as FeedEvent
const stockOf = (productId: string) => event({ topic: 'stock', productId })
const listingOf = (productId: string | null) => event({ topic: 'listing', productId })
const productOf = (productId: string, onShow = true) => event({ topic: 'product', productId, onShow })

/** An answer about these products; `meanwhile` happens after its rows were read. */
function keep(key: string, products: string[], meanwhile: (recording: Recording) => void = () => {}): void {
  const recording = cache.open()
  for (const id of products) recording.product(id)
  recording.body = Buffer.from(key)
  meanwhile(recording)
  cache.close(recording, key, {})
}

describe('an answer', () => {
  it('ends with a change of each product that it shows, and of no other', () => {
    for (const change of [stockOf('a'), listingOf('b'), productOf('b', false)]) {
      keep('ab', ['a', 'b'])
      keep('c', ['c'])
      cache.onEvent(change)
      expect([cache.get('ab'), cache.get('c')?.body.toString()]).toEqual([undefined, 'c'])
    }
    expect(counters.cacheInvalidations).toBe(3)
  })

  it('is not touched by events about something else', () => {
    keep('a', ['a'])
    for (const topic of ['alert', 'order', 'sync', 'back-in-stock'] as const) cache.onEvent(event({ topic }))
    cache.onEvent(listingOf(null))
    expect(cache.get('a')).toBeDefined()
  })

  it('that lists products by their stock ends with a change of any stock', () => {
    keep('some', ['a'], (recording) => recording.allStock())
    cache.onEvent(listingOf('z'))
    expect(cache.get('some')).toBeDefined()
    cache.onEvent(stockOf('z'))
    expect(cache.get('some')).toBeUndefined()
  })

  it('that lists products ends with a change of any product that is on show', () => {
    keep('some', ['a'], (recording) => recording.catalogue())
    cache.onEvent(productOf('z', false))
    cache.onEvent(stockOf('z'))
    expect(cache.get('some')).toBeDefined()
    cache.onEvent(productOf('z'))
    expect(cache.get('some')).toBeUndefined()
    keep('some', ['a'], (recording) => {
      recording.catalogue()
      cache.onEvent(productOf('z'))
    })
    expect(cache.get('some')).toBeUndefined()
  })

  it('is not kept when something that it shows changed while it was made', () => {
    keep('a', ['a'], () => cache.onEvent(stockOf('a')))
    keep('b', ['b'], () => cache.clear())
    keep('all', ['c'], (recording) => {
      recording.allStock()
      cache.onEvent(stockOf('z'))
    })
    expect(cache.size).toBe(0)
    keep('d', ['d'], () => cache.onEvent(stockOf('z')))
    expect(cache.get('d')).toBeDefined()
  })

  it('is not kept when it stands on what no event tells of', () => {
    keep('rate', ['a'], (recording) => recording.unannounced())
    expect(cache.size).toBe(0)
  })

  it('is not kept without a body or headers', () => {
    const recording = cache.open()
    cache.close(recording, 'x', {})
    keep('y', [], (one) => {
      one.body = null
    })
    expect(cache.size).toBe(0)
  })

  it('holds its own bytes only, however it was made', () => {
    keep('small', ['a'])
    const body = cache.get('small')?.body
    expect([body?.toString(), body?.buffer.byteLength]).toEqual(['small', 'small'.length])
  })

  it('that is over its time does not stay when others come', async () => {
    cache = new ResponseCache({ bytes: MB, ttlMs: 1 }, counters)
    keep('a', ['a'])
    await until(() => {
      keep('b', ['b'])
      return cache.size === 1
    }, 'the first to be forgotten')
    cache.onEvent(stockOf('a'))
    expect(counters.cacheInvalidations).toBe(0)
  })

  it('makes room for newer ones, and leaves nothing behind', () => {
    const large = 'x'.repeat(400_000)
    for (const name of ['a', 'b', 'c', 'd']) keep(`${name}${large}`, [name])
    expect(cache.size).toBe(1)
    keep('x'.repeat(2 * MB), ['too large'])
    expect(cache.size).toBe(1)
    for (const name of ['a', 'b', 'c', 'too large']) cache.onEvent(stockOf(name))
    expect(counters.cacheInvalidations).toBe(0)
    cache.onEvent(stockOf('d'))
    expect(counters.cacheInvalidations).toBe(1)
  })
})
