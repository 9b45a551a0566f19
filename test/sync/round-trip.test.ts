import { afterAll, beforeAll, expect, it } from 'vitest'
import { drainQueues } from '../../src/sync/messages/drain-queue.ts'
import { receivePush } from '../../src/sync/messages/receive.ts'
import { workInbox } from '../../src/sync/messages/work-inbox.ts'
import { enqueuePushes } from '../../src/sync/outbound/enqueue-pushes.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import type { WarehouseDeps } from '../../src/sync/warehouse/deps.ts'
import { receiveWarehouse } from '../../src/sync/warehouse/receive.ts'
import { workWarehouseInbox } from '../../src/sync/warehouse/work-inbox.ts'
import { testDatabases } from '../support/databases.ts'
import { startReceiver } from './receiver.ts'
import { ACCOUNT, openWorld, type World } from './world.ts'

testDatabases('between shop, graph and warehouse', (database) => {
  let world: World
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let warehouse: WarehouseDeps
  const never = new AbortController().signal

  beforeAll(async () => {
    world = await openWorld(database().prisma)
    warehouse = {
      ...world.deps,
      warehouse: world.all.qimen,
      customerId: ACCOUNT.customerId,
      orders: world.deps,
    }
    receiver = await startReceiver(async (path, request) =>
      path.startsWith('/webhooks/qimen')
        ? receiveWarehouse(warehouse, request)
        : receivePush(world.deps, 'ALIBABA_1688', request),
    )
    await world.control('webhooks', { platform: 'QIMEN', url: `${receiver.url}/webhooks/qimen/sandbox-wms` })
    await world.control('webhooks', {
      platform: 'ALIBABA_1688',
      url: `${receiver.url}/webhooks/alibaba_1688/x`,
    })
  })
  afterAll(async () => {
    await world.close()
    await receiver.stop()
  })

  const sku = (platform: 'TAOBAO' | 'JD' | 'ALIBABA_1688', index: number) => {
    const found = world.state.shelf.items(platform)[index]?.skus[0]
    if (!found) throw new Error('no such SKU')
    return found
  }
  const order = (externalId: string) =>
    database().prisma.order.findFirstOrThrow({ where: { externalId }, include: { shipments: true } })
  const level = (code: string, warehouseCode = 'GZ-HUB') =>
    database().prisma.stockLevel.findFirstOrThrow({
      where: { sku: { code }, warehouse: { code: warehouseCode } },
    })
  const pushAll = async () => {
    world.queued.length = 0
    await enqueuePushes(world.deps)
    for (const job of world.queued) {
      const [shopId = '', kind = ''] = job.replace('sync ', '').split(':')
      const platform = (['TAOBAO', 'JD', 'ALIBABA_1688'] as const).find((one) => world.shops[one] === shopId)
      if (platform) await world.run(platform, kind as 'STOCK_PUSH')
    }
  }
  const shelf = (platform: 'TAOBAO' | 'JD', code: string) =>
    world.state.shelf.byCode(code).find(({ item }) => item.platform === platform)?.sku.quantity

  it('a message makes one re-read of its order, however often it comes', async () => {
    const { externalSkuId } = sku('TAOBAO', 0)
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'TAOBAO',
      lines: [{ externalSkuId, quantity: 1 }],
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    await drainQueues(world.deps, never)
    expect(world.queued).toContain('inbox TAOBAO')
    await world.control('calls', undefined, 'DELETE')
    await workInbox(world.deps, 'TAOBAO', never)
    expect(await order(id)).toMatchObject({ status: 'PAID' })
    const { calls } = await world.control<{ calls: { method: string }[] }>('calls')
    expect(calls.filter((call) => call.method === 'taobao.trade.fullinfo.get')).toHaveLength(1)
    await world.control('messages/redeliver', { platform: 'TAOBAO' })
    await drainQueues(world.deps, never)
    const waiting = await database().prisma.inboundMessage.count({ where: { doneAt: null } })
    expect(waiting).toBe(0)
    const { messages } = await world.control<{ messages: { confirmed: boolean }[] }>(
      'messages?platform=TAOBAO',
    )
    expect(messages.filter((message) => !message.confirmed)).toEqual([])
  })

  it('a consumer order reaches the warehouse, its parcel the shop, and its stock goes', async () => {
    const { externalSkuId, code } = sku('JD', 1)
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'JD',
      lines: [{ externalSkuId, quantity: 2 }],
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    await world.run('JD', 'ORDERS')
    await pushAll()
    const { orders: deliveries } = await world.control<{ orders: { code: string; lines: object[] }[] }>('wms')
    expect(deliveries.filter((one) => one.code === `JD-${id}`)).toMatchObject([
      { kind: 'delivery', lines: [{ itemCode: code, planQty: 2 }] },
    ])
    expect(await order(id)).toMatchObject({ status: 'AT_WAREHOUSE', handedOverAt: expect.any(Date) })
    await world.control('advance', { ms: 30_000 })
    await workWarehouseInbox(warehouse, never)
    const shipped = await order(id)
    expect(shipped).toMatchObject({ status: 'SHIPPED', shipments: [{ announcedAt: null }] })
    expect(await level(code)).toMatchObject({ onHand: 98, reserved: 0 })
    await pushAll()
    expect(world.state.orders.find('JD', id)).toMatchObject({
      status: 'SHIPPED',
      parcels: [{ number: shipped.shipments[0]?.trackingNumber }],
    })
    expect((await order(id)).shipments).toMatchObject([
      { announcedAt: expect.any(Date), announceError: null },
    ])
    await world.control('advance', { ms: 24 * 3_600_000 })
    await world.run('JD', 'ORDERS')
    expect((await order(id)).status).toMatch(/DELIVERED|COMPLETED/)
  })

  it('tracking of the marketplace reaches the order, in the parcel that the warehouse sent', async () => {
    const { externalSkuId } = sku('TAOBAO', 2)
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'TAOBAO',
      lines: [{ externalSkuId, quantity: 1 }],
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    await world.run('TAOBAO', 'ORDERS')
    await pushAll()
    await world.control('advance', { ms: 30_000 })
    await workWarehouseInbox(warehouse, never)
    await pushAll()
    await world.control('advance', { ms: 20_000 })
    expect(await world.run('TAOBAO', 'LOGISTICS')).toBe('SUCCEEDED')
    const row = await order(id)
    expect(row.shipments).toHaveLength(1)
    const events = await database().prisma.trackingEvent.findMany({
      where: { shipment: { orderId: row.id } },
    })
    expect(events.length).toBeGreaterThan(0)
  })

  it('a confirmation that never came is asked for, and the order is shipped once', async () => {
    const { externalSkuId, code } = sku('JD', 8)
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'JD',
      lines: [{ externalSkuId, quantity: 3 }],
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    await world.run('JD', 'ORDERS')
    await pushAll()
    const later = { ...world.deps, now: () => new Date(Date.now() + 3 * 3_600_000) }
    const asked = async () => {
      expect(await runSync(later, world.shops.JD, 'LOGISTICS', never)).toBe('SUCCEEDED')
      const { calls } = await world.control<{ calls: { method: string }[] }>('calls')
      return calls.filter((call) => call.method === 'taobao.qimen.deliveryorder.query').length
    }
    await world.control('calls', undefined, 'DELETE')
    // Not gone yet: the warehouse says so, and nothing changes.
    expect(await asked()).toBe(1)
    expect(await order(id)).toMatchObject({ status: 'AT_WAREHOUSE', shipments: [] })
    // The receiver is missing when it confirms, and it gives up.
    await world.control('webhooks', { platform: 'QIMEN', url: `${receiver.url}/nowhere` })
    await world.control('advance', { ms: 600_000 })
    await world.control('webhooks', { platform: 'QIMEN', url: `${receiver.url}/webhooks/qimen/sandbox-wms` })
    await workWarehouseInbox(warehouse, never)
    expect(await order(id)).toMatchObject({ status: 'AT_WAREHOUSE' })
    expect(await asked()).toBe(2)
    const shipped = await order(id)
    expect(shipped).toMatchObject({ status: 'SHIPPED', shipments: [{ status: expect.any(String) }] })
    expect(await level(code)).toMatchObject({ onHand: 97, reserved: 0 })
    expect(await asked()).toBe(2)
    await pushAll()
    expect(world.state.orders.find('JD', id)).toMatchObject({
      status: 'SHIPPED',
      parcels: [{ number: shipped.shipments[0]?.trackingNumber }],
    })
  })

  it('a stocktake in the warehouse reaches the shops, page by page and once', async () => {
    const codes = [3, 4, 5].map((index) => sku('TAOBAO', index).code)
    const counts = codes.map((itemCode, index) => ({ itemCode, quantity: 60 + index }))
    await world.control('webhooks/mode', { copies: 2 })
    await world.control('wms/stocktake', { warehouseCode: 'GZ-HUB', counts, pageSize: 2 })
    await world.control('webhooks/mode', { copies: 1 })
    await workWarehouseInbox(warehouse, never)
    for (const { itemCode, quantity } of counts) {
      expect(await level(itemCode)).toMatchObject({ onHand: quantity })
      const moves = await database().prisma.stockMovement.findMany({
        where: { sku: { code: itemCode }, reason: 'STOCKTAKE' },
      })
      expect(moves).toHaveLength(1)
    }
    await pushAll()
    for (const { itemCode, quantity } of counts) {
      expect(shelf('TAOBAO', itemCode)).toBe(quantity)
      expect(shelf('JD', itemCode)).toBe(quantity)
    }
  })

  it('a change of stock in the warehouse reaches the shops, however late and doubled', async () => {
    const { code } = sku('TAOBAO', 6)
    await world.control('webhooks/mode', { copies: 3, hold: true })
    await world.control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode: code, delta: -7 })
    await world.control('wms/stock', { warehouseCode: 'YIWU-01', itemCode: code, delta: 4 })
    await world.control('webhooks/mode', { copies: 3 })
    await world.control('webhooks/release', {})
    await world.control('webhooks/mode', { copies: 1 })
    await workWarehouseInbox(warehouse, never)
    expect(await level(code)).toMatchObject({ onHand: 93 })
    expect(await level(code, 'YIWU-01')).toMatchObject({ onHand: 4 })
    await pushAll()
    expect(shelf('TAOBAO', code)).toBe(97)
  })

  it('a transfer that the warehouse made moves both levels, and the shops sell what has arrived', async () => {
    const { code } = sku('TAOBAO', 7)
    const transfer = { code: 'T-1', fromWarehouseCode: 'GZ-HUB', toWarehouseCode: 'LA-01' }
    await world.all.qimen.createTransfer(ACCOUNT, { ...transfer, lines: [{ itemCode: code, quantity: 30 }] })
    await world.control('advance', { ms: 30_000 })
    await workWarehouseInbox(warehouse, never)
    expect(await level(code)).toMatchObject({ onHand: 70 })
    expect(await level(code, 'LA-01')).toMatchObject({ onHand: 30 })
    await pushAll()
    expect([shelf('TAOBAO', code), shelf('JD', code)]).toEqual([100, 100])
    // All that is left at the first warehouse is gone: what the shops have now is what was moved.
    await world.control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode: code, delta: -70 })
    await workWarehouseInbox(warehouse, never)
    await pushAll()
    expect([shelf('TAOBAO', code), shelf('JD', code)]).toEqual([30, 30])
  })

  it('a push of 1688 makes the offer read again', async () => {
    const { externalSkuId } = sku('ALIBABA_1688', 0)
    await world.control('stock', { platform: 'ALIBABA_1688', externalSkuId, quantity: 1234 })
    await world.state.postman.idle()
    await workInbox(world.deps, 'ALIBABA_1688', never)
    const listing = await database().prisma.listing.findFirstOrThrow({ where: { externalSkuId } })
    expect(listing.quantity).toBe(1234)
  })

  it('a message of a stranger is refused and leaves nothing', async () => {
    const before = await database().prisma.inboundMessage.count()
    const answer = await fetch(`${receiver.url}/webhooks/alibaba_1688/x`, {
      method: 'POST',
      body: new URLSearchParams({
        message: '{"msgId":1,"type":"ORDER_X","data":{"orderId":1}}',
        _aop_signature: 'AB',
      }),
    })
    expect(answer.status).toBe(401)
    expect(await database().prisma.inboundMessage.count()).toBe(before)
  })
})
