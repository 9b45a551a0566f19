import { describe, expect, it } from 'vitest'
import type { ChangedLevel } from '../store/stock-level.ts'
import { type ChangeTo, deltasOf, type LevelChange, refusalOf, sumRefusalOf } from './level-change.ts'

const QUANTITY = ['lines', '0', 'quantity']
const LEVEL = {
  id: 'l',
  skuId: 's',
  warehouseId: 'w',
  onHand: 10,
  reserved: 4,
  safetyStock: 1,
  incoming: 2,
  version: 3,
  updatedAt: new Date(0),
}
const change = (to: ChangeTo, skuId = 's'): LevelChange => ({
  skuId,
  warehouseId: 'w',
  to,
  reason: 'ADJUSTMENT',
  reference: null,
  fields: { sku: null, warehouse: null, quantity: QUANTITY },
})
const refusal = (to: ChangeTo) => refusalOf(change(to), LEVEL)?.errors[0] ?? null

describe('why a change does not apply', () => {
  it('is too little on hand, or too little available where that is what it needs', () => {
    expect(refusal({ kind: 'add', onHand: -11 })).toEqual({
      code: 'INSUFFICIENT_STOCK',
      field: QUANTITY,
      message: 'Only 10 on hand (4 reserved).',
    })
    expect(refusal({ kind: 'add', reserved: 6, needs: { available: 6 } })).toEqual({
      code: 'INSUFFICIENT_STOCK',
      field: QUANTITY,
      message: 'Only 5 available.',
    })
  })

  it.each([
    ['onHand', 999_999_990],
    ['reserved', 999_999_996],
    ['incoming', 999_999_998],
  ])('is more %s than a level holds', (name, most) => {
    expect(refusal({ kind: 'add', [name]: most + 1 })).toEqual({
      code: 'LIMIT_EXCEEDED',
      field: QUANTITY,
      message: 'A level holds at most 1000000000 pieces.',
    })
    expect(refusal({ kind: 'add', [name]: most })?.code).toBe('INSUFFICIENT_STOCK')
  })

  it('is another version than the one that was counted', () => {
    expect(refusal({ kind: 'set', onHand: 7, expectedVersion: 2 })).toEqual({
      code: 'VERSION_CONFLICT',
      field: ['expectedVersion'],
      message: 'The level is at version 3 now, not 2: read it again before you change it.',
    })
  })

  it('is nothing where it is so already', () => {
    expect(refusal({ kind: 'set', onHand: 10, expectedVersion: 3 })).toBeNull()
    expect(refusal({ kind: 'set', onHand: 10, expectedVersion: null })).toBeNull()
    expect(refusal({ kind: 'keep', safetyStock: 1 })).toBeNull()
  })
})

describe('a sum of a SKU over all warehouses', () => {
  const MOST = 2_147_483_647
  const changed = (sums: Partial<ChangedLevel['sums']>, more: Partial<ChangedLevel> = {}): ChangedLevel => ({
    ...LEVEL,
    onHandBefore: 9,
    sums: { onHand: 10, reserved: 4, incoming: 2, ...sums },
    ...more,
  })
  const one = { onHand: 1, reserved: 1, incoming: 1 }

  it.each([
    ['onHand', 'on hand'],
    ['reserved', 'reserved'],
    ['incoming', 'incoming'],
  ] as const)('may not be raised above what an Int holds: %s', (name, words) => {
    const raise = change({ kind: 'add', ...one })
    expect(sumRefusalOf([[raise, changed({ [name]: MOST })]])).toBeNull()
    expect(sumRefusalOf([[raise, changed({ [name]: MOST + 1 })]])?.errors).toEqual([
      {
        code: 'LIMIT_EXCEEDED',
        field: QUANTITY,
        message: `All warehouses together would have ${MOST + 1} pieces of the SKU ${words}; at most ${MOST} are kept.`,
      },
    ])
    const lower = change({ kind: 'add', [name]: -1 })
    expect(sumRefusalOf([[lower, changed({ [name]: MOST + 1 }, { onHandBefore: 11 })]])).toBeNull()
    const none = change({ kind: 'keep', safetyStock: 1 })
    expect(sumRefusalOf([[none, changed({ [name]: MOST + 1 }, { onHandBefore: 10 })]])).toBeNull()
  })

  it('counts after all changes, each SKU by itself', () => {
    const raise = change({ kind: 'add', onHand: 1 })
    const lower = change({ kind: 'add', onHand: -1 })
    const high = changed({ onHand: MOST + 1 })
    expect(
      sumRefusalOf([
        [raise, high],
        [lower, changed({ onHand: MOST }, { onHandBefore: 11 })],
      ]),
    ).toBeNull()
    const other = changed({ onHand: 1 }, { skuId: 'other' })
    expect(
      sumRefusalOf([
        [raise, high],
        [change({ kind: 'add', onHand: 1 }, 'other'), other],
      ]),
    ).not.toBeNull()
    expect(sumRefusalOf([])).toBeNull()
  })
})

it('the ledger has what changed on hand, reserved and incoming', () => {
  const level = { ...LEVEL, onHandBefore: 12, sums: { onHand: 0, reserved: 0, incoming: 0 } }
  const deltas = (to: ChangeTo) => deltasOf(change(to), level)
  expect(deltas({ kind: 'add', onHand: -2, reserved: -3, incoming: 5 })).toEqual({
    delta: -2,
    reservedDelta: -3,
    incomingDelta: 5,
  })
  expect(deltas({ kind: 'set', onHand: 10, expectedVersion: null })).toEqual({
    delta: -2,
    reservedDelta: 0,
    incomingDelta: 0,
  })
})
