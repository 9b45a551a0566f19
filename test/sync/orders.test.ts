import { afterAll, beforeAll, expect, it } from 'vitest'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

interface Placed {
  readonly orders: {
    id: string
    lines: { id: string; externalSkuId: string; quantity: number; code: string }[]
  }[]
}

testDatabases('orders of a shop', (database) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database().prisma)
  })
  afterAll(() => world.close())

  const sku = (platform: 'TAOBAO' | 'JD', index: number) => {
    const found = world.state.shelf.items(platform)[index]?.skus[0]
    if (!found) throw new Error('no such SKU')
    return found
  }
  const place = async (
    platform: 'TAOBAO' | 'JD',
    lines: { externalSkuId: string; quantity: number }[],
    paid = true,
  ) => {
    const { orders } = await world.control<Placed>('orders', { platform, lines, paid })
    return orders[0]?.id ?? ''
  }
  const step = (platform: 'TAOBAO' | 'JD', id: string, what: string) =>
    world.control('orders/step', { platform, id, step: what })
  const order = (externalId: string) =>
    database().prisma.order.findFirstOrThrow({
      where: { externalId },
      include: {
        lines: { orderBy: { position: 'asc' } },
        events: { orderBy: { at: 'asc' } },
        payments: true,
      },
    })
  const levelOf = (code: string) =>
    database().prisma.stockLevel.findFirstOrThrow({ where: { sku: { code } } })
  const lastRun = () => database().prisma.syncRun.findFirstOrThrow({ orderBy: { id: 'desc' } })

  it.each(['TAOBAO', 'JD'] as const)(
    'of %s become orders with lines, money and address',
    async (platform) => {
      const one = sku(platform, 0)
      const two = sku(platform, 1)
      const id = await place(platform, [
        { externalSkuId: one.externalSkuId, quantity: 2 },
        { externalSkuId: two.externalSkuId, quantity: 1 },
      ])
      expect(await world.run(platform, 'ORDERS')).toBe('SUCCEEDED')
      const row = await order(id)
      expect(row).toMatchObject({
        number: `${platform === 'TAOBAO' ? 'TB' : 'JD'}-${id}`,
        source: platform,
        status: 'PAID',
        shopId: world.shops[platform],
        customerId: null,
        totalMinor: BigInt(one.priceFen * 2 + two.priceFen),
        payments: [{ status: 'PAID', amountMinor: BigInt(one.priceFen * 2 + two.priceFen) }],
      })
      expect(row.lines).toMatchObject([
        { quantity: 2, unitPriceMinor: BigInt(one.priceFen), skuId: expect.any(String) },
        { quantity: 1, unitPriceMinor: BigInt(two.priceFen), skuId: expect.any(String) },
      ])
      const address = JSON.parse(world.deps.box.open(row.shippingAddress ?? new Uint8Array()))
      expect(address).toMatchObject({ country: 'CN', name: expect.stringMatching(/./) })
      expect(row.events).toMatchObject([{ from: null, to: 'PAID', actor: 'system:sync' }])
    },
  )

  it('hold their stock while they are paid, and give it back when they are refunded', async () => {
    const { externalSkuId, code } = sku('TAOBAO', 2)
    const id = await place('TAOBAO', [{ externalSkuId, quantity: 3 }], false)
    await world.run('TAOBAO', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'PENDING_PAYMENT', payments: [] })
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 0 })
    await step('TAOBAO', id, 'pay')
    await world.run('TAOBAO', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'PAID', payments: [{ status: 'PAID' }] })
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 3 })
    await step('TAOBAO', id, 'refund')
    await step('TAOBAO', id, 'refund-done')
    await world.run('TAOBAO', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'REFUNDED', payments: [{ status: 'REFUNDED' }] })
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 0 })
  })

  it('that were sent without the warehouse free their stock, which the warehouse still counts', async () => {
    const { externalSkuId, code } = sku('JD', 6)
    const id = await place('JD', [{ externalSkuId, quantity: 2 }])
    await world.run('JD', 'ORDERS')
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 2 })
    await step('JD', id, 'ship')
    await world.run('JD', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'SHIPPED' })
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 0 })
  })

  it('let the goods go when they were sent, through all steps that were missed', async () => {
    // No warehouse system counts: the marketplace's word has to do.
    const { externalSkuId, code } = sku('JD', 3)
    const id = await place('JD', [{ externalSkuId, quantity: 4 }])
    const alone = { ...world.deps, handover: null }
    const runAlone = () => runSync(alone, world.shops.JD, 'ORDERS', new AbortController().signal)
    await runAlone()
    await step('JD', id, 'ship')
    await step('JD', id, 'finish')
    await runAlone()
    const row = await order(id)
    expect(row.status).toBe('COMPLETED')
    expect(row.events.map((event) => event.to)).toEqual(['PAID', 'COMPLETED'])
    expect(await levelOf(code)).toMatchObject({ onHand: 96, reserved: 0 })
  })

  it('that are over before we see them change no stock', async () => {
    const { externalSkuId, code } = sku('TAOBAO', 4)
    const id = await place('TAOBAO', [{ externalSkuId, quantity: 4 }])
    await step('TAOBAO', id, 'ship')
    await world.run('TAOBAO', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'SHIPPED' })
    expect(await levelOf(code)).toMatchObject({ onHand: 100, reserved: 0 })
  })

  it('read again without a change are not written, and cost no detail calls once they are settled', async () => {
    await world.run('TAOBAO', 'ORDERS')
    expect(await lastRun()).toMatchObject({ written: 0, failed: 0 })
    // A minute and a half later nothing of them can change within the second any more.
    const later = { ...world.deps, now: () => new Date(Date.now() + 120_000) }
    const never = new AbortController().signal
    await runSync(later, world.shops.TAOBAO, 'ORDERS', never)
    await world.control('calls', undefined, 'DELETE')
    await runSync(later, world.shops.TAOBAO, 'ORDERS', never)
    const { calls } = await world.control<{ calls: { method: string }[] }>('calls')
    expect(calls.map((call) => call.method)).toEqual(['taobao.trades.sold.increment.get'])
    await database().prisma.syncState.updateMany({ data: { cursor: new Date() } })
  })

  it('of which there is too little are told, and hold what there is', async () => {
    const { externalSkuId, code } = sku('TAOBAO', 5)
    const level = await levelOf(code)
    await database().prisma.stockLevel.update({ where: { id: level.id }, data: { reserved: 99 } })
    const id = await place('TAOBAO', [{ externalSkuId, quantity: 2 }])
    await world.run('TAOBAO', 'ORDERS')
    expect(await order(id)).toMatchObject({ status: 'PAID' })
    const alerts = await database().prisma.syncAlertRow.findMany({ where: { kind: 'OVERSOLD' } })
    expect(alerts).toMatchObject([{ message: expect.stringContaining(code), resolvedAt: null }])
    await database().prisma.stockLevel.update({ where: { id: level.id }, data: { reserved: 0 } })
  })

  it('that the database has no room for are set aside, masked, and the others come in', async () => {
    const bad = sku('TAOBAO', 6)
    const good = sku('TAOBAO', 7)
    const badId = await place('TAOBAO', [{ externalSkuId: bad.externalSkuId, quantity: 1 }])
    const goodId = await place('TAOBAO', [{ externalSkuId: good.externalSkuId, quantity: 1 }])
    const found = world.state.orders.find('TAOBAO', badId)
    const line = found?.lines[0]
    if (!found || !line) throw new Error('the order is there')
    line.quantity = 3_000_000_000
    const before = await database().prisma.syncState.findFirstOrThrow({
      where: { shopId: world.shops.TAOBAO, kind: 'ORDERS' },
    })
    expect(await world.run('TAOBAO', 'ORDERS')).toBe('SUCCEEDED')
    expect(await order(goodId)).toMatchObject({ status: 'PAID' })
    const [failure] = await database().prisma.syncFailure.findMany({ where: { externalId: badId } })
    expect(failure).toMatchObject({ kind: 'ORDERS', attempts: 1, resolvedAt: null })
    expect(failure?.errorClass).toMatch(/INVALID|UNREADABLE/)
    const text = JSON.stringify(failure?.payload)
    expect(text).toContain(badId)
    expect(text).not.toContain(found.receiver.mobile)
    expect(text).not.toContain(found.receiver.name)
    const after = await database().prisma.syncState.findFirstOrThrow({
      where: { shopId: world.shops.TAOBAO, kind: 'ORDERS' },
    })
    expect(after.cursor?.getTime()).toBeGreaterThan(before.cursor?.getTime() ?? 0)
    expect(await lastRun()).toMatchObject({ failed: 1 })
    line.quantity = 1
    await step('TAOBAO', badId, 'touch')
    expect(await world.run('TAOBAO', 'ORDERS')).toBe('SUCCEEDED')
    expect(await order(badId)).toMatchObject({ status: 'PAID' })
    expect(await database().prisma.syncFailure.findMany({ where: { externalId: badId } })).toMatchObject([
      { resolvedAt: expect.any(Date) },
    ])
  })

  it('have their refunds on record', async () => {
    const { externalSkuId } = sku('JD', 8)
    const id = await place('JD', [{ externalSkuId, quantity: 1 }])
    await world.run('JD', 'ORDERS')
    await step('JD', id, 'refund')
    expect(await world.run('JD', 'REFUNDS')).toBe('SUCCEEDED')
    const refunds = () => database().prisma.marketplaceRefund.findMany({ where: { externalOrderId: id } })
    expect(await refunds()).toMatchObject([
      { orderId: (await order(id)).id, status: expect.stringMatching(/REQUESTED|UNKNOWN/) },
    ])
    await step('JD', id, 'refund-done')
    await world.run('JD', 'REFUNDS')
    expect(await refunds()).toHaveLength(1)
    expect((await refunds())[0]?.status).not.toBe('REQUESTED')
    expect(await lastRun()).toMatchObject({ written: 1 })
    await world.run('JD', 'REFUNDS')
    expect(await lastRun()).toMatchObject({ written: 0 })
  })
})
