import { describe, expect, it } from 'vitest'
import { catalogue, SHOPS } from './catalogue.ts'
import { PATH } from './orders/journey.ts'
import { orders, reservations, type SeedOrder, type SeedOrderStatus } from './orders.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)
const past = (status: SeedOrderStatus, order: SeedOrder) => order.events.some(({ to }) => to === status)
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

describe('the parcels of the orders', () => {
  const parcels = all.flatMap((order) => order.shipments.map((shipment) => ({ order, shipment })))

  it('have scans in order of time, the last of which is their status, and a number of their own', () => {
    for (const { shipment } of parcels) {
      const times = shipment.events.map(({ occurredAt }) => occurredAt.getTime())
      expect(times.length).toBeGreaterThan(0)
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(shipment.events.at(-1)?.status).toBe(shipment.status)
    }
    expect(new Set(parcels.map(({ shipment }) => shipment.trackingNumber)).size).toBe(parcels.length)
    expect(new Set(parcels.flatMap(({ shipment }) => shipment.events.map(({ status }) => status))).size).toBe(
      10,
    )
  })

  it('end at the hub when they come from a seller', () => {
    const inbound = parcels.filter(({ shipment }) => shipment.purchaseExternalId !== null)
    const sent = all.flatMap(({ purchases }) =>
      purchases.filter(({ status }) => ['SHIPPED', 'RECEIVED'].includes(status)),
    )
    expect(inbound.map(({ shipment }) => shipment.purchaseExternalId).toSorted()).toEqual(
      sent.map(({ externalId }) => externalId).toSorted(),
    )
    for (const { order, shipment } of inbound) {
      expect(shipment.leg).toBe('DOMESTIC')
      expect(shipment.status === 'ARRIVED_AT_HUB').toBe(past('AT_WAREHOUSE', order))
      expect(shipment.events.some(({ status }) => status === 'DELIVERED')).toBe(false)
    }
  })

  it('reach the buyer when the order is delivered, and one comes back when it is refunded', () => {
    for (const order of all) {
      const outbound = order.shipments.filter(({ purchaseExternalId }) => purchaseExternalId === null)
      if (past('SHIPPED', order)) expect(outbound).toHaveLength(1)
      for (const { leg, status, events } of outbound) {
        expect(leg).toBe(order.source === 'STOREFRONT' ? 'INTERNATIONAL' : 'DOMESTIC')
        expect(events.some((scan) => scan.status === 'DELIVERED')).toBe(past('DELIVERED', order))
        expect(status === 'RETURNED').toBe(order.status === 'REFUNDED')
        expect(status === 'PENDING').toBe(!past('SHIPPED', order))
      }
    }
  })
})

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
