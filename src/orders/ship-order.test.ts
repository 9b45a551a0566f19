import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf } from '../../test/support/ledger.ts'
import { boughtToOrder, orderDeps, paid, placed } from '../../test/support/orders.ts'
import { fakePlatform, makeDue, purchaseDeps } from '../../test/support/purchasing.ts'
import type { TrackingStatus } from '../domain/tracking.ts'
import { completeOrders } from './complete-orders.ts'
import { confirmDelivery } from './confirm-delivery.ts'
import { workOnPurchases } from './purchases/work.ts'
import { recordTracking } from './record-tracking.ts'
import { shipOrder } from './ship-order.ts'

const never = new AbortController().signal
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute))

testDatabases('shipping', (database) => {
  const deps = () => orderDeps(database().prisma)
  const orderOf = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: {
        shipments: { include: { events: { orderBy: { occurredAt: 'asc' } } }, orderBy: { createdAt: 'asc' } },
        purchases: true,
        events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      },
    })
  const number = () => `EMS${v7().replaceAll('-', '').slice(-20)}`.toUpperCase()
  const ship = (orderId: string, trackingNumber = number()) =>
    shipOrder(deps(), { orderId, carrier: 'EMS', trackingNumber, idempotencyKey: v7() }, 'operator:olga')
  const track = (trackingNumber: string, status: TrackingStatus, minute: number, carrier = 'EMS') =>
    recordTracking(
      deps(),
      { carrier, trackingNumber, status, description: `${status} at ${minute}`, occurredAt: at(minute) },
      'operator:olga',
    )
  /** Paid, from stock. */
  async function ready() {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    const id = await placed(deps(), [{ skuId, quantity: 2 }])
    await paid(deps(), id)
    return { id, skuId }
  }

  it('sells what was reserved and moves the order to SHIPPED', async () => {
    const { prisma } = database()
    const { id, skuId } = await ready()
    const { number: orderNumber } = await orderOf(id)
    const trackingNumber = number()
    expect(await ship(id, trackingNumber)).toEqual({ ok: true, value: id })
    expect(await orderOf(id)).toMatchObject({
      status: 'SHIPPED',
      shipments: [{ leg: 'INTERNATIONAL', carrier: 'EMS', trackingNumber, status: 'PENDING' }],
    })
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ onHand: 3, reserved: 0 }])
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({
      reason: 'SALE',
      delta: -2,
      reservedDelta: -2,
      reference: orderNumber,
    })
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('takes the same parcel once, and further parcels', async () => {
    const { prisma } = database()
    const { id, skuId } = await ready()
    const first = number()
    await ship(id, first)
    expect(await ship(id, first)).toMatchObject({ ok: true })
    expect((await orderOf(id)).shipments).toHaveLength(1)
    expect(await ship(id)).toMatchObject({ ok: true })
    expect((await orderOf(id)).shipments).toHaveLength(2)
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ onHand: 3 }])
  })

  it('takes a parcel once however its number and carrier are written', async () => {
    const { id } = await ready()
    const first = number()
    await ship(id, first)
    for (const written of [
      first.toLowerCase(),
      ` ${first.slice(0, 5)} ${first.slice(5)} `,
      `${first.slice(0, 5)}-${first.slice(5)}`,
    ])
      expect(await ship(id, written)).toMatchObject({ ok: true })
    const input = { orderId: id, carrier: '中国邮政', trackingNumber: first, idempotencyKey: v7() }
    expect(await shipOrder(deps(), input, 'operator:olga')).toMatchObject({ ok: true })
    expect((await orderOf(id)).shipments).toMatchObject([{ trackingNumber: first, carrier: 'EMS' }])
    await track(first.toLowerCase(), 'PICKED_UP', 1)
    await track(`${first.slice(0, 4)}-${first.slice(4)}`, 'IN_TRANSIT', 2)
    await track(first, 'DELIVERED', 3, '中国邮政')
    const { status, shipments, events } = await orderOf(id)
    expect(status).toBe('DELIVERED')
    expect(shipments.map((shipment) => shipment.events.length)).toEqual([3])
    expect(events.filter((event) => event.note?.startsWith('Parcel '))).toHaveLength(4)
  })

  it('is refused before payment, while purchases are open, and for the parcel of another order', async () => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    const unpaid = await placed(deps(), [{ skuId, quantity: 1 }])
    const refused = { ok: false, errors: [{ code: 'INVALID_TRANSITION', field: ['orderId'] }] }
    expect(await ship(unpaid)).toMatchObject(refused)
    expect(await ship(await boughtToOrder(deps()))).toMatchObject(refused)
    const one = await ready()
    const two = await ready()
    const taken = number()
    await ship(one.id, taken)
    expect(await ship(two.id, taken)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['trackingNumber'] }],
    })
    expect((await orderOf(two.id)).status).toBe('PAID')
  })

  it.each([
    ['trackingNumber', { trackingNumber: '1' }],
    ['trackingNumber', { trackingNumber: ' - 1 ' }],
    ['trackingNumber', { trackingNumber: 'EMS_123/456' }],
    ['carrier', { carrier: '' }],
    ['orderId', { orderId: 'none' }],
  ])('refuses a wrong %s, naming it: %j', async (field, changes) => {
    const { id } = await ready()
    const input = { orderId: id, carrier: 'EMS', trackingNumber: number(), idempotencyKey: v7(), ...changes }
    expect(await shipOrder(deps(), input, 'operator:olga')).toMatchObject({
      ok: false,
      errors: [{ field: [field] }],
    })
  })

  describe('tracking', () => {
    it('delivers the order when all its parcels are delivered', async () => {
      const { id } = await ready()
      const [one, two] = [number(), number()]
      await ship(id, one)
      await ship(id, two)
      await track(one, 'DELIVERED', 5)
      expect((await orderOf(id)).status).toBe('SHIPPED')
      await track(two, 'DELIVERED', 6)
      expect((await orderOf(id)).status).toBe('DELIVERED')
    })

    it('stays delivered when it is said to be on its way later, and keeps what was said', async () => {
      const { id } = await ready()
      const parcel = number()
      await ship(id, parcel)
      await track(parcel, 'DELIVERED', 9)
      for (const [status, minute] of [
        ['PICKED_UP', 1],
        ['IN_TRANSIT', 20],
        ['OUT_FOR_DELIVERY', 8],
      ] as const)
        expect(await track(parcel, status, minute)).toMatchObject({ ok: true })
      const order = await orderOf(id)
      expect(order.status).toBe('DELIVERED')
      expect(order.shipments).toMatchObject([{ status: 'DELIVERED' }])
      expect(order.shipments[0]?.events.map((event) => event.status)).toEqual([
        'PICKED_UP',
        'OUT_FOR_DELIVERY',
        'DELIVERED',
        'IN_TRANSIT',
      ])
      expect(await ship(id)).toMatchObject({ ok: false, errors: [{ code: 'INVALID_TRANSITION' }] })
    })

    it('keeps a message once, however often it comes', async () => {
      const { id } = await ready()
      const parcel = number()
      await ship(id, parcel)
      for (let time = 0; time < 3; time++) await track(parcel, 'IN_TRANSIT', 1)
      const order = await orderOf(id)
      expect(order.shipments[0]?.events).toHaveLength(1)
      expect(
        order.events.filter((event) => event.note?.startsWith('Parcel') && event.note.endsWith('IN_TRANSIT')),
      ).toHaveLength(1)
    })

    it('of a parcel that nobody knows is refused', async () => {
      expect(await track(number(), 'IN_TRANSIT', 1)).toMatchObject({
        ok: false,
        errors: [{ code: 'NOT_FOUND', field: ['trackingNumber'] }],
      })
    })

    it('of a parcel to the hub never delivers: signed for there, it has arrived', async () => {
      const { prisma } = database()
      const platform = fakePlatform()
      const id = await boughtToOrder(deps())
      const work = () => workOnPurchases(purchaseDeps(prisma, platform), never)
      await work()
      platform.ship((await orderOf(id)).purchases[0]?.id ?? '', false)
      await makeDue(prisma, id)
      await work()
      const { shipments, status } = await orderOf(id)
      expect([status, shipments[0]?.status]).toEqual(['PURCHASED', 'IN_TRANSIT'])
      expect(await track(shipments[0]?.trackingNumber ?? '', 'DELIVERED', 9, 'YTO')).toMatchObject({
        ok: true,
      })
      expect(await orderOf(id)).toMatchObject({
        status: 'AT_WAREHOUSE',
        shipments: [{ status: 'ARRIVED_AT_HUB' }],
        purchases: [{ status: 'RECEIVED' }],
      })
      expect(await ship(id)).toMatchObject({ ok: true })
      expect((await orderOf(id)).status).toBe('SHIPPED')
    })
  })

  describe('the end', () => {
    const customer = { actor: 'customer:ada', customerId: 'ada' }
    const shippedTo = async (customerId: string) => {
      const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
      const id = await placed(deps(), [{ skuId, quantity: 1 }], customerId)
      await paid(deps(), id)
      await ship(id)
      return id
    }

    it('comes when the customer confirms, from SHIPPED through DELIVERED', async () => {
      const id = await shippedTo('ada')
      expect(await confirmDelivery(deps(), { id }, customer)).toEqual({ ok: true, value: id })
      const { status, events } = await orderOf(id)
      expect(status).toBe('COMPLETED')
      expect(events.slice(-2).map((event) => event.to)).toEqual(['DELIVERED', 'COMPLETED'])
      expect(await confirmDelivery(deps(), { id }, customer)).toMatchObject({
        ok: false,
        errors: [{ code: 'INVALID_TRANSITION' }],
      })
    })

    it('is not for other customers, nor before it left', async () => {
      const foreign = await shippedTo('bob')
      expect(await confirmDelivery(deps(), { id: foreign }, customer)).toMatchObject({
        ok: false,
        errors: [{ code: 'NOT_FOUND' }],
      })
      const { id } = await ready()
      expect(await confirmDelivery(deps(), { id }, { actor: 'operator', customerId: null })).toMatchObject({
        ok: false,
        errors: [{ code: 'INVALID_TRANSITION' }],
      })
    })

    it('comes by itself so many days after the delivery', async () => {
      const { prisma } = database()
      const [old, fresh] = [await shippedTo('ada'), await shippedTo('ada')]
      for (const id of [old, fresh]) {
        const { shipments } = await orderOf(id)
        await track(shipments[0]?.trackingNumber ?? '', 'DELIVERED', 1)
      }
      const days = (count: number) => new Date(Date.now() - count * 24 * 3600_000)
      await prisma.orderEvent.updateMany({ where: { orderId: old }, data: { at: days(15) } })
      await prisma.orderEvent.updateMany({ where: { orderId: fresh }, data: { at: days(13) } })
      await completeOrders(deps(), never)
      expect((await orderOf(old)).status).toBe('COMPLETED')
      expect((await orderOf(fresh)).status).toBe('DELIVERED')
    })
  })
})
