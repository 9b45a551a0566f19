import { describe, expect, it } from 'vitest'
import { catalogue } from '../catalogue.ts'
import { orders } from './order.ts'
import type { SeedOrder, SeedOrderStatus } from './types.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)
const past = (status: SeedOrderStatus, order: SeedOrder) => order.events.some(({ to }) => to === status)
const skuOf = new Map(
  catalogue().flatMap((product) => product.skus.map((sku) => [sku.code, { sku, product }])),
)

describe('the purchases of the orders', () => {
  const purchases = all.flatMap((order) => order.purchases.map((purchase) => ({ order, purchase })))

  it('cover the lines bought to order of paid storefront orders, and no others', () => {
    for (const order of all) {
      const toBuy = order.lines.filter(({ servedFrom }) => servedFrom === 'PURCHASE')
      const bought = order.purchases.flatMap(({ lines }) =>
        lines.map(({ skuCode, quantity }) => `${skuCode} ${quantity}`),
      )
      const expected = past('PAID', order)
        ? toBuy.map(({ skuCode, quantity }) => `${skuCode} ${quantity}`)
        : []
      expect(bought.toSorted()).toEqual(expected.toSorted())
      if (order.source === 'STOREFRONT' && past('PURCHASING', order)) expect(bought.length).toBeGreaterThan(0)
      if (order.source !== 'STOREFRONT') expect(toBuy).toEqual([])
    }
  })

  it('agree with the state of the order', () => {
    const allowed: Partial<Record<SeedOrderStatus, string[]>> = {
      PAID: ['PENDING'],
      PURCHASING: ['AWAITING_MANUAL_PURCHASE', 'PENDING', 'PLACED', 'FAILED'],
      PURCHASED: ['PAID', 'SHIPPED'],
      AT_WAREHOUSE: ['RECEIVED'],
      SHIPPED: ['RECEIVED'],
      DELIVERED: ['RECEIVED'],
      COMPLETED: ['RECEIVED'],
      CANCELLED: ['CANCELLED'],
      REFUNDED: ['CANCELLED', 'FAILED', 'RECEIVED'],
    }
    for (const { order, purchase } of purchases) expect(allowed[order.status]).toContain(purchase.status)
    expect(new Set(purchases.map(({ purchase }) => purchase.status)).size).toBe(8)
    expect(new Set(purchases.map(({ purchase }) => purchase.platform)).size).toBe(3)
  })

  it('have an order number of 19 digits where one was placed, and a reason where a person must act', () => {
    for (const { order, purchase } of purchases) {
      const { status, externalId, reason } = purchase
      const placed = ['PLACED', 'PAID', 'SHIPPED', 'RECEIVED'].includes(status)
      if (placed) expect(externalId).toMatch(/^\d{19}$/)
      else if (status !== 'CANCELLED' || !past('PURCHASING', order)) expect(externalId).toBeNull()
      expect(reason !== null).toBe(status === 'AWAITING_MANUAL_PURCHASE' || status === 'FAILED')
    }
    const ids = purchases.flatMap(({ purchase }) => purchase.externalId ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(String(Number(id))).not.toBe(id)
  })

  it('cost what the shop asks, less than the customer pays', () => {
    for (const { purchase } of purchases) {
      for (const { skuCode, unitPriceFen } of purchase.lines) {
        const { product, sku } = skuOf.get(skuCode) ?? {}
        const listing = product?.listings.find(({ platform }) => platform === purchase.platform)
        expect(unitPriceFen).toBe(listing?.skus.find(({ code }) => code === skuCode)?.priceFen)
        expect(unitPriceFen).toBeLessThanOrEqual(sku?.priceFen ?? 0)
      }
      expect(purchase.totalFen).toBe(
        purchase.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceFen, 0),
      )
    }
  })
})
