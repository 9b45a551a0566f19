import { Buffer } from 'node:buffer'
import { afterEach, describe, expect, it } from 'vitest'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { untilSubscribed } from '../path/support/stock.ts'
import { overWebSocket, type Watcher } from '../path/support/watch.ts'
import { deskOf, SECRETS } from './desk.ts'

const gateway = gatewayOfThisFile()
const desk = deskOf(gateway)

interface Change {
  readonly __typename: string
  readonly from: string | null
  readonly to: string
  readonly cursor: string
  readonly order: { readonly number: string }
}
const CHANGES = `subscription ($ids: [ID!], $after: String) { orderChanges(orderIds: $ids, after: $after) {
  __typename ... on OrderChange { cursor from to order { number } } ... on FeedGap { cursor gapReason } } }`
const open: Watcher<unknown>[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((watcher) => watcher.stop()))
})
async function watch(
  role: 'customer' | 'operator',
  subject: string,
  variables = {},
): Promise<Watcher<Change>> {
  const watcher = overWebSocket<Change>(gateway().graph, {
    query: CHANGES,
    variables,
    authorization: await gateway().authorization(role, subject),
  })
  open.push(watcher)
  return watcher
}

const moves = (items: readonly Change[]) => items.filter(({ from, to }) => from !== to).map(({ to }) => to)

describe.each(['ALIBABA_1688', 'TAOBAO', 'JD'] as const)('an order bought on %s', (platform) => {
  it('goes from the cart to the customer, one order upstream', async () => {
    const customer = `buyer-${platform}`
    const skuId = await desk.toBeBought(platform)
    const { order, userErrors } = await desk.place(customer, skuId, 2)
    expect(userErrors).toEqual([])
    if (!order) throw new Error('it was placed')
    expect(order.status).toBe('PENDING_PAYMENT')

    const event = desk.payment(order)
    expect(await desk.tell(event)).toMatchObject({
      status: 200,
      body: { result: 'ACCEPTED', repeated: false },
    })
    expect(await desk.tell(event)).toMatchObject({ status: 200, body: { repeated: true } })
    const bought = await desk.reaches(order.id, 'PURCHASED')
    expect(bought.purchases).toMatchObject([{ status: 'PAID', reason: null, externalId: expect.any(String) }])

    const [purchase] = bought.purchases
    const key = Buffer.from(purchase?.id ?? '', 'base64')
      .toString('utf8')
      .replace('PurchaseOrder:', '')
    expect(await desk.upstream(key)).toHaveLength(1)

    await desk.control('advance', { ms: 10 * 60_000 })
    const arrived = await desk.reaches(order.id, 'AT_WAREHOUSE')
    expect(arrived.shipments.map(({ leg, status }) => [leg, status])).toEqual([
      ['DOMESTIC', 'ARRIVED_AT_HUB'],
    ])

    const number = `EMS${Date.now()}`
    const ship = `mutation ($id: ID!, $number: String!) { shipOrder(input: { orderId: $id, carrier: "EMS", trackingNumber: $number, idempotencyKey: $number }) {
      order { status } userErrors { code message } } }`
    const shipping = { id: order.id, number }
    expect(dataOf(await desk.as('operator', 'olga', ship, shipping))).toEqual({
      shipOrder: { order: { status: 'SHIPPED' }, userErrors: [] },
    })
    const track = `mutation ($number: String!, $status: TrackingStatus!, $at: DateTime!) { recordTracking(input: {
      carrier: "EMS", trackingNumber: $number, status: $status, description: "scan", occurredAt: $at }) {
      shipment { status } userErrors { code message } } }`
    const at = new Date().toISOString()
    for (const status of ['DELIVERED', 'IN_TRANSIT'])
      await desk.as('operator', 'olga', track, { number, status, at })
    const delivered = await desk.read(order.id)
    expect(delivered.status).toBe('DELIVERED')

    const confirm =
      'mutation ($id: ID!) { confirmDelivery(input: { id: $id }) { order { status } userErrors { code } } }'
    expect(dataOf(await desk.as('customer', 'somebody-else', confirm, { id: order.id }))).toMatchObject({
      confirmDelivery: { order: null, userErrors: [{ code: 'NOT_FOUND' }] },
    })
    expect(dataOf(await desk.as('customer', customer, confirm, { id: order.id }))).toMatchObject({
      confirmDelivery: { order: { status: 'COMPLETED' } },
    })
    expect(await desk.upstream(key)).toHaveLength(1)
  })
})

describe('orderChanges', () => {
  it('tells customers of their own orders only, operators of all, and goes on after a cursor', async () => {
    const { prisma } = gateway().database
    const level = await prisma.stockLevel.findFirstOrThrow({ where: { available: { gte: 20 } } })
    const ada = await watch('customer', 'ada')
    const bob = await watch('customer', 'bob')
    const operator = await watch('operator', 'olga')
    await untilSubscribed(gateway().url, 3)
    const { order } = await desk.place('ada', level.skuId)
    if (!order) throw new Error('it was placed')
    await ada.take(1)
    await desk.tell(desk.payment(order))
    await ada.take(2)
    expect(moves(ada.items)).toEqual(['PENDING_PAYMENT', 'PAID'])
    expect(ada.items.every((item) => item.order.number === order.number)).toBe(true)
    await operator.take(2)
    expect(operator.items.filter((item) => item.order.number === order.number)).toHaveLength(2)
    expect(ada.errors).toEqual([])

    const cancel =
      'mutation ($id: ID!) { cancelOrder(input: { id: $id, reason: "no longer needed", idempotencyKey: "cancel" }) { order { status } userErrors { code } } }'
    expect(dataOf(await desk.as('customer', 'bob', cancel, { id: order.id }))).toMatchObject({
      cancelOrder: { order: null, userErrors: [{ code: 'NOT_FOUND' }] },
    })
    expect(dataOf(await desk.as('customer', 'ada', cancel, { id: order.id }))).toMatchObject({
      cancelOrder: { order: { status: 'CANCELLED' }, userErrors: [] },
    })
    const later = await watch('customer', 'ada', { ids: [order.id], after: ada.items[0]?.cursor })
    await later.take(2)
    expect(moves(later.items)).toEqual(['PAID', 'CANCELLED'])
    const foreign = await watch('customer', 'bob', { ids: [order.id], after: ada.items[0]?.cursor })
    await untilSubscribed(gateway().url, 5)
    const { order: own } = await desk.place('bob', level.skuId)
    await bob.take(1)
    expect(bob.items.map((item) => item.order.number)).toEqual([own?.number])
    expect(foreign.items).toEqual([])
    expect((await desk.read(order.id)).payments).toMatchObject([
      { status: 'PAID', refundRequestedAt: expect.any(String) },
    ])
  })
})

describe('personal data', () => {
  it('is for its owner and for operators, never for analysts, other customers, the log or the events', async () => {
    const { prisma } = gateway().database
    const level = await prisma.stockLevel.findFirstOrThrow({ where: { available: { gte: 20 } } })
    const { order } = await desk.place('cleo', level.skuId)
    const query = 'query ($id: ID!) { order(id: $id) { number shippingAddress { name line1 phone } } }'
    const seen = async (role: 'customer' | 'operator' | 'analyst', subject: string) =>
      JSON.stringify(await desk.as(role, subject, query, { id: order?.id }))
    expect(await seen('customer', 'cleo')).toContain(SECRETS[0])
    expect(await seen('operator', 'olga')).toContain(SECRETS[0])
    const elsewhere = [
      await seen('analyst', 'anna'),
      await seen('customer', 'dora'),
      JSON.stringify(gateway().log),
      JSON.stringify((await prisma.outboxEvent.findMany()).map((event) => event.payload)),
      JSON.stringify(await desk.control('calls')),
    ]
    for (const text of elsewhere) {
      expect(text.length).toBeGreaterThan(2)
      for (const secret of SECRETS) expect(text.includes(secret)).toBe(false)
    }
  })
})
