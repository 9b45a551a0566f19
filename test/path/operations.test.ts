import { expect, it } from 'vitest'
import { gatewayOfThisFile } from './support/gateway.ts'
import { adjust, globalId, plentifulLevels } from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const gateway = gatewayOfThisFile()

interface Figures {
  readonly systemStatus: {
    readonly at: string
    readonly process: string
    readonly feed: Record<string, number>
    readonly callRates: readonly { api: string; perSecond: number; pausedForSeconds: number }[]
    readonly sync: Record<string, number | null>
  }
}

const figures = async () => {
  const { data, errors } = await gateway().ask<Figures>(`{ systemStatus {
    at process feed { active sent coalesced gaps replayed closedStuck }
    callRates { api perSecond pausedForSeconds }
    sync { shops failing failures behind messages alerts lagSeconds }
  } }`)
  expect(errors).toEqual([])
  return data.systemStatus
}

it('counts what the feed delivers, so that a console can draw it', async () => {
  const before = await figures()
  const [level] = await plentifulLevels(gateway(), 1)
  if (!level) throw new Error('the seed has stock')
  const watcher = overWebSocket(gateway().graph, {
    query: `subscription ($ids: [ID!]) { stockChanges(skuIds: $ids, snapshot: false) { __typename } }`,
    variables: { ids: [level.skuId] },
    authorization: await gateway().authorization('operator'),
  })
  await expect.poll(async () => (await figures()).feed.active).toBe(1)
  await adjust(gateway(), level, 1)
  await watcher.take(1)
  const after = await figures()
  expect(after.process).toBe(before.process)
  expect(after.feed.sent).toBe((before.feed.sent ?? 0) + 1)
  expect(Date.parse(after.at)).toBeGreaterThanOrEqual(Date.parse(before.at))
  expect(after.sync).toMatchObject({ shops: 3, failing: 0, failures: 0 })
  await watcher.stop()
})

it('tells the pace of every API that was called', async () => {
  await gateway().ask('{ products(first: 1) { nodes { listings { live { quantity } } } } }')
  const { callRates } = await figures()
  expect(callRates.length).toBeGreaterThan(0)
  for (const rate of callRates)
    expect(rate).toEqual({ api: expect.any(String), perSecond: expect.any(Number), pausedForSeconds: 0 })
})

it('lists the purchases that wait for an operator, with their orders and reasons', async () => {
  const { prisma } = gateway().database
  const order = await prisma.order.create({
    data: {
      number: 'HG-by-hand',
      source: 'STOREFRONT',
      status: 'PURCHASING',
      customerId: 'ada',
      totalMinor: 1_000n,
      placedAt: new Date(),
    },
  })
  const sku = await prisma.sku.findFirstOrThrow()
  const purchase = (status: 'AWAITING_MANUAL_PURCHASE' | 'PAID') =>
    prisma.purchaseOrder.create({
      data: {
        orderId: order.id,
        platform: 'JD',
        status,
        reason: 'no right to buy',
        lines: { create: { skuId: sku.id, externalId: 'item-1', quantity: 2, unitPriceMinor: 500n } },
      },
    })
  const before = await prisma.purchaseOrder.count({ where: { status: 'AWAITING_MANUAL_PURCHASE' } })
  const waiting = await purchase('AWAITING_MANUAL_PURCHASE')
  await purchase('PAID')
  const ask = (role: 'operator' | 'customer') =>
    gateway().ask<{ purchaseOrders: object }>(
      `{ purchaseOrders(statuses: [AWAITING_MANUAL_PURCHASE], first: 1) { totalCount nodes {
        id reason order { number } lines { quantity received externalId externalSkuId sku { code } unitPrice { amount } }
      } } }`,
      {},
      role,
    )
  expect((await ask('operator')).data.purchaseOrders).toEqual({
    totalCount: before + 1,
    nodes: [
      {
        id: globalId('PurchaseOrder', waiting.id),
        reason: 'no right to buy',
        order: { number: 'HG-by-hand' },
        lines: [
          {
            quantity: 2,
            received: 0,
            externalId: 'item-1',
            externalSkuId: null,
            sku: { code: sku.code },
            unitPrice: { amount: '5.00' },
          },
        ],
      },
    ],
  })
  expect((await ask('customer')).errors[0]?.extensions?.code).toBe('FORBIDDEN')
})

it('narrows failures to one kind of synchronisation', async () => {
  const { prisma } = gateway().database
  const shop = await prisma.shop.findFirstOrThrow()
  for (const kind of ['ORDERS', 'PRODUCTS'] as const)
    await prisma.syncFailure.create({
      data: { shopId: shop.id, kind, externalId: `x-${kind}`, errorClass: 'Test', message: 'no' },
    })
  const { data } = await gateway().ask<{ syncFailures: { nodes: { externalId: string }[] } }>(
    '{ syncFailures(kind: ORDERS) { totalCount nodes { externalId } } }',
  )
  expect(data.syncFailures).toEqual({ totalCount: 1, nodes: [{ externalId: 'x-ORDERS' }] })
})
