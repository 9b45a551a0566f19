import { expect, it } from 'vitest'
import type { FeedEvent } from '../domain/feed-event.ts'
import { keysOfEvent, matches, type Watch } from './watch.ts'

const WATCH: Watch = {
  topic: 'offer-alert',
  skuIds: null,
  productIds: null,
  warehouseIds: null,
  shopIds: null,
  supplierKey: null,
}
const opened = (skuId: string): FeedEvent => ({
  seq: 1,
  payload: {
    topic: 'offer-alert',
    alertId: 'a',
    kind: 'PRICE_HELD',
    status: 'OPEN',
    skuId,
    occurredAt: '2026-03-01T00:00:00.000Z',
  },
})

it('an alert about an offer is found by those who watch its SKU, and by those who watch all', () => {
  expect(keysOfEvent(opened('s'))).toEqual(['*', 's'])
  const one = { ...WATCH, skuIds: new Set(['s']) }
  expect(matches(one, opened('s'))).toBe(true)
  expect(matches(one, opened('t'))).toBe(false)
  expect(matches(WATCH, opened('t'))).toBe(true)
  expect(matches({ ...WATCH, topic: 'alert' }, opened('t'))).toBe(false)
})
