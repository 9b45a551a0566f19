import { describe, expect, it } from 'vitest'
import { orders } from './order.ts'
import { reservations } from './reservations.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)

describe('the reservations', () => {
  it('hold the lines served from stock of storefront orders that have not shipped', () => {
    const open = ['PENDING_PAYMENT', 'PAID', 'PURCHASING', 'PURCHASED', 'AT_WAREHOUSE']
    const expected = all
      .filter(({ source, status }) => source === 'STOREFRONT' && open.includes(status))
      .flatMap(({ number, lines }) =>
        lines.flatMap((line) =>
          line.servedFrom === 'STOCK'
            ? [`${number} ${line.skuCode} ${line.warehouseCode} ${line.quantity}`]
            : [],
        ),
      )
    const held = reservations(NOW)
    expect(expected.length).toBeGreaterThan(15)
    expect(
      held.map((one) => `${one.orderNumber} ${one.skuCode} ${one.warehouseCode} ${one.quantity}`),
    ).toEqual(expected)
  })

  it('run out for unpaid orders only, after now', () => {
    const status = new Map(all.map((order) => [order.number, order.status]))
    const unpaid = reservations(NOW).filter(({ expiresAt }) => expiresAt !== null)
    expect(unpaid.length).toBeGreaterThan(0)
    for (const { orderNumber, expiresAt } of reservations(NOW)) {
      expect(expiresAt === null).toBe(status.get(orderNumber) !== 'PENDING_PAYMENT')
      if (expiresAt) expect(expiresAt.getTime()).toBeGreaterThan(NOW.getTime())
    }
  })
})
