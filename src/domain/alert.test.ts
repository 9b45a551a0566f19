import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AlertKind,
  type AlertLimits,
  DEFAULT_LIMITS,
  decideAlerts,
  defaultResumeAbove,
} from './alert.ts'

const levelOf = (onHand: number, reserved = 0, safetyStock = 0) => ({ onHand, reserved, safetyStock })

/** Feeds quantities to the rules one after the other, as the database does; gives what happened at each. */
function run(levels: readonly ReturnType<typeof levelOf>[], limits: AlertLimits = DEFAULT_LIMITS) {
  const unresolved = new Set<AlertKind>()
  return levels.map((level) => {
    const decision = decideAlerts(level, limits, unresolved)
    for (const kind of decision.resolve) unresolved.delete(kind)
    for (const kind of decision.open) if (kind !== 'BACK_IN_STOCK') unresolved.add(kind)
    return decision
  })
}

describe('the default rule', () => {
  it('is a threshold of 10 that ends at 12', () => {
    expect(DEFAULT_LIMITS).toEqual({ threshold: 10, resumeAbove: 12 })
  })

  it.each([
    [0, 1],
    [1, 2],
    [5, 6],
    [10, 12],
    [11, 14],
    [100, 120],
  ])('of threshold %i ends at %i', (threshold, resumeAbove) => {
    expect(defaultResumeAbove(threshold)).toBe(resumeAbove)
  })
})

describe('decideAlerts', () => {
  it('opens at the crossing, is silent below, ends at resumeAbove and opens again', () => {
    const happened = run([12, 10, 9, 8, 11, 9, 12, 10, 9].map((quantity) => levelOf(quantity)))
    expect(happened).toEqual([
      { open: [], resolve: [] },
      { open: [], resolve: [] },
      { open: ['LOW_STOCK'], resolve: [] },
      { open: [], resolve: [] },
      { open: [], resolve: [] },
      { open: [], resolve: [] },
      { open: [], resolve: ['LOW_STOCK'] },
      { open: [], resolve: [] },
      { open: ['LOW_STOCK'], resolve: [] },
    ])
  })

  it('judges what is available, not what is on hand', () => {
    expect(decideAlerts(levelOf(50, 30, 11), DEFAULT_LIMITS, new Set()).open).toEqual(['LOW_STOCK'])
    expect(decideAlerts(levelOf(50, 30, 10), DEFAULT_LIMITS, new Set()).open).toEqual([])
  })

  it('says out of stock at 0 and back in stock at the first piece', () => {
    expect(run([20, 0, 0, 3, 0].map((quantity) => levelOf(quantity)))).toEqual([
      { open: [], resolve: [] },
      { open: ['LOW_STOCK', 'OUT_OF_STOCK'], resolve: [] },
      { open: [], resolve: [] },
      { open: ['BACK_IN_STOCK'], resolve: ['OUT_OF_STOCK'] },
      { open: ['OUT_OF_STOCK'], resolve: [] },
    ])
  })

  it('says oversold while more is reserved than there is', () => {
    const none = { threshold: 0, resumeAbove: 1 }
    expect(run([levelOf(5, 4), levelOf(3, 4), levelOf(2, 4), levelOf(4, 4)], none)).toEqual([
      { open: [], resolve: [] },
      { open: ['OUT_OF_STOCK', 'OVERSOLD'], resolve: [] },
      { open: [], resolve: [] },
      { open: [], resolve: ['OVERSOLD'] },
    ])
  })

  it('stays silent about low stock with a threshold of 0', () => {
    const kinds = run([levelOf(3), levelOf(0), levelOf(1)], { threshold: 0, resumeAbove: 1 }).flatMap(
      ({ open }) => open,
    )
    expect(kinds).toEqual(['OUT_OF_STOCK', 'BACK_IN_STOCK'])
  })

  it('never opens a kind twice without resolving it between, nor resolves one that is not open', () => {
    const level = fc.record({ onHand: fc.nat(40), reserved: fc.nat(20), safetyStock: fc.nat(5) })
    const limits = fc
      .tuple(fc.nat(30), fc.nat(10))
      .map(([threshold, more]) => ({ threshold, resumeAbove: threshold + more }))
    fc.assert(
      fc.property(fc.array(level, { maxLength: 60 }), limits, (levels, rule) => {
        const open = new Set<AlertKind>()
        for (const decision of run(levels, rule)) {
          for (const kind of decision.resolve) expect(open.delete(kind)).toBe(true)
          for (const kind of decision.open) {
            expect(open.has(kind)).toBe(false)
            if (kind !== 'BACK_IN_STOCK') open.add(kind)
          }
          expect(new Set(decision.open).size).toBe(decision.open.length)
          expect(decision.open.filter((kind) => decision.resolve.includes(kind))).toEqual([])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with the level whenever it is outside the band between threshold and resumeAbove', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (quantities) => {
        const open = new Set<AlertKind>()
        const happened = run(quantities.map((quantity) => levelOf(quantity)))
        for (const [index, decision] of happened.entries()) {
          for (const kind of decision.resolve) open.delete(kind)
          for (const kind of decision.open) open.add(kind)
          const quantity = quantities[index] ?? 0
          if (quantity < 10) expect(open.has('LOW_STOCK')).toBe(true)
          if (quantity >= 12) expect(open.has('LOW_STOCK')).toBe(false)
          expect(open.has('OUT_OF_STOCK')).toBe(quantity === 0)
        }
      }),
    )
  })
})
