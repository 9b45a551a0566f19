import { describe, expect, it } from 'vitest'
import { orders } from './order.ts'
import type { SeedOrder, SeedOrderStatus } from './types.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)
const past = (status: SeedOrderStatus, order: SeedOrder) => order.events.some(({ to }) => to === status)

describe('the payments of the orders', () => {
  it('agree with the state of the order', () => {
    for (const order of all) {
      const last = order.payments.at(-1)
      const left = order.status === 'CANCELLED' || order.status === 'REFUNDED'
      const allowed = past('PAID', order)
        ? [left ? 'REFUNDED' : 'PAID']
        : order.status === 'CANCELLED'
          ? ['FAILED']
          : ['PENDING', 'AUTHORIZED']
      expect(allowed).toContain(last?.status)
      expect(last?.paidAt ?? undefined).toEqual(order.events.find(({ to }) => to === 'PAID')?.at)
      for (const { status, paidAt, reference } of order.payments.slice(0, -1)) {
        expect([status, paidAt]).toEqual(['FAILED', null])
        expect(reference).not.toBe(last?.reference)
      }
    }
    expect(new Set(all.flatMap(({ payments }) => payments.map(({ status }) => status))).size).toBe(5)
  })

  it('have references that occur once', () => {
    const references = all.flatMap(({ payments }) => payments.flatMap(({ reference }) => reference ?? []))
    expect(references.length).toBeGreaterThan(90)
    expect(new Set(references).size).toBe(references.length)
  })
})
