import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { available, compareLevelKeys, oversoldBy } from './stock.ts'

const pieces = fc.nat(1_000_000)
const level = fc.record({ onHand: pieces, reserved: pieces, safetyStock: pieces })

describe('available', () => {
  it.each([
    [{ onHand: 10, reserved: 0, safetyStock: 0 }, 10],
    [{ onHand: 10, reserved: 3, safetyStock: 2 }, 5],
    [{ onHand: 10, reserved: 8, safetyStock: 2 }, 0],
    [{ onHand: 10, reserved: 12, safetyStock: 0 }, 0],
  ])('of %o is %i', (quantities, expected) => {
    expect(available(quantities)).toBe(expected)
  })

  it('is never negative and never more than is on hand', () => {
    fc.assert(
      fc.property(level, (quantities) => {
        expect(available(quantities)).toBeGreaterThanOrEqual(0)
        expect(available(quantities)).toBeLessThanOrEqual(quantities.onHand)
      }),
    )
  })

  it('is 0 wherever a level is oversold', () => {
    fc.assert(
      fc.property(level, (quantities) => {
        const missing = oversoldBy(quantities)
        expect(missing).toBe(Math.max(0, quantities.reserved - quantities.onHand))
        if (missing > 0) expect(available(quantities)).toBe(0)
      }),
    )
  })
})

describe('compareLevelKeys', () => {
  const key = fc.record({ skuId: fc.string(), warehouseId: fc.string() })

  it('puts the same keys into the same order, however they came', () => {
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const sorted = [...keys].sort(compareLevelKeys)
        expect([...keys].reverse().sort(compareLevelKeys)).toEqual(sorted)
      }),
    )
  })

  it('compares by SKU first, then by warehouse; 0 for the same level only', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const order = compareLevelKeys(a, b)
        expect(order === 0).toBe(a.skuId === b.skuId && a.warehouseId === b.warehouseId)
        expect(compareLevelKeys(b, a) + order).toBe(0)
      }),
    )
    expect(compareLevelKeys({ skuId: 'a', warehouseId: 'z' }, { skuId: 'a', warehouseId: 'z' })).toBe(0)
    expect(compareLevelKeys({ skuId: 'a', warehouseId: 'z' }, { skuId: 'b', warehouseId: 'a' })).toBe(-1)
    expect(compareLevelKeys({ skuId: 'a', warehouseId: 'z' }, { skuId: 'a', warehouseId: 'b' })).toBe(1)
  })
})
