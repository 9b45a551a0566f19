import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import type { WarehouseDeps } from '../../src/sync/warehouse/deps.ts'
import { receiveWarehouse } from '../../src/sync/warehouse/receive.ts'
import { workWarehouseInbox } from '../../src/sync/warehouse/work-inbox.ts'
import { testDatabases } from '../support/databases.ts'
import { startReceiver } from './receiver.ts'
import { ACCOUNT, openWorld, type World } from './world.ts'

const never = new AbortController().signal
/** Of the sandbox, in its postman. */
const ATTEMPTS = 5

testDatabases('messages of the warehouse that never arrive', (database) => {
  let world: World
  let warehouse: WarehouseDeps
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let losing = false
  let used = 0
  let aheadMs = 0

  beforeAll(async () => {
    world = await openWorld(database().prisma, {
      deps: { now: () => new Date(Date.now() + 1_000 + aheadMs) },
    })
    warehouse = {
      ...world.deps,
      warehouse: world.all.qimen,
      customerId: ACCOUNT.customerId,
      orders: world.deps,
    }
    receiver = await startReceiver((_path, request) =>
      losing
        ? Promise.resolve({ status: 502, contentType: 'text/plain', body: '' })
        : receiveWarehouse(warehouse, request),
    )
    const url = `${receiver.url}/webhooks/qimen/${ACCOUNT.customerId}`
    await world.control('webhooks', { platform: 'QIMEN', url })
    // Every count is read once while both sides agree.
    expect(await check()).toEqual({ calls: 1, read: 36, written: 0, failed: 0 })
  })
  afterAll(async () => {
    await world.close()
    await receiver.stop()
  })
  beforeEach(() => {
    losing = false
  })

  /** A SKU that no other test uses. */
  const freshCode = () => world.products.flatMap((one) => one.skus)[used++]?.code ?? ''
  const level = (code: string) =>
    database().prisma.stockLevel.findFirstOrThrow({
      where: { sku: { code }, warehouse: { code: 'GZ-HUB' } },
    })
  const there = (code: string) => world.state.warehouse.stock('GZ-HUB', code).quantity
  const movements = async (code: string) => {
    const rows = await database().prisma.stockMovement.findMany({
      where: { sku: { code }, delta: { not: 0 } },
      orderBy: { levelVersion: 'asc' },
      select: { reason: true, delta: true },
    })
    return rows.slice(1).map(({ reason, delta }) => `${reason} ${delta}`)
  }
  /** One run: calls of the warehouse that read stock, and what the run counted. */
  async function check(platform: 'TAOBAO' | 'JD' = 'TAOBAO') {
    await world.control('calls', undefined, 'DELETE')
    expect(await world.run(platform, 'WAREHOUSE_STOCK')).toBe('SUCCEEDED')
    const { calls } = await world.control<{ calls: { method: string }[] }>('calls')
    const { read, written, failed } = await database().prisma.syncRun.findFirstOrThrow({
      where: { kind: 'WAREHOUSE_STOCK' },
      orderBy: { startedAt: 'desc' },
    })
    return {
      calls: calls.filter((call) => call.method === 'taobao.qimen.inventory.query').length,
      read,
      written,
      failed,
    }
  }
  /** The warehouse gives up what it has to tell. */
  async function lose(work: () => Promise<unknown>): Promise<number> {
    losing = true
    const before = world.state.postman.deliveries().length
    await work()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) await world.control('advance', { ms: 31_000 })
    losing = false
    await world.control('advance', { ms: 300_000 })
    await workWarehouseInbox(warehouse, never)
    return world.state.postman.deliveries().length - before
  }
  const change = (itemCode: string, delta: number) =>
    world.control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode, delta })

  it('changes that were lost for good are in the levels after the run that sees them a second time', async () => {
    const codes = [freshCode(), freshCode(), freshCode(), freshCode()]
    const lost = await lose(async () => {
      for (const [index, code] of codes.entries()) await change(code, index % 2 === 0 ? -2 - index : 3)
      await change(codes[0] ?? '', -5)
    })
    expect(lost).toBe(5 * ATTEMPTS)
    expect(await Promise.all(codes.map(async (code) => (await level(code)).onHand))).toEqual([
      100, 100, 100, 100,
    ])
    expect(await check()).toEqual({ calls: 1, read: 36, written: 0, failed: 0 })
    expect(await check()).toEqual({ calls: 1, read: 36, written: 4, failed: 0 })
    for (const code of codes) expect((await level(code)).onHand).toBe(there(code))
    expect(await Promise.all(codes.map(movements))).toEqual([
      ['SYNC -7'],
      ['SYNC 3'],
      ['SYNC -4'],
      ['SYNC 3'],
    ])
    expect(await check()).toEqual({ calls: 1, read: 36, written: 0, failed: 0 })
  })

  it('a difference younger than the lag is left to the message that may still come', async () => {
    const code = freshCode()
    losing = true
    await change(code, 4)
    const kinds = {
      ...world.deps.kinds,
      WAREHOUSE_STOCK: { ...world.deps.kinds.WAREHOUSE_STOCK, lagMs: 150_000 },
    }
    const patient = () => runSync({ ...world.deps, kinds }, world.shops.TAOBAO, 'WAREHOUSE_STOCK', never)
    await patient()
    await patient()
    expect(await movements(code)).toEqual([])
    losing = false
    await world.control('advance', { ms: 31_000 })
    await workWarehouseInbox(warehouse, never)
    await patient()
    expect(await check()).toMatchObject({ written: 0 })
    expect(await movements(code)).toEqual(['SYNC 4'])
    expect((await level(code)).onHand).toBe(there(code))
  })

  it('of a difference that comes and goes with messages on their way, what was lost is found', async () => {
    const code = freshCode()
    await lose(() => change(code, -1))
    await check()
    losing = true
    await change(code, -3)
    await check()
    losing = false
    expect(await movements(code)).toEqual(['SYNC -1'])
    await world.control('advance', { ms: 31_000 })
    await workWarehouseInbox(warehouse, never)
    expect(await movements(code)).toEqual(['SYNC -1', 'SYNC -3'])
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    expect((await level(code)).onHand).toBe(there(code))
  })

  it('what we count apart from the warehouse stays', async () => {
    const code = freshCode()
    const { skuId, warehouseId } = await level(code)
    const input = { skuId, warehouseId, delta: 6, idempotencyKey: `own ${code}` }
    expect(await adjustStock(world.deps.inventory, input, 'operator')).toMatchObject({ ok: true })
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    await lose(() => change(code, -2))
    await check()
    expect(await check()).toMatchObject({ written: 1 })
    expect((await level(code)).onHand).toBe(there(code) + 6)
    // Counted on both sides without a message: that is no loss, and is not counted a second time.
    world.state.warehouse.stock('GZ-HUB', code).quantity += 6
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    expect((await level(code)).onHand).toBe(there(code))
  })

  it('pieces that both sides counted by themselves hide no loss', async () => {
    const code = freshCode()
    const { skuId, warehouseId } = await level(code)
    const input = { skuId, warehouseId, delta: 5, idempotencyKey: `both ${code}` }
    expect(await adjustStock(world.deps.inventory, input, 'operator')).toMatchObject({ ok: true })
    world.state.warehouse.stock('GZ-HUB', code).quantity += 5
    await lose(() => change(code, -2))
    expect((await level(code)).onHand).toBe(there(code) + 2)
    await check()
    expect(await check()).toMatchObject({ written: 1 })
    expect(await movements(code)).toEqual(['ADJUSTMENT 5', 'SYNC -2'])
    expect((await level(code)).onHand).toBe(there(code))
    expect(await check()).toMatchObject({ written: 0 })
  })

  it('a message that comes after its pieces were taken over changes nothing', async () => {
    const code = freshCode()
    losing = true
    await change(code, -8)
    aheadMs += 5_000
    await check()
    await check()
    expect(await movements(code)).toEqual(['SYNC -8'])
    losing = false
    await world.control('advance', { ms: 31_000 })
    await workWarehouseInbox(warehouse, never)
    const message = await database().prisma.inboundMessage.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(message).toMatchObject({ kind: 'stock-changed', doneAt: expect.any(Date) })
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    expect(await movements(code)).toEqual(['SYNC -8'])
    expect((await level(code)).onHand).toBe(there(code))
  })

  it('a receipt that was lost is in stock, and its late message changes nothing', async () => {
    const code = freshCode()
    losing = true
    const lines = [{ lineNo: '1', itemCode: code, quantity: 25 }]
    await world.all.qimen.createEntryOrder(ACCOUNT, { code: 'IN-1', lines })
    await world.control('advance', { ms: 60_000 })
    expect(there(code)).toBe(125)
    aheadMs += 5_000
    await check()
    expect(await check()).toMatchObject({ written: 1 })
    expect(await movements(code)).toEqual(['SYNC 25'])
    losing = false
    await world.control('advance', { ms: 60_000 })
    await workWarehouseInbox(warehouse, never)
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    expect(await movements(code)).toEqual(['SYNC 25'])
  })

  it('a confirmation that was lost ships its order, as a sale and once', async () => {
    const code = freshCode()
    const { externalSkuId } =
      world.state.shelf.byCode(code).find(({ item }) => item.platform === 'JD')?.sku ?? {}
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'JD',
      lines: [{ externalSkuId, quantity: 2 }],
      paid: true,
    })
    const externalId = orders[0]?.id ?? ''
    const order = () =>
      database().prisma.order.findFirstOrThrow({ where: { externalId }, include: { shipments: true } })
    await world.run('JD', 'ORDERS')
    await world.run('JD', 'DELIVERY_PUSH')
    expect(await order()).toMatchObject({ status: 'AT_WAREHOUSE' })
    await check()
    await lose(() => world.control('advance', { ms: 60_000 }))
    expect(await order()).toMatchObject({ status: 'AT_WAREHOUSE' })
    await check()
    await check('JD')
    expect(await order()).toMatchObject({ status: 'SHIPPED', shipments: [{ announcedAt: null }] })
    expect(await movements(code)).toEqual(['SALE -2'])
    expect(await level(code)).toMatchObject({ onHand: there(code), reserved: 0 })
    await check()
    expect(await check()).toMatchObject({ written: 0 })
  })

  it('the marketplace tells of a parcel first: its goods go when the warehouse says so, or come back free', async () => {
    const code = freshCode()
    const { externalSkuId } =
      world.state.shelf.byCode(code).find(({ item }) => item.platform === 'JD')?.sku ?? {}
    const lines = [{ externalSkuId, quantity: 3 }]
    const handed = async () => {
      const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
        platform: 'JD',
        lines,
        paid: true,
      })
      await world.run('JD', 'ORDERS')
      await world.run('JD', 'DELIVERY_PUSH')
      return orders[0]?.id ?? ''
    }
    const ship = async (id: string) => {
      await world.control('orders/step', { platform: 'JD', id, step: 'ship' })
      await world.run('JD', 'ORDERS')
      const order = await database().prisma.order.findFirstOrThrow({ where: { externalId: id } })
      expect(order.status).toBe('SHIPPED')
    }
    await ship(await handed())
    expect(await level(code)).toMatchObject({ onHand: 100, reserved: 3 })
    await world.control('advance', { ms: 60_000 })
    await workWarehouseInbox(warehouse, never)
    expect(await movements(code)).toEqual(['SALE -3'])
    expect(await level(code)).toMatchObject({ onHand: there(code), reserved: 0 })

    await ship(await handed())
    await world.run('JD', 'DELIVERY_PUSH')
    await world.control('advance', { ms: 60_000 })
    await workWarehouseInbox(warehouse, never)
    expect(await movements(code)).toEqual(['SALE -3'])
    expect(await level(code)).toMatchObject({ onHand: 97, reserved: 0 })
    expect(there(code)).toBe(97)
  })

  it('nothing is taken over while messages that came wait for a worker', async () => {
    const code = freshCode()
    await change(code, 5)
    aheadMs += 20_000
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    await workWarehouseInbox(warehouse, never)
    await check()
    expect(await check()).toMatchObject({ written: 0 })
    expect(await movements(code)).toEqual(['SYNC 5'])
    const { actor, reference } = await database().prisma.stockMovement.findFirstOrThrow({
      where: { sku: { code } },
      orderBy: { levelVersion: 'desc' },
    })
    expect([actor, reference]).toEqual(['warehouse:qimen', expect.stringMatching(/-CHG$/)])
  })

  it('two shops that look at the same moment take a loss over once', async () => {
    const code = freshCode()
    await lose(() => change(code, -9))
    await check()
    await Promise.all([world.run('TAOBAO', 'WAREHOUSE_STOCK'), world.run('JD', 'WAREHOUSE_STOCK')])
    expect(await movements(code)).toEqual(['SYNC -9'])
    expect((await level(code)).onHand).toBe(there(code))
  })

  it('a warehouse system that answers nothing takes no stock away', async () => {
    const code = freshCode()
    const silent = { ...world.all.qimen, queryInventory: async () => [] }
    const { handover } = world.deps
    const deps = { ...world.deps, handover: handover && { ...handover, warehouse: silent } }
    for (let look = 0; look < 3; look++)
      expect(await runSync(deps, world.shops.TAOBAO, 'WAREHOUSE_STOCK', never)).toBe('SUCCEEDED')
    expect((await level(code)).onHand).toBe(100)
    expect(await check()).toMatchObject({ written: 0 })
  })

  it('a callback is answered before the job queue is, and once it is stored', async () => {
    const code = freshCode()
    warehouse = { ...warehouse, jobs: { enqueue: () => new Promise(() => {}) } }
    await change(code, 1)
    expect(world.state.postman.deliveries().at(-1)).toMatchObject({ attempt: 1, taken: true })
    const stored = await database().prisma.inboundMessage.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(stored).toMatchObject({ kind: 'stock-changed', doneAt: null })
    await workWarehouseInbox(warehouse, never)
    expect(await movements(code)).toEqual(['SYNC 1'])
  })
})
