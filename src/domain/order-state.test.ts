import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canCustomerCancel,
  canMove,
  isFinal,
  ORDER_STATUSES,
  type OrderStatus,
  stateAfter,
  TRANSITIONS,
} from './order-state.ts'

const WAY = ORDER_STATUSES.slice(0, 8)
const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const))

/** The table again, as rules that every pair must agree with. */
function allowed(from: OrderStatus, to: OrderStatus): boolean {
  const at = WAY.indexOf(from)
  if (at < 0 || from === 'COMPLETED') return false
  if (to === 'CANCELLED') return at < WAY.indexOf('SHIPPED')
  if (to === 'REFUNDED') return from !== 'PENDING_PAYMENT'
  if (from === 'PENDING_PAYMENT') return to === 'PAID'
  return WAY.indexOf(to) > at
}

describe('the states of an order', () => {
  it('are ten, which makes a hundred pairs', () => {
    expect(new Set(ORDER_STATUSES).size).toBe(10)
    expect(pairs).toHaveLength(100)
  })

  it.each(pairs)('from %s to %s as the rules say', (from, to) => {
    expect(canMove(from, to)).toBe(allowed(from, to))
    expect(stateAfter(from, to)).toBe(allowed(from, to) ? to : from)
  })

  it('allow 33 of the hundred moves', () => {
    expect(pairs.filter(([from, to]) => canMove(from, to))).toHaveLength(
      Object.values(TRANSITIONS).flat().length,
    )
    expect(pairs.filter(([from, to]) => allowed(from, to))).toHaveLength(33)
  })

  it('never lead back: no sequence of news passes a state twice or lowers it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDER_STATUSES), { maxLength: 30 }), (news) => {
        let now: OrderStatus = 'PENDING_PAYMENT'
        const passed: OrderStatus[] = [now]
        for (const to of news) {
          const next = stateAfter(now, to)
          if (next !== now) passed.push(next)
          now = next
        }
        const ranks = passed.map((status) => ORDER_STATUSES.indexOf(status))
        expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b))
      }),
    )
  })

  it('keep delivered delivered, whatever is told later about the way there', () => {
    for (const late of ['PENDING_PAYMENT', 'PAID', 'AT_WAREHOUSE', 'SHIPPED', 'CANCELLED'] as const)
      expect(stateAfter('DELIVERED', late)).toBe('DELIVERED')
  })

  it('end where nothing comes after', () => {
    expect(ORDER_STATUSES.filter(isFinal)).toEqual(['COMPLETED', 'CANCELLED', 'REFUNDED'])
  })

  it('let customers cancel only while nothing was bought, and only where cancelling is possible', () => {
    const byCustomer = ORDER_STATUSES.filter(canCustomerCancel)
    expect(byCustomer).toEqual(['PENDING_PAYMENT', 'PAID'])
    for (const from of byCustomer) expect(canMove(from, 'CANCELLED')).toBe(true)
  })
})
