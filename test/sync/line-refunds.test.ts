import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WarehouseDeps } from '../../src/sync/warehouse/deps.ts'
import { receiveWarehouse } from '../../src/sync/warehouse/receive.ts'
import { workWarehouseInbox } from '../../src/sync/warehouse/work-inbox.ts'
import { describePostgres } from '../support/databases.ts'
import { expectLedgerToAddUp } from '../support/ledger.ts'
import { startReceiver } from './receiver.ts'
import { ACCOUNT, openWorld, type World } from './world.ts'

type Seller = 'TAOBAO' | 'JD'

describePostgres('refunds of single lines', (database) => {
  let world: World
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let warehouse: WarehouseDeps
  const never = new AbortController().signal
  let next = 0

  beforeAll(async () => {
    world = await openWorld(database().prisma)
    warehouse = {
      ...world.deps,
      warehouse: world.all.qimen,
      customerId: ACCOUNT.customerId,
      orders: world.deps,
    }
    receiver = await startReceiver(async (_path, request) => receiveWarehouse(warehouse, request))
    await world.control('webhooks', { platform: 'QIMEN', url: `${receiver.url}/webhooks/qimen/sandbox-wms` })
  })
  afterAll(async () => {
    await world.close()
    await receiver.stop()
  })

  /** A paid order of two units of one SKU and one of another, on the marketplace only. */
  async function placed(platform: Seller) {
    const skus = [0, 1].map(() => {
      const items = world.state.shelf.items(platform)
      const sku = items[next++ % items.length]?.skus[0]
      if (!sku) throw new Error('no such SKU')
      return sku
    })
    const [a, b] = skus as [(typeof skus)[0], (typeof skus)[0]]
    const lines = [
      { externalSkuId: a.externalSkuId, quantity: 2 },
      { externalSkuId: b.externalSkuId, quantity: 1 },
    ]
    const { orders } = await world.control<{ orders: { id: string; lines: { id: string }[] }[] }>('orders', {
      platform,
      lines,
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    const [first, second] = orders[0]?.lines.map((line) => line.id) ?? []
    const step = async (what: string, line: 1 | 2 = 1) => {
      const lineId = line === 1 ? first : second
      const { done } = await world.control<{ done: boolean }>('orders/step', {
        platform,
        id,
        step: what,
        lineId,
      })
      expect([what, done]).toEqual([what, true])
    }
    return { id, platform, a, b, step, worthOfA: BigInt(a.priceFen * 2), worthOfB: BigInt(b.priceFen) }
  }
  type Placed = Awaited<ReturnType<typeof placed>>

  const read = async ({ platform }: Placed, ...kinds: ('ORDERS' | 'REFUNDS')[]) => {
    for (const kind of kinds) expect(await world.run(platform, kind)).toBe('SUCCEEDED')
  }
  const push = async ({ platform }: Placed) =>
    expect(await world.run(platform, 'DELIVERY_PUSH')).toBe('SUCCEEDED')
  const here = ({ id }: Placed) =>
    database().prisma.order.findFirstOrThrow({
      where: { externalId: id },
      include: {
        lines: { orderBy: { position: 'asc' } },
        payments: true,
        shipments: true,
        refunds: true,
        events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      },
    })
  const lines = async (order: Placed) =>
    (await here(order)).lines.map(({ status, refundPending }) => (refundPending ? `${status} waits` : status))
  /** Units of the two SKUs that the order holds. */
  const held = async (order: Placed) => {
    const rows = await database().prisma.reservation.findMany({
      where: { ownerId: (await here(order)).id, status: 'ACTIVE' },
      include: { sku: { select: { code: true } } },
    })
    return [order.a, order.b].map(({ code }) =>
      rows.filter((row) => row.sku.code === code).reduce((sum, row) => sum + row.quantity, 0),
    )
  }
  /** What the warehouse was asked for: code, state, and units of the two SKUs. */
  const there = ({ id, platform, a, b }: Placed) => {
    const number = `${platform === 'TAOBAO' ? 'TB' : 'JD'}-${id}`
    return world.state.warehouse
      .orders()
      .filter((order) => order.code.startsWith(number))
      .map(({ code, status, lines: planned }) => [
        code.slice(number.length),
        status,
        [a, b].map((sku) =>
          planned.filter((one) => one.itemCode === sku.code).reduce((sum, one) => sum + one.planQty, 0),
        ),
      ])
  }
  const works = async (ms: number) => {
    await world.control('advance', { ms })
    await workWarehouseInbox(warehouse, never)
  }
  const sound = async (order: Placed) => {
    const skus = await database().prisma.sku.findMany({
      where: { code: { in: [order.a.code, order.b.code] } },
    })
    await expectLedgerToAddUp(
      database().prisma,
      skus.map((sku) => sku.id),
    )
  }

  describe.each(['TAOBAO', 'JD'] as const)('on %s', (platform) => {
    it.each([
      ['before their order', ['REFUNDS', 'ORDERS']],
      ['after their order', ['ORDERS', 'REFUNDS']],
    ] as const)('that are done when they are read %s send the other line alone', async (_name, kinds) => {
      const order = await placed(platform)
      for (const what of ['refund', 'refund-agree', 'refund-done']) await order.step(what)
      await read(order, ...kinds)
      expect(await lines(order)).toEqual(['REFUNDED', 'PENDING'])
      expect(await held(order)).toEqual([0, 1])
      expect(await here(order)).toMatchObject({
        status: 'PAID',
        totalMinor: order.worthOfB,
        refunds: [{ status: 'SUCCEEDED', amountMinor: order.worthOfA, orderId: expect.any(String) }],
        payments: [
          { status: 'PAID', amountMinor: order.worthOfA + order.worthOfB, refundedMinor: order.worthOfA },
        ],
      })
      await push(order)
      expect(there(order)).toEqual([['', 'NEW', [0, 1]]])
      await works(60_000)
      expect(await here(order)).toMatchObject({ status: 'SHIPPED', shipments: [{ status: 'PENDING' }] })
      expect(await lines(order)).toEqual(['REFUNDED', 'SHIPPED'])
      expect(await held(order)).toEqual([0, 0])
      await sound(order)
    })

    it('that are asked for keep the line back, and it is held and sent once they are refused', async () => {
      const order = await placed(platform)
      await order.step('refund')
      await read(order, 'ORDERS', 'REFUNDS')
      expect(await lines(order)).toEqual(['PENDING waits', 'PENDING'])
      expect(await held(order)).toEqual([0, 1])
      expect(await here(order)).toMatchObject({ totalMinor: order.worthOfA + order.worthOfB })
      await push(order)
      expect(there(order)).toEqual([['', 'NEW', [0, 1]]])
      await order.step('refund-refuse')
      await read(order, 'REFUNDS')
      expect(await lines(order)).toEqual(['PENDING', 'PENDING'])
      expect(await held(order)).toEqual([2, 1])
      await push(order)
      expect(there(order)).toEqual([
        ['', 'NEW', [0, 1]],
        ['-2', 'NEW', [2, 0]],
      ])
      await works(60_000)
      expect(await here(order)).toMatchObject({ status: 'SHIPPED' })
      expect(await held(order)).toEqual([0, 0])
      await sound(order)
    })

    it('leave the rest at the warehouse until they are decided, when it has left already', async () => {
      const order = await placed(platform)
      await order.step('refund')
      await read(order, 'ORDERS', 'REFUNDS')
      await push(order)
      await works(60_000)
      expect(await here(order)).toMatchObject({
        status: 'AT_WAREHOUSE',
        shipments: [{ announceDueAt: expect.any(Date) }],
      })
      expect(await lines(order)).toEqual(['PENDING waits', 'SHIPPED'])
      expect(await held(order)).toEqual([0, 0])
      await order.step('refund-done')
      await read(order, 'REFUNDS')
      expect(await lines(order)).toEqual(['REFUNDED', 'SHIPPED'])
      expect(await here(order)).toMatchObject({ status: 'SHIPPED', totalMinor: order.worthOfB })
      await sound(order)
    })

    it('that come after hand-over take the order back, and hand over what is left of it', async () => {
      const order = await placed(platform)
      await read(order, 'ORDERS')
      await push(order)
      expect(there(order)).toEqual([['', 'NEW', [2, 1]]])
      await order.step('refund')
      await order.step('refund-done')
      await read(order, 'ORDERS', 'REFUNDS')
      expect(await lines(order)).toEqual(['REFUNDED', 'PENDING'])
      // It may still leave: it is free when the warehouse has agreed.
      expect(await held(order)).toEqual([2, 1])
      await push(order)
      expect(there(order)).toEqual([
        ['', 'CANCELED', [2, 1]],
        ['-2', 'NEW', [0, 1]],
      ])
      expect(await held(order)).toEqual([0, 1])
      await works(60_000)
      expect(await here(order)).toMatchObject({ status: 'SHIPPED' })
      expect(await lines(order)).toEqual(['REFUNDED', 'SHIPPED'])
      await sound(order)
    })

    it('that come too late for the warehouse are told to an operator, and the stock goes', async () => {
      const order = await placed(platform)
      await read(order, 'ORDERS')
      await push(order)
      await world.control('advance', { ms: 3_000 })
      const [given] = world.state.warehouse.orders().filter(({ code }) => code.endsWith(order.id))
      if (given) given.status = 'WORKING'
      await order.step('refund')
      await order.step('refund-done')
      await read(order, 'REFUNDS')
      await push(order)
      const failures = await database().prisma.syncFailure.findMany({ where: { externalId: order.id } })
      expect(failures).toMatchObject([
        {
          kind: 'DELIVERY_PUSH',
          errorClass: 'REJECTED',
          resolvedAt: null,
          message: expect.stringContaining('although'),
        },
      ])
      expect(await held(order)).toEqual([2, 1])
      await push(order)
      expect(there(order)).toEqual([['', 'WORKING', [2, 1]]])
      await works(60_000)
      expect(await here(order)).toMatchObject({ status: 'SHIPPED' })
      expect(await lines(order)).toEqual(['REFUNDED', 'SHIPPED'])
      expect(await held(order)).toEqual([0, 0])
      await sound(order)
    })

    it('of all lines, one after the other, refund the order', async () => {
      const order = await placed(platform)
      await read(order, 'ORDERS')
      for (const line of [1, 2] as const) {
        await order.step('refund', line)
        await order.step('refund-done', line)
        await read(order, 'REFUNDS')
      }
      expect(await lines(order)).toEqual(['REFUNDED', 'REFUNDED'])
      const whole = order.worthOfA + order.worthOfB
      expect(await here(order)).toMatchObject({
        status: 'REFUNDED',
        totalMinor: whole,
        payments: [{ status: 'REFUNDED', amountMinor: whole, refundedMinor: whole }],
      })
      expect(await held(order)).toEqual([0, 0])
      await push(order)
      expect(there(order)).toEqual([])
      await read(order, 'ORDERS', 'REFUNDS')
      expect(await here(order)).toMatchObject({ status: 'REFUNDED' })
      await sound(order)
    })

    it('of a part of the money change the total, and all goods go', async () => {
      const order = await placed(platform)
      await order.step('refund')
      const line = world.state.orders.find(platform, order.id)?.lines[0]
      if (!line?.refund) throw new Error('the refund was asked for')
      line.refund.feeFen = 150
      await read(order, 'ORDERS', 'REFUNDS')
      expect(await lines(order)).toEqual(['PENDING', 'PENDING'])
      line.refund.status = 'DONE'
      line.refund.modified = new Date()
      await read(order, 'REFUNDS')
      expect(await lines(order)).toEqual(['PENDING', 'PENDING'])
      expect(await held(order)).toEqual([2, 1])
      expect(await here(order)).toMatchObject({
        totalMinor: order.worthOfA + order.worthOfB - 150n,
        payments: [{ status: 'PAID', refundedMinor: 150n }],
      })
      await push(order)
      expect(there(order)).toEqual([['', 'NEW', [2, 1]]])
    })

    it('repeat nothing in the history when they are read again', async () => {
      const order = await placed(platform)
      await order.step('refund')
      for (let count = 0; count < 3; count++) await read(order, 'ORDERS', 'REFUNDS')
      const { events } = await here(order)
      const told = events.map(({ from, to, note }) => `${from} ${to} ${note}`)
      expect(new Set(told).size).toBe(told.length)
      expect(events.filter(({ note }) => note?.startsWith('Refund '))).toHaveLength(1)
    })
  })

  it('are followed to their end where they are listed by the time they were asked for', async () => {
    const order = await placed('JD')
    await order.step('refund')
    const line = world.state.orders.find('JD', order.id)?.lines[0]
    if (!line?.refund) throw new Error('the refund was asked for')
    const { prisma } = database()
    // Asked for long before the overlap of two reads.
    line.refund.created = line.refund.modified = new Date(Date.now() - 25 * 60_000)
    await prisma.syncState.updateMany({
      where: { shopId: world.shops.JD, kind: 'REFUNDS' },
      data: { cursor: new Date(Date.now() - 40 * 60_000) },
    })
    await read(order, 'ORDERS', 'REFUNDS')
    expect(await here(order)).toMatchObject({ refunds: [{ status: 'REQUESTED' }] })
    await order.step('refund-agree')
    await read(order, 'REFUNDS')
    expect(await here(order)).toMatchObject({ refunds: [{ status: 'AGREED' }] })
    await order.step('refund-done')
    await read(order, 'REFUNDS')
    expect(await here(order)).toMatchObject({ refunds: [{ status: 'SUCCEEDED' }] })
  })

  it('do not come into it while a marketplace says that an order is not to be sent yet', async () => {
    const order = await placed('JD')
    const { jd } = world.all
    const locked = {
      ...jd,
      async *orders(...args: Parameters<typeof jd.orders>) {
        for await (const batch of jd.orders(...args))
          yield {
            ...batch,
            orders: batch.orders.map((one) =>
              one.externalId === order.id ? { ...one, status: 'ON_HOLD' as const, rawStatus: 'LOCKED' } : one,
            ),
          }
      },
    }
    const connectors = new Map([...world.deps.connectors, ['JD' as const, locked]])
    const { runSync } = await import('../../src/sync/runs/run-sync.ts')
    expect(await runSync({ ...world.deps, connectors }, world.shops.JD, 'ORDERS', never)).toBe('SUCCEEDED')
    expect(await held(order)).toEqual([2, 1])
    await push(order)
    expect(there(order)).toEqual([])
    await world.control('orders/step', { platform: 'JD', id: order.id, step: 'touch' })
    await read(order, 'ORDERS')
    await push(order)
    expect(there(order)).toEqual([['', 'NEW', [2, 1]]])
  })
})
