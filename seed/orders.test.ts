import { describe, expect, it } from 'vitest'
import { catalogue, SHOPS } from './catalogue.ts'
import { PATH } from './orders/journey.ts'
import { orders } from './orders.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)
const skuOf = new Map(
  catalogue().flatMap((product) => product.skus.map((sku) => [sku.code, { sku, product }])),
)

describe('the orders', () => {
  it('are 100, of all sources and states, placed in the last 60 days, oldest first', () => {
    expect(all).toHaveLength(100)
    expect(new Set(all.map(({ source }) => source))).toEqual(
      new Set(['STOREFRONT', 'TAOBAO', 'JD', 'ALIBABA_1688']),
    )
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([...PATH, 'CANCELLED', 'REFUNDED']))
    const ages = all.map(({ placedAt }) => (NOW.getTime() - placedAt.getTime()) / 86_400_000)
    expect(ages).toEqual(ages.toSorted((one, other) => other - one))
    expect(ages[0]).toBeLessThan(60)
    expect(ages[0]).toBeGreaterThan(45)
    expect(ages.at(-1)).toBeGreaterThan(0)
    expect(all.map(({ number }) => number)).toEqual(
      Array.from({ length: 100 }, (_, at) => `HG-${100001 + at}`),
    )
  })

  it('belong to the twelve customers, or to a shop', () => {
    const own = all.filter(({ source }) => source === 'STOREFRONT')
    expect(own).toHaveLength(67)
    expect(new Set(own.map(({ customer }) => customer))).toEqual(
      new Set(Array.from({ length: 12 }, (_, at) => `customer-${at + 1}`)),
    )
    for (const { source, shop, customer, externalId } of all) {
      expect(customer === null).toBe(source !== 'STOREFRONT')
      expect(shop).toBe(SHOPS.find(({ platform }) => platform === source)?.key ?? null)
      expect(externalId === null).toBe(source === 'STOREFRONT')
      if (externalId) expect(externalId).toMatch(source === 'JD' ? /^\d{12}$/ : /^\d{19}$/)
    }
  })

  it('ask for known SKUs at the price of their source, each once, and total them', () => {
    for (const { source, lines, totalFen, payments } of all) {
      expect(lines.length).toBeGreaterThanOrEqual(1)
      expect(new Set(lines.map(({ skuCode }) => skuCode)).size).toBe(lines.length)
      for (const { skuCode, unitPriceFen, quantity, title } of lines) {
        const known = skuOf.get(skuCode)
        const listed = known?.product.listings
          .find(({ platform }) => platform === source)
          ?.skus.find(({ code }) => code === skuCode)
        expect(unitPriceFen).toBe(source === 'STOREFRONT' ? known?.sku.priceFen : listed?.priceFen)
        expect(title).toBe(source === 'STOREFRONT' ? known?.sku.titleEn : known?.sku.titleZh)
        expect(quantity).toBeGreaterThanOrEqual(1)
      }
      expect(totalFen).toBe(lines.reduce((sum, line) => sum + line.quantity * line.unitPriceFen, 0))
      for (const { amountFen } of payments) expect(amountFen).toBe(totalFen)
    }
  })

  it('go the legal way, step by step, and never later than now', () => {
    for (const { status, events, placedAt, updatedAt, shipments } of all) {
      const states = events.map(({ to }) => to)
      const forward = states.filter((state) => PATH.includes(state))
      expect(forward).toEqual(PATH.slice(0, forward.length))
      expect(states.slice(forward.length).length).toBeLessThanOrEqual(1)
      expect(states.at(-1)).toBe(status)
      expect(events.map(({ from }) => from)).toEqual([null, ...states.slice(0, -1)])
      const times = events.map(({ at }) => at.getTime())
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(events[0]?.at).toEqual(placedAt)
      const scans = shipments.flatMap((shipment) =>
        shipment.events.map(({ occurredAt }) => occurredAt.getTime()),
      )
      expect(updatedAt.getTime()).toBe(Math.max(...times, ...scans))
      expect(updatedAt.getTime()).toBeLessThanOrEqual(NOW.getTime())
    }
  })

  it('are cancelled or refunded only from states that allow it', () => {
    const left = all.filter(({ status }) => status === 'CANCELLED' || status === 'REFUNDED')
    const ways = left.map(({ status, events }) => `${events.at(-1)?.from} ${status}`)
    expect(left).toHaveLength(10)
    expect(new Set(ways)).toEqual(
      new Set([
        'PENDING_PAYMENT CANCELLED',
        'PAID CANCELLED',
        'PAID REFUNDED',
        'PURCHASING REFUNDED',
        'DELIVERED REFUNDED',
      ]),
    )
  })

  it('are sent to nine countries, with addresses that name everything needed', () => {
    expect(new Set(all.map(({ shippingAddress }) => shippingAddress.country))).toEqual(
      new Set(['US', 'CA', 'GB', 'DE', 'FR', 'AU', 'SG', 'MY', 'CN']),
    )
    for (const { shippingAddress, source } of all) {
      for (const key of ['name', 'line1', 'city', 'postalCode', 'phone'] as const)
        expect(shippingAddress[key]).not.toBe('')
      expect(shippingAddress.country === 'CN').toBe(source !== 'STOREFRONT')
    }
  })
})
