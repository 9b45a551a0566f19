import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREDENTIALS } from '../../sandbox/index.ts'
import type { UpstreamOptions } from '../../src/connectors/upstream.ts'
import type { DeliveryOrder, WarehouseEvent } from '../../src/connectors/warehouse.ts'
import { Rejected, UpstreamError } from '../../src/domain/upstream-error.ts'
import { untilHolds } from '../support/until.ts'
import { startReceiver } from './receiver.ts'
import { connectAll, type Platforms, realClock, sharedClock, startPlatforms } from './sandbox.ts'

const ITEM = 'TEA-0001-50G-BAG'
const ENTRY = 'taobao.qimen.entryorder.create'
const DELIVERY = 'taobao.qimen.deliveryorder.create'

let platforms: Platforms
let receiver: Awaited<ReturnType<typeof startReceiver<WarehouseEvent>>>
const listening = {
  receive: (
    _: Parameters<ReturnType<typeof connectAll>['qimen']['receive']>[0],
  ): ReturnType<ReturnType<typeof connectAll>['qimen']['receive']> => {
    throw new Error('no connector yet')
  },
}
beforeAll(async () => {
  platforms = await startPlatforms()
  receiver = await startReceiver((request) => listening.receive(request))
  await platforms.control('webhooks', { platform: 'QIMEN', url: receiver.url })
})
afterAll(async () => {
  await platforms.stop()
  await receiver.stop()
})

const open: (() => Promise<void>)[] = []
function connect(options: UpstreamOptions = {}, time = sharedClock(platforms)) {
  const all = connectAll(platforms.url, { clock: time.clock, ...options })
  open.push(all.upstream.close)
  listening.receive = all.qimen.receive
  return { wms: all.qimen, account: all.account, slept: time.slept }
}
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
beforeEach(async () => {
  await platforms.forget()
  await platforms.control('webhooks/mode', { copies: 1, hold: false })
  receiver.events.splice(0)
  receiver.refusals.splice(0)
})

let codes = 0
const code = (prefix: string) => `${prefix}-${++codes}-${Date.now()}`
const contact = {
  name: '李四',
  mobile: '17000000002',
  province: '广东省',
  city: '广州市',
  area: '天河区',
  address: '天河路1号',
}
const lines = (quantity = 2) => [{ lineNo: '1', itemCode: ITEM, quantity }]
const entry = () => ({ code: code('E'), lines: lines(5) })
const delivery = (): DeliveryOrder => ({
  code: code('D'),
  kind: 'sale',
  createdAt: new Date(),
  placedAt: new Date(),
  paidAt: new Date(),
  shopName: '店 & Co <1>',
  platform: 'TAOBAO',
  carrier: 'SF',
  sender: contact,
  receiver: contact,
  lines: lines(),
})
const count = (calls: readonly string[], method: string) => calls.filter((one) => one === method).length

describe('requests', () => {
  test('an item is synchronized and gets the id of the WMS', async () => {
    const { wms, account } = connect()
    const id = await wms.syncItem(
      account,
      { itemCode: code('I'), name: '茶 & "杯"', barCodes: ['690', '691'], grossWeight: 250 },
      'add',
    )
    expect(id).toMatch(/./)
  })

  test('a repeated order is the same order', async () => {
    const { wms, account } = connect()
    const order = entry()
    const first = await wms.createEntryOrder(account, order)
    expect(first).toMatch(/./)
    expect([first, null]).toContain(await wms.createEntryOrder(account, order))
  })

  test('a lost answer is asked for again under the same code, and one order stands', async () => {
    const { wms, account } = connect()
    const order = delivery()
    await platforms.fault('lost-answer', 'QIMEN', { method: DELIVERY })
    await wms.createDeliveryOrder(account, order)
    expect(count(await platforms.calls('QIMEN'), DELIVERY)).toBe(2)
    await platforms.control('advance', { ms: 86_400_000 })
    await untilHolds(() => expect(confirmations(order.code).length).toBeGreaterThan(0))
    expect(new Set(confirmations(order.code).map((event) => event.id)).size).toBe(1)
  })

  test('a delivery order can be asked after: nothing, then the parcel that left; a stranger is refused', async () => {
    const { wms, account } = connect()
    const order = delivery()
    await wms.createDeliveryOrder(account, order)
    expect(await wms.queryDelivery(account, order.code)).toBeNull()
    await platforms.control('advance', { ms: 86_400_000 })
    expect(await wms.queryDelivery(account, order.code)).toEqual({
      deliveryOrderCode: order.code,
      warehouseCode: account.warehouseCode,
      final: true,
      packages: [
        {
          carrier: 'SF',
          carrierName: 'SF',
          trackingNumber: expect.stringMatching(/^SF/),
          items: [{ itemCode: ITEM, quantity: 2 }],
        },
      ],
    })
    await expect(wms.queryDelivery(account, code('D'))).rejects.toBeInstanceOf(Rejected)
  })

  test('stock is told for the items asked for, and for all, page by page', async () => {
    const { wms, account } = connect()
    const rows = await wms.queryInventory(account, [ITEM, 'NOT-THERE'])
    expect(rows.map((row) => row.itemCode)).toEqual([ITEM])
    expect(rows[0]?.quantity).toBeGreaterThan(0)
    const pages: number[] = []
    for await (const page of wms.stock(account)) pages.push(page.length)
    expect(pages.length).toBeGreaterThan(1)
    expect(count(await platforms.calls('QIMEN'), 'taobao.qimen.stock.query')).toBe(pages.length)
  })

  test('a cancelled order is cancelled, twice too, and one that is not there will not be sent', async () => {
    const { wms, account } = connect()
    const order = delivery()
    await wms.createDeliveryOrder(account, order)
    const cancellation = { code: order.code, kind: 'delivery', reason: 'changed' } as const
    await wms.cancelOrder(account, cancellation)
    await wms.cancelOrder(account, cancellation)
    await wms.cancelOrder(account, { ...cancellation, code: 'NOT-THERE' })
    const elsewhere = { ...account, warehouseCode: 'NOWHERE' }
    await expect(wms.cancelOrder(elsewhere, cancellation)).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('a delivered order cannot be cancelled', async () => {
    const { wms, account } = connect()
    const order = delivery()
    await wms.createDeliveryOrder(account, order)
    await platforms.control('advance', { ms: 86_400_000 })
    await expect(
      wms.cancelOrder(account, { code: order.code, kind: 'delivery', reason: 'late' }),
    ).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('a transfer gets its code', async () => {
    const { wms, account } = connect()
    const transfer = {
      code: code('T'),
      fromWarehouseCode: 'GZ-HUB',
      toWarehouseCode: 'YIWU-01',
      lines: [{ itemCode: ITEM, quantity: 1 }],
    }
    expect(await wms.createTransfer(account, transfer)).toMatch(/./)
  })
})

describe('faults', () => {
  test('a broken server is asked again', async () => {
    const { wms, account } = connect()
    await platforms.fault('http-500', 'QIMEN')
    await wms.createEntryOrder(account, entry())
    expect(await platforms.calls('QIMEN')).toEqual([ENTRY, ENTRY])
  })

  test('a ban ends in an order or a typed error', async () => {
    const { wms, account } = connect({}, realClock())
    await platforms.fault('ban', 'QIMEN', { seconds: 1 })
    const outcome: unknown = await wms.createEntryOrder(account, entry()).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UpstreamError)
    expect((await platforms.calls('QIMEN')).length).toBeLessThanOrEqual(4)
  })

  test.each(['html', 'truncated', 'huge', 'wrong-types', 'error'])(
    '%s, again and again, is a typed error without secrets',
    async (kind) => {
      const { wms, account } = connect({ http: { maxBodyBytes: 1 << 20 } })
      for (let n = 0; n < 6; n++) await platforms.fault(kind, 'QIMEN')
      const outcome: unknown = await wms.queryInventory(account, [ITEM]).catch((error: unknown) => error)
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(UpstreamError)
        expect(`${outcome.stack} ${JSON.stringify(outcome)}`).not.toContain(CREDENTIALS.QIMEN.secret)
      } else expect(outcome).toBeInstanceOf(Array)
      expect((await platforms.calls('QIMEN')).length).toBeLessThanOrEqual(4)
    },
  )

  test('a wrong secret is our fault and is not repeated', async () => {
    const { account } = connect()
    const wrong = connectAll(platforms.url)
    const { qimenConnector } = await import('../../src/connectors/qimen/index.ts')
    const wms = qimenConnector({
      endpoint: `${platforms.url}/router/qimen/service`,
      appKey: CREDENTIALS.QIMEN.appKey,
      appSecret: 'wrong',
      upstream: wrong.upstream,
    })
    open.push(wrong.upstream.close)
    await expect(wms.queryInventory(account, [ITEM])).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(await platforms.calls('QIMEN')).toHaveLength(1)
  })
})

const confirmations = (orderCode: string) =>
  receiver.events.filter(
    (event) => event.kind === 'delivery-confirmed' && event.deliveryOrderCode === orderCode,
  )

describe('callbacks', () => {
  test('a delivery is reported step by step and confirmed with its parcel', async () => {
    const { wms, account } = connect()
    const order = delivery()
    await wms.createDeliveryOrder(account, order)
    await platforms.control('advance', { ms: 86_400_000 })
    await untilHolds(() => expect(confirmations(order.code)).toHaveLength(1))
    expect(confirmations(order.code)[0]).toMatchObject({
      final: true,
      lines: [{ itemCode: ITEM, actual: 2 }],
      packages: [
        {
          carrier: 'SF',
          trackingNumber: expect.stringMatching(/\d{6}/),
          items: [{ itemCode: ITEM, quantity: 2 }],
        },
      ],
    })
    const steps = receiver.events.flatMap((event) =>
      event.kind === 'process-reported' && event.orderCode === order.code ? [event.status] : [],
    )
    expect(steps).toEqual(expect.arrayContaining(['ACCEPT', 'PICK', 'PACKAGE']))
    expect(receiver.refusals).toEqual([])
  })

  test('an entry is confirmed with what really came', async () => {
    const { wms, account } = connect()
    const order = entry()
    await wms.createEntryOrder(account, order)
    await platforms.control('advance', { ms: 86_400_000 })
    const mine = () =>
      receiver.events.filter(
        (event) => event.kind === 'entry-confirmed' && event.entryOrderCode === order.code,
      )
    await untilHolds(() => expect(mine().length).toBeGreaterThan(0))
    expect(mine()[0]).toMatchObject({ warehouseCode: 'GZ-HUB', lines: [{ itemCode: ITEM, actual: 5 }] })
  })

  test('a change of stock comes as a signed difference; a copy of the message has the same id', async () => {
    connect()
    await platforms.control('webhooks/mode', { copies: 2 })
    await platforms.control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode: ITEM, delta: -3 })
    await untilHolds(() => expect(receiver.events).toHaveLength(2))
    expect(receiver.events[0]).toMatchObject({
      kind: 'stock-changed',
      changes: [{ itemCode: ITEM, delta: -3, warehouseCode: 'GZ-HUB', inventoryType: 'ZP' }],
    })
    expect(receiver.events[1]?.id).toBe(receiver.events[0]?.id)
  })

  test('a stocktake comes in pages that can be put together', async () => {
    const { wms, account } = connect()
    const items: string[] = []
    for await (const page of wms.stock(account)) items.push(...page.map((row) => row.itemCode))
    const counts = [...new Set(items)].slice(0, 250).map((itemCode) => ({ itemCode, quantity: 1_000 }))
    const { checkOrderCode, pages } = await platforms.control<{ checkOrderCode: string; pages: number }>(
      'wms/stocktake',
      { warehouseCode: 'GZ-HUB', counts },
    )
    await untilHolds(() =>
      expect(receiver.events.filter((event) => event.kind === 'stocktake')).toHaveLength(pages),
    )
    const taken = receiver.events.flatMap((event) => (event.kind === 'stocktake' ? [event] : []))
    expect(pages).toBeGreaterThan(1)
    expect(taken.every((event) => event.checkOrderCode === checkOrderCode && event.pages === pages)).toBe(
      true,
    )
    expect(taken.map((event) => event.page).sort((a, b) => a - b)).toEqual(
      Array.from({ length: pages }, (_, n) => n + 1),
    )
    expect(new Set(taken.map((event) => event.id)).size).toBe(pages)
    expect(taken.flatMap((event) => event.differences)).toHaveLength(counts.length)
  })

  test('a forged, a changed and an old message are refused', () => {
    const { wms } = connect()
    const query = new URLSearchParams({
      method: 'stockchange.report',
      timestamp: '2026-01-01 00:00:00',
      sign: 'A'.repeat(32),
    })
    expect(wms.receive({ query, headers: {}, body: Buffer.from('<request/>') })).toMatchObject({
      ok: false,
      reason: 'signature',
      reply: { status: 200, body: expect.stringContaining('<flag>failure</flag>') },
    })
  })
})
