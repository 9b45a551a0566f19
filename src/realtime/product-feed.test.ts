import { expect, it } from 'vitest'
import type { FeedEvent } from '../domain/feed-event.ts'
import { keysOfEvent, matches, type Watch } from './watch.ts'

const WATCH: Watch = {
  topic: 'product',
  skuIds: null,
  productIds: null,
  warehouseIds: null,
  shopIds: null,
  supplierKey: null,
}
const changed = (productId: string, onShow: boolean, ...fields: string[]): FeedEvent => ({
  seq: 1,
  payload: { topic: 'product', productId, onShow, fields, occurredAt: '2026-03-01T00:00:00.000Z' },
})

it('a change of a product is found by those who watch it, and by those who watch all', () => {
  expect(keysOfEvent(changed('p', true, 'titleEn'))).toEqual(['*', 'product:p'])
  const one = { ...WATCH, productIds: new Set(['p']) }
  expect(matches(one, changed('p', false, 'titleEn'))).toBe(true)
  expect(matches(one, changed('q', true, 'titleEn'))).toBe(false)
  expect(matches(WATCH, changed('q', false, 'titleEn'))).toBe(true)
  expect(matches({ ...WATCH, topic: 'listing' }, changed('q', true, 'titleEn'))).toBe(false)
})

it('shoppers hear of what is on show, and of fields that they may see', () => {
  const shopper = { ...WATCH, publicOnly: true }
  expect(matches(shopper, changed('p', true, 'skus.price'))).toBe(true)
  expect(matches(shopper, changed('p', false, 'skus.price'))).toBe(false)
  expect(matches(shopper, changed('p', true, 'skus.cost', 'supplier'))).toBe(false)
  expect(matches(shopper, changed('p', true, 'skus.cost', 'titleEn'))).toBe(true)
})
