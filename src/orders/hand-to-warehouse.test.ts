import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { ADDRESS, orderDeps } from '../../test/support/orders.ts'
import type { MarketplaceConnector, Shipment } from '../connectors/marketplace.ts'
import type { DeliveryOrder, WarehouseConnector } from '../connectors/warehouse.ts'
import { RateLimited, Rejected, Transient } from '../domain/upstream-error.ts'
import { type AnnouncementDeps, announceShipments } from './announce-shipments.ts'
import { onDeliveryConfirmed } from './delivery-confirmed.ts'
import { ownerOf } from './deps.ts'
import { type HandoverDeps, handToWarehouse } from './hand-to-warehouse.ts'

const never = new AbortController().signal
const contact = {
  name: '集运仓',
  mobile: '13000000000',
  province: '广东省',
  city: '广州市',
  address: '测试大道1号',
}

testDatabases('orders of a linked shop', (database) => {
  const deps = () => orderDeps(database().prisma, { box: orderDepsBox })
  const orderDepsBox = orderDeps(null as never).box
  const orderOf = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: { shipments: true, events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    })

  /** Pulled, paid and with its stock held, as synchronisation leaves it. */
  async function pulled(options: { matched?: boolean; source?: 'TAOBAO' | 'STOREFRONT' } = {}) {
    const { matched = true, source = 'TAOBAO' } = options
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const shop = await prisma.shop.create({
      data: { platform: 'TAOBAO', externalShopId: v7(), name: '茶铺' },
    })
    const id = v7()
    await prisma.order.create({
      data: {
        id,
        number: `T-${id}`,
        source,
        status: 'PAID',
        shopId: shop.id,
        externalId: v7(),
        totalMinor: 3980n,
        shippingAddress: orderDepsBox.seal(JSON.stringify({ ...ADDRESS, country: 'CN', region: '浙江省' })),
        placedAt: new Date(),
        lines: {
          create: {
            position: 1,
            skuId: matched ? skuId : null,
            title: '茶',
            quantity: 2,
            unitPriceMinor: 1990n,
          },
        },
      },
    })
    const held = {
      lines: [{ skuId, quantity: 2, field: [] }],
      owner: ownerOf(id),
      expiresAt: null,
      actor: 'sync',
    }
    await prisma.$transaction((tx) => deps().holds.reserve(tx, held))
    return { id, skuId, number: `T-${id}`, shopId: shop.id }
  }

  function warehouse(error?: Error) {
    const received: DeliveryOrder[] = []
    const connector = {
      createDeliveryOrder: async (_account: unknown, order: DeliveryOrder) => {
        received.push(order)
        if (error) throw error
        return 'WMS-1'
      },
    } as unknown as WarehouseConnector
    const handover: HandoverDeps = {
      prisma: database().prisma,
      box: orderDepsBox,
      warehouse: connector,
      account: { warehouseId: 'w', warehouseCode: 'GZ', ownerCode: 'O', customerId: 'c' },
      sender: contact,
      carrier: 'SF',
    }
    return { received, handover }
  }

  describe('handed to the warehouse', () => {
    it('go under their number, with address and lines, once', async () => {
      const { id, number } = await pulled()
      const { received, handover } = warehouse()
      expect(await handToWarehouse(handover, id)).toEqual({ handed: true })
      expect(await handToWarehouse(handover, id)).toEqual({ handed: true })
      expect(received).toHaveLength(1)
      expect(received[0]).toMatchObject({
        code: number,
        kind: 'sale',
        platform: 'TAOBAO',
        shopName: '茶铺',
        carrier: 'SF',
        receiver: {
          name: ADDRESS.name,
          mobile: ADDRESS.phone,
          country: 'CN',
          province: '浙江省',
          city: ADDRESS.city,
          postalCode: ADDRESS.postalCode,
        },
        lines: [{ lineNo: '1', quantity: 2, price: { minor: 1990n, currency: 'CNY' } }],
      })
      const order = await orderOf(id)
      expect(order).toMatchObject({ status: 'AT_WAREHOUSE', handedOverAt: expect.any(Date) })
      expect(JSON.stringify(order.events)).not.toContain(ADDRESS.name)
    })

    it('stay where they are when the warehouse does not answer', async () => {
      const { id } = await pulled()
      const lost = new Transient({ upstream: 'QIMEN', message: 'no answer', mayHaveHappened: true })
      await expect(handToWarehouse(warehouse(lost).handover, id)).rejects.toBe(lost)
      expect(await orderOf(id)).toMatchObject({ status: 'PAID', handedOverAt: null })
      expect(await handToWarehouse(warehouse().handover, id)).toEqual({ handed: true })
    })

    it('are not, with the reason, while a line is not matched, and when they are ours', async () => {
      const { received, handover } = warehouse()
      const unmatched = await pulled({ matched: false })
      expect(await handToWarehouse(handover, unmatched.id)).toMatchObject({
        handed: false,
        reason: expect.stringContaining('not matched'),
      })
      const ours = await pulled({ source: 'STOREFRONT' })
      expect(await handToWarehouse(handover, ours.id)).toMatchObject({ handed: false })
      expect(received).toEqual([])
    })
  })

  const confirmed = (deliveryOrderCode: string, ...numbers: string[]) =>
    onDeliveryConfirmed(deps(), {
      deliveryOrderCode,
      final: true,
      packages: numbers.map((trackingNumber) => ({
        carrier: 'SF',
        carrierName: null,
        trackingNumber,
        items: [],
      })),
    })

  it('are shipped and sold when the warehouse says so, however often', async () => {
    const { prisma } = database()
    const { id, skuId, number } = await pulled()
    const parcel = `SF${v7().replaceAll('-', '')}`.toUpperCase()
    for (let time = 0; time < 3; time++) expect(await confirmed(number, parcel)).toBe(true)
    const order = await orderOf(id)
    expect(order.status).toBe('SHIPPED')
    expect(order.shipments).toMatchObject([
      {
        leg: 'DOMESTIC',
        carrier: 'SF',
        trackingNumber: parcel,
        announceDueAt: expect.any(Date),
        announcedAt: null,
      },
    ])
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ onHand: 3, reserved: 0 }])
    expect(await confirmed('T-unknown', parcel)).toBe(false)
  })

  describe('have their parcel numbers told to the marketplace', () => {
    function marketplace(...errors: Error[]) {
      const told: Shipment[] = []
      const connector = {
        supports: { shipments: true },
        sendShipment: async (_shop: unknown, shipment: Shipment) => {
          const error = errors.shift()
          if (error) throw error
          told.push(shipment)
        },
      } as unknown as MarketplaceConnector
      const announcing: AnnouncementDeps = {
        prisma: database().prisma,
        shopOf: async (shopId) => ({ connector, shop: { shopId, externalShopId: 's', accessToken: 't' } }),
        leaseMs: 60_000,
        onError: (error) => {
          throw error
        },
      }
      return { told, announcing }
    }
    const shippedOrder = async () => {
      const order = await pulled()
      const trackingNumber = `SF${v7().replaceAll('-', '')}`.toUpperCase()
      await confirmed(order.number, trackingNumber)
      return { ...order, trackingNumber }
    }
    const due = () =>
      database().prisma.shipment.updateMany({
        where: { announceDueAt: { not: null } },
        data: { announceDueAt: new Date(Date.now() - 1_000) },
      })
    const shipmentOf = async (id: string) => (await orderOf(id)).shipments[0]

    it('once, by the order number of the marketplace', async () => {
      const { id, trackingNumber } = await shippedOrder()
      const { externalId } = await orderOf(id)
      const { told, announcing } = marketplace()
      await due()
      while (await announceShipments(announcing, never));
      await announceShipments(announcing, never)
      expect(told.filter((one) => one.trackingNumber === trackingNumber)).toEqual([
        { orderId: externalId, carrier: 'SF', trackingNumber },
      ])
      expect(await shipmentOf(id)).toMatchObject({ announceDueAt: null, announcedAt: expect.any(Date) })
      expect((await orderOf(id)).events.at(-1)?.note).toContain('told')
    })

    it('later, while the marketplace does not answer', async () => {
      const { id } = await shippedOrder()
      const limited = new RateLimited({ upstream: 'TAOBAO', message: 'slow down', retryAfterMs: 60_000 })
      const { told, announcing } = marketplace(
        limited,
        new Transient({ upstream: 'TAOBAO', message: 'no answer' }),
      )
      await due()
      await announceShipments(announcing, never)
      expect(await shipmentOf(id)).toMatchObject({ announceError: 'slow down', announcedAt: null })
      await due()
      await announceShipments(announcing, never)
      expect((await shipmentOf(id))?.announceError).toBe('no answer')
      await due()
      await announceShipments(announcing, never)
      expect(told).toHaveLength(1)
      expect((await shipmentOf(id))?.announcedAt).toEqual(expect.any(Date))
    })

    it('by hand, and said so, when the marketplace refuses', async () => {
      const { id } = await shippedOrder()
      const { told, announcing } = marketplace(
        new Rejected({ upstream: 'TAOBAO', message: 'unknown carrier' }),
      )
      await due()
      await announceShipments(announcing, never)
      await announceShipments(announcing, never)
      expect(told).toEqual([])
      expect(await shipmentOf(id)).toMatchObject({ announceDueAt: null, announceError: 'unknown carrier' })
      expect((await orderOf(id)).events.at(-1)?.note).toContain('by hand: unknown carrier')
    })
  })
})
