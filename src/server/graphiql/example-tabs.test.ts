import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { exampleTabs } from './example-tabs.ts'

const tabs = exampleTabs({ operator: 'op', analyst: 'an' }, { skuId: 'S', warehouseId: 'W', alertId: 'A' })

test('every tab starts with 2 to 4 lines of comment that say what to try', () => {
  expect(tabs).toHaveLength(6)
  for (const tab of tabs) {
    const comment = /^(?:#.*\n)+/.exec(tab.query)?.[0] ?? ''
    expect(comment.trimEnd().split('\n').length).toSatisfy((lines: number) => lines >= 2 && lines <= 4)
    expect(comment).toContain('# Try:')
  }
})

test('every tab is one document with named operations, and no name is used twice', () => {
  const names = tabs.flatMap((tab) =>
    parse(tab.query).definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
    ),
  )
  expect(names).toEqual([
    'Catalogue',
    'StockChanges',
    'AdjustStock',
    'LowStockAlerts',
    'Orders',
    'InventoryAlerts',
    'AcknowledgeAlert',
  ])
})

test('reading tabs carry the analyst token, writing ones and orders the operator token', () => {
  const bearers = tabs.map((tab) => JSON.parse(tab.headers ?? '{}').Authorization)
  expect(bearers).toEqual(['Bearer an', 'Bearer an', 'Bearer op', 'Bearer an', 'Bearer op', 'Bearer op'])
})

test('without tokens there are no headers; without an analyst the operator reads', () => {
  expect(exampleTabs({}).map((tab) => tab.headers)).toEqual(Array(6).fill(undefined))
  expect(exampleTabs({ operator: 'op' })[0]?.headers).toContain('Bearer op')
})

test('variables hold the given ids, or placeholders that the comment explains', () => {
  expect(JSON.parse(tabs[2]?.variables ?? '').input).toMatchObject({ skuId: 'S', warehouseId: 'W' })
  expect(JSON.parse(tabs[5]?.variables ?? '').id).toBe('A')
  const blank = exampleTabs({})[2]
  expect(JSON.parse(blank?.variables ?? '').input.skuId).toBe('PASTE_A_SKU_ID')
  expect(blank?.query).toContain('Fill in ids')
  expect(tabs[2]?.query).not.toContain('Fill in')
  const key = (from: typeof tabs) => JSON.parse(from[2]?.variables ?? '').input.idempotencyKey
  expect(key(exampleTabs({}))).not.toBe(key(tabs))
})
