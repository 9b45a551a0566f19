import { describe, expect, it } from 'vitest'
import { ORDER_LINE_STATUSES, type OrderLineStatus } from './order-line.ts'
import { lineAfterPurchases, PURCHASE_STATUSES, type PurchaseState } from './purchase-state.ts'

const SENT = new Date('2026-03-01T08:00:00Z')
const purchase = (status: PurchaseState['status'], submittedAt: Date | null = SENT): PurchaseState => ({
  status,
  submittedAt,
})

/** Where one purchase brings a line that is PENDING, and one that is further. */
const ONE: [PurchaseState, OrderLineStatus | 'as it is', OrderLineStatus | 'as it is'][] = [
  [purchase('PENDING', null), 'PENDING', 'PURCHASING'],
  [purchase('PENDING'), 'PURCHASING', 'PURCHASING'],
  [purchase('PLACED'), 'PURCHASING', 'PURCHASING'],
  [purchase('PAID'), 'PURCHASED', 'PURCHASED'],
  [purchase('SHIPPED'), 'SELLER_SENT', 'SELLER_SENT'],
  [purchase('RECEIVED'), 'ARRIVED', 'ARRIVED'],
  [purchase('CANCELLED'), 'as it is', 'as it is'],
  [purchase('FAILED'), 'PURCHASING', 'PURCHASING'],
  [purchase('AWAITING_MANUAL_PURCHASE', null), 'PURCHASING', 'PURCHASING'],
]
const BOUGHT: OrderLineStatus[] = ['PENDING', 'PURCHASING', 'PURCHASED', 'SELLER_SENT', 'ARRIVED']
const expected = (now: OrderLineStatus, [, fresh, later]: (typeof ONE)[number]) =>
  now === 'PENDING' ? fresh : later

it('knows every state of a purchase', () => {
  expect(new Set(ONE.map(([{ status }]) => status))).toEqual(new Set(PURCHASE_STATUSES))
})

describe.each(ORDER_LINE_STATUSES)('a line that is %s', (now) => {
  it('stays so without a purchase', () => {
    expect(lineAfterPurchases(now, [])).toBe(now)
  })

  it.each(ONE)('with a purchase %o', (...row) => {
    const at = expected(now, row)
    expect(lineAfterPurchases(now, [row[0]])).toBe(BOUGHT.includes(now) && at !== 'as it is' ? at : now)
  })

  it('with two purchases is where the least advanced is, whichever comes first', () => {
    let compared = 0
    for (const one of ONE)
      for (const other of ONE) {
        const [first] = [expected(now, one), expected(now, other)]
          .filter((at) => at !== 'as it is')
          .sort((a, b) => BOUGHT.indexOf(a) - BOUGHT.indexOf(b))
        expect(lineAfterPurchases(now, [one[0], other[0]])).toBe(BOUGHT.includes(now) ? (first ?? now) : now)
        compared++
      }
    expect(compared).toBe(81)
  })
})
