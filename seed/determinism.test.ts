import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { openingMovements } from './movements.ts'
import { orders, reservations } from './orders.ts'
import { merchandise } from './products.ts'
import { stockLevels } from './stock.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const digest = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

/**
 * Recorded tests, examples and screenshots name what is in the seed. A change of vocabulary or of the
 * generator changes these on purpose: write the new value here in the same commit.
 */
it.each([
  ['catalogue', () => catalogue(), '206d4e3d46bf43bf'],
  ['stock levels', stockLevels, 'cf1d6ab76235a582'],
  ['orders', () => orders(NOW), '325819ff072a2589'],
  ['reservations', () => reservations(NOW), '242fbaeab9eee802'],
  ['movements', () => openingMovements(NOW), 'df5704563bc1be54'],
])('%s are the same at every call and on every machine', (_name, make, pinned) => {
  expect(make()).toEqual(make())
  expect(digest(make())).toBe(pinned)
})

it('products are the same when made twice from the vocabulary', () => {
  const [one, other] = [merchandise(), merchandise()]
  expect(one).not.toBe(other)
  expect(one).toEqual(other)
})

it('orders depend on the instant only by their own instants', () => {
  const timeless = (now: Date) =>
    JSON.stringify(orders(now), (_key, value) => (/^\d{4}-.*Z$/.test(value) ? null : value))
  expect(timeless(new Date('2031-11-05T03:04:05Z'))).toBe(timeless(NOW))
})
