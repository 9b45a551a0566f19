import { Buffer } from 'node:buffer'
import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { importDeskOf } from '../catalogue/import-desk.ts'
import { peopleDeskOf } from '../catalogue/people-desk.ts'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { shopDesk } from '../shops/shop-desk.ts'
import { until } from '../support/until.ts'
import { deskOf } from './desk.ts'

// An empty database: what is in it was made over the graph, and the sandbox stands for the marketplaces.
const gateway = gatewayOfThisFile({ SEED: 'off', ITEM_CALLS_PER_ADDRESS: '100', ORDER_MAX_UNPAID: '100' })
const desk = deskOf(gateway)
const imports = importDeskOf(gateway)
const people = peopleDeskOf(gateway)
const shops = shopDesk(gateway)

let hub: { id: string }
let own: { id: string }
beforeAll(async () => {
  hub = (await people.openShop()).hub
  await people.made('savePriceRule', 'priceRule', 'id', { name: 'All', markupPercent: '20' })
  const product = await people.product({ titleEn: 'Own tea', status: 'ACTIVE' })
  own = product.skus[0] ?? { id: '' }
  const stock = { skuId: own.id, warehouseId: hub.id, delta: 100, idempotencyKey: v7() }
  await people.made('adjustStock', 'stockLevel', 'id', stock)
})

const lineOf = async (platform: 'TAOBAO' | 'ALIBABA_1688' | 'WEIDIAN', index: number) => ({
  quantity: 2,
  item: { platform, externalId: (await imports.oneOf(platform, index)).externalId },
})
async function placed(lines: readonly object[], customer = 'lin') {
  const { order, userErrors } = await desk.placeLines(customer, lines)
  if (!order) throw new Error(JSON.stringify(userErrors))
  return order
}
async function paid(lines: readonly object[]) {
  const order = await placed(lines)
  expect(await desk.tell(desk.payment(order))).toMatchObject({ status: 200 })
  return order
}

const LINES = 'query ($id: ID!) { order(id: $id) { lines { id status } } }'
async function statesOf(id: string, role: 'customer' | 'operator' = 'customer'): Promise<string[]> {
  const answer = await desk.as<{ order: { lines: { status: string }[] } }>(role, 'lin', LINES, { id })
  return dataOf(answer).order.lines.map(({ status }) => status)
}
/** Follows the purchases until the lines are there; each state may be a pattern. */
const reach = (id: string, states: readonly string[]) =>
  until(
    async () => {
      await desk.followNow(id)
      return new RegExp(`^${states.join(',')}$`).test((await statesOf(id)).join())
    },
    `the lines to be ${states.join()}`,
    30_000,
  )

it('goes its own way for each line, from the payment to the customer', { timeout: 120_000 }, async () => {
  const order = await placed([await lineOf('TAOBAO', 0), { skuId: own.id, quantity: 1 }])
  expect(await statesOf(order.id)).toEqual(['PENDING', 'PENDING'])
  await desk.tell(desk.payment(order))
  await reach(order.id, ['(PURCHASED|SELLER_SENT)', 'PENDING'])
  await desk.control('advance', { ms: 10 * 60_000 })
  await reach(order.id, ['ARRIVED', 'PENDING'])
  const trackingNumber = `EMS${Date.now()}`
  await people.made('shipOrder', 'order', 'status', {
    orderId: order.id,
    carrier: 'EMS',
    trackingNumber,
    idempotencyKey: v7(),
  })
  expect(await statesOf(order.id)).toEqual(['SHIPPED', 'SHIPPED'])
  await people.made('recordTracking', 'shipment', 'status', {
    carrier: 'EMS',
    trackingNumber,
    status: 'DELIVERED',
    description: 'signed',
    occurredAt: new Date().toISOString(),
  })
  expect(await statesOf(order.id)).toEqual(['DELIVERED', 'DELIVERED'])
})

it('is PURCHASING while an operator has to buy it, and PURCHASED once that is done', async () => {
  const order = await paid([await lineOf('WEIDIAN', 0), { skuId: own.id, quantity: 1 }])
  await reach(order.id, ['PURCHASING', 'PENDING'])
  const [purchase] = (await desk.read(order.id)).purchases
  await people.made('completeManualPurchase', 'order', 'status', {
    purchaseOrderId: purchase?.id,
    externalId: v7(),
    idempotencyKey: v7(),
  })
  expect(await statesOf(order.id)).toEqual(['PURCHASED', 'PENDING'])
})

it('ends with its order when that is cancelled, or refunded', async () => {
  const input = (id: string) => ({ id, reason: 'changed', idempotencyKey: v7() })
  const off = await placed([{ skuId: own.id, quantity: 1 }])
  await people.made('cancelOrder', 'order', 'status', input(off.id))
  expect(await statesOf(off.id)).toEqual(['CANCELLED'])
  const back = await paid([{ skuId: own.id, quantity: 1 }])
  await people.made('refundOrder', 'order', 'status', input(back.id))
  expect(await statesOf(back.id)).toEqual(['REFUNDED'])
})

it('is REFUNDED for one line of a shop’s order while the other waits', { timeout: 120_000 }, async () => {
  await shops.link('TAOBAO')
  const { id: shopId } = await shops.shop('TAOBAO')
  await imports.run('importListings', { shopId, publish: true, warehouseId: hub.id })
  const found = await people.asked<{
    products: { nodes: { skus: { available: number; listings: { externalSkuId: string }[] }[] }[] }
  }>(
    '{ products(first: 50, filter: { platforms: [TAOBAO], availability: IN_STOCK }) { nodes { skus { available listings { externalSkuId } } } } }',
  )
  const [one, other] = found.products.nodes
    .flatMap(({ skus }) => skus)
    .filter(({ available }) => available > 5)
    .flatMap(({ listings }) => listings)
  const lines = [one, other].map((listing) => ({ externalSkuId: listing?.externalSkuId, quantity: 1 }))
  // A run leaves the last seconds to the next one: what happens here happened a minute ago.
  await desk.control('clock', { skewMs: -60_000 })
  const made = await desk.control('orders', { platform: 'TAOBAO', lines, paid: true })
  const [{ id: externalId }] = made.orders as [{ id: string }]
  for (const step of ['refund', 'refund-agree', 'refund-done'])
    await desk.control('orders/step', { platform: 'TAOBAO', id: externalId, step })
  await desk.control('clock', { skewMs: 0 })
  for (const kind of ['REFUNDS', 'ORDERS']) await people.made('triggerSync', 'run', 'id', { shopId, kind })
  const order = await until(
    async () =>
      (
        await people.asked<{ order: { id: string } | null }>(
          'query ($number: String) { order(number: $number) { id } }',
          { number: `TB-${externalId}` },
        )
      ).order,
    'the order',
    60_000,
  )
  await until(
    async () => (await statesOf(order.id, 'operator')).join() === 'REFUNDED,PENDING',
    'one line to be refunded',
    60_000,
  )
})

it('costs a page of orders no statement more, and is shown to its customer alone', async () => {
  const before = await placed([{ skuId: own.id, quantity: 1 }], 'many')
  for (let n = 0; n < 19; n++)
    await placed(
      [1, 1].map((quantity) => ({ skuId: own.id, quantity })),
      'many',
    )
  const statements = async (first: number, fields: string) => {
    const query = `query { orders(first: ${first}) { nodes { lines { ${fields} } } } }`
    await desk.as('customer', 'many', query)
    gateway().statements.length = 0
    const { orders } = dataOf(
      await desk.as<{ orders: { nodes: { lines: object[] }[] } }>('customer', 'many', query),
    )
    return {
      orders: orders.nodes.length,
      statements: gateway().statements.filter((sql) => /order_line/.test(sql)),
    }
  }
  const few = await statements(2, 'title')
  const many = await statements(20, 'title status')
  expect([few.orders, many.orders]).toEqual([2, 20])
  expect(few.statements.length).toBeGreaterThan(0)
  expect(many.statements).toHaveLength(few.statements.length)

  const { order } = dataOf(
    await desk.as<{ order: { lines: [{ id: string }] } }>('customer', 'many', LINES, { id: before.id }),
  )
  const node = (customer: string) =>
    desk.as<{ node: object | null }>(
      'customer',
      customer,
      'query ($id: ID!) { node(id: $id) { ... on OrderLine { status } } }',
      { id: order.lines[0].id },
    )
  expect(dataOf(await node('many')).node).toEqual({ status: 'PENDING' })
  expect(dataOf(await node('somebody-else')).node).toBeNull()
  expect(Buffer.from(order.lines[0].id, 'base64').toString()).toMatch(/^OrderLine:/)
})
