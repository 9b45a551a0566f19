import { expect, it } from 'vitest'
import { ENTITIES, extraName, targetNames, typeOfTarget } from './targets.ts'

it.each([
  ['product', 'title', 'text'],
  ['product', 'url', 'text'],
  ['product', 'outerId', 'text'],
  ['product', 'barcode', 'text'],
  ['product', 'specId', 'text'],
  ['product', 'price', 'minor'],
  ['product', 'quantity', 'integer'],
  ['product', 'onSale', 'boolean'],
  ['product', 'extra.season', 'any'],
  ['order', 'extra.season', 'any'],
  ['order', 'title', null],
  ['product', 'toString', null],
  ['toString', 'extra.season', null],
  ['shop', 'title', null],
])('of %s, %s takes: %s', (entity, field, type) => {
  expect(typeOfTarget(entity, field)).toBe(type)
})

it.each([
  ['extra.season', 'season'],
  [`extra.${'a'.repeat(40)}`, 'a'.repeat(40)],
  [`extra.${'a'.repeat(41)}`, null],
  ['extra.1st', null],
  ['extra.', null],
  ['extra.a.b', null],
  ['my.extra.a', null],
  ['title', null],
])('the custom field of %s is %s', (field, name) => {
  expect(extraName(field)).toBe(name)
})

it('names what a record can be mapped to', () => {
  expect(ENTITIES).toEqual(['product', 'order'])
  expect(targetNames('product')).toBe(
    'title, url, outerId, barcode, specId, price, quantity, onSale, extra.<name>',
  )
  expect(targetNames('order')).toBe('extra.<name>')
  expect(targetNames('shop')).toBe('extra.<name>')
})
