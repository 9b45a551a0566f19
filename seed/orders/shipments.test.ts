import { describe, expect, it } from 'vitest'
import { orders } from './order.ts'
import type { SeedOrder, SeedOrderStatus } from './types.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const all = orders(NOW)
const past = (status: SeedOrderStatus, order: SeedOrder) => order.events.some(({ to }) => to === status)

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
