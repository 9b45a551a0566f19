import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeReplenishment, type ReplenishmentFacts } from './replenishment.ts'

const FACTS: ReplenishmentFacts = {
  onHand: 9,
  reserved: 4,
  safetyStock: 2,
  incoming: 10,
  sold: 24,
  leadTimeDays: 7,
  minOrderQuantity: 1,
  resumeAbove: 12,
}

describe('a proposal to order again', () => {
  it('covers delivery and the days after at the present pace, less what is there and coming', () => {
    expect(proposeReplenishment(FACTS)).toEqual({
      quantity: 17,
      reason:
        '24 sold in 30 days, 0.8 a day: 30 are wanted for 7 days of delivery and 30 days after. There are 9 on hand, 4 of them reserved and 2 kept back, and 10 incoming, so 17 are missing.',
    })
  })

  it('ends the alert even when nothing was sold', () => {
    expect(proposeReplenishment({ ...FACTS, sold: 0, incoming: 0 })).toEqual({
      quantity: 9,
      reason:
        '0 sold in 30 days, 0 a day: 12 are wanted to end the alert (0 would last 7 days of delivery and 30 days after). There are 9 on hand, 4 of them reserved and 2 kept back, and 0 incoming, so 9 are missing.',
    })
  })

  it('orders no less than the supplier sells, and says so', () => {
    const proposal = proposeReplenishment({ ...FACTS, minOrderQuantity: 50 })
    expect(proposal?.quantity).toBe(50)
    expect(proposal?.reason).toMatch(/so 17 are missing. The supplier sells at least 50 at once.$/)
  })

  it('orders more for a supplier who takes longer', () => {
    expect(proposeReplenishment({ ...FACTS, leadTimeDays: 30 })?.quantity).toBe(48 - 3 - 10)
  })

  it('makes up for what is promised and not there', () => {
    expect(proposeReplenishment({ ...FACTS, onHand: 0, reserved: 6, incoming: 0 })?.quantity).toBe(30 + 8)
  })

  it('proposes nothing when enough is coming', () => {
    expect(proposeReplenishment({ ...FACTS, incoming: 27 })).toBeNull()
    expect(proposeReplenishment({ ...FACTS, incoming: 26 })?.quantity).toBe(1)
  })

  it('always ends the alert when it arrives', () => {
    const pieces = fc.nat(1000)
    fc.assert(
      fc.property(
        fc.record({
          onHand: pieces,
          reserved: pieces,
          safetyStock: pieces,
          incoming: pieces,
          sold: pieces,
          leadTimeDays: fc.nat(60),
          minOrderQuantity: fc.integer({ min: 1, max: 100 }),
          resumeAbove: pieces,
        }),
        (facts) => {
          const ordered = proposeReplenishment(facts)?.quantity ?? 0
          const free = facts.onHand - facts.reserved - facts.safetyStock + facts.incoming + ordered
          expect(free).toBeGreaterThanOrEqual(facts.resumeAbove)
          expect(ordered === 0 || ordered >= facts.minOrderQuantity).toBe(true)
        },
      ),
    )
  })

  it('proposes no more than a purchase may have, however much was sold', () => {
    const facts = {
      onHand: 0,
      reserved: 0,
      safetyStock: 0,
      incoming: 0,
      minOrderQuantity: 1,
      resumeAbove: 10,
    }
    expect(proposeReplenishment({ ...facts, sold: 4_000_000_000, leadTimeDays: 60 })?.quantity).toBe(
      1_000_000_000,
    )
  })
})
