// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { graphql, parse, subscribe } from 'graphql/index.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Role, viewerOf } from '../../src/domain/viewer.ts'
import type { Database } from '../../src/store/database.ts'
import { embeddedDatabase } from '../../test/support/databases.ts'
import type { GraphContext } from '../context.ts'
import { schema } from '../index.ts'

const statements: string[] = []
let database: Database

/** Ids of Ada's order and of its parts, by type; Bo and the marketplace have one order each. */
const ada: Record<string, string> = {}

function gid(type: string, id: string | undefined): string {
  return Buffer.from(`${type}:${id}`).toString('base64')
}

beforeAll(async () => {
  database = await embeddedDatabase((sql) => statements.push(sql))
  const { order } = database.prisma
  const base = { totalMinor: 19900n, updatedAt: new Date() }
  const first = await order.create({
    data: {
      ...base,
      number: 'A-1',
      source: 'STOREFRONT',
      status: 'PAID',
      customerId: 'ada',
      placedAt: new Date('2026-03-01T00:00:00Z'),
      lines: {
        create: [
          { position: 2, title: 'second', quantity: 1, unitPriceMinor: 9900n },
          { position: 1, title: 'first', quantity: 2, unitPriceMinor: 5000n },
        ],
      },
      payments: { create: { status: 'PAID', amountMinor: 19900n, provider: 'test' } },
      purchases: { create: { platform: 'JD' } },
      shipments: { create: { leg: 'DOMESTIC', carrier: 'SF', trackingNumber: 'SF1' } },
      events: {
        create: [
          { at: new Date('2026-03-02T00:00:00Z'), from: 'PENDING_PAYMENT', to: 'PAID' },
          { at: new Date('2026-03-01T00:00:00Z'), to: 'PENDING_PAYMENT' },
          {
            at: new Date('2026-03-03T00:00:00Z'),
            from: 'PAID',
            to: 'PAID',
            note: 'Cancelled: looks like a fraudster',
            customerNote: 'Cancelled by us',
            actor: 'operator:boss',
          },
          {
            at: new Date('2026-03-04T00:00:00Z'),
            from: 'PAID',
            to: 'PAID',
            note: 'A purchase was made by hand: 4400',
            actor: 'payment:acme',
          },
        ],
      },
    },
    include: { lines: true, payments: true, purchases: true, shipments: true },
  })
  Object.assign(ada, {
    Order: first.id,
    OrderLine: first.lines[0]?.id,
    Payment: first.payments[0]?.id,
    PurchaseOrder: first.purchases[0]?.id,
    Shipment: first.shipments[0]?.id,
  })
  await order.create({
    data: {
      ...base,
      number: 'A-2',
      source: 'STOREFRONT',
      status: 'SHIPPED',
      customerId: 'ada',
      placedAt: new Date('2026-03-05T00:00:00Z'),
    },
  })
  await order.create({
    data: {
      ...base,
      number: 'B-1',
      source: 'STOREFRONT',
      status: 'PAID',
      customerId: 'bo',
      placedAt: new Date('2026-03-03T00:00:00Z'),
    },
  })
  await order.create({
    data: {
      ...base,
      number: 'T-1',
      source: 'TAOBAO',
      status: 'PAID',
      externalId: '4400000000000000001',
      placedAt: new Date('2026-03-04T00:00:00Z'),
    },
  })
})

afterAll(() => database.close())
beforeEach(() => {
  statements.length = 0
})

function contextOf(role: Role, subject: string | null = null): GraphContext {
  // Only what orders need: anything else that is touched fails the test.
  return { viewer: viewerOf(role, subject), prisma: database.prisma } as unknown as GraphContext
}

async function ask(source: string, context: GraphContext, variableValues: Record<string, unknown> = {}) {
  const { data, errors } = await graphql({ schema, source, contextValue: context, variableValues })
  // Plain objects, as a client gets them.
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    codes: (errors ?? []).map((error) => error.extensions.code),
    messages: (errors ?? []).map((error) => error.message),
  }
}

const NUMBERS = 'query ($filter: OrderFilter) { orders(filter: $filter) { nodes { number } } }'

async function numbers(context: GraphContext, filter: Record<string, unknown> | null = null) {
  const { data, messages } = await ask(NUMBERS, context, { filter })
  expect(messages).toEqual([])
  return data.orders.nodes.map((order: { number: string }) => order.number)
}

describe('who sees which orders', () => {
  it('lists all orders for an operator, the newest first', async () => {
    expect(await numbers(contextOf('operator'))).toEqual(['A-2', 'T-1', 'B-1', 'A-1'])
  })

  it('lists only the own orders for a customer, in the count too', async () => {
    expect(await numbers(contextOf('customer', 'ada'))).toEqual(['A-2', 'A-1'])
    const { data } = await ask('{ orders { totalCount } }', contextOf('customer', 'ada'))
    expect(data.orders.totalCount).toBe(2)
  })

  it('does not take a token without subject for the owner of marketplace orders', async () => {
    const nobody = contextOf('customer', null)
    expect(await numbers(nobody)).toEqual([])
    const { data } = await ask('{ order(number: "T-1") { number } }', nobody)
    expect(data.order).toBeNull()
    const marketplace = await database.prisma.order.findUniqueOrThrow({ where: { number: 'T-1' } })
    const node = await ask('query ($id: ID!) { node(id: $id) { id } }', nobody, {
      id: gid('Order', marketplace.id),
    })
    expect(node).toEqual({ data: { node: null }, codes: [], messages: [] })
  })

  it.each(['anonymous', 'supplier'] as const)('refuses %s', async (role) => {
    const { data, codes } = await ask('{ orders { nodes { number } } }', contextOf(role))
    expect(data).toEqual({ orders: null })
    expect(codes).toEqual([role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN'])
  })

  it('finds an order by number or by id for its customer, nothing for another one', async () => {
    const source =
      'query ($id: ID) { byNumber: order(number: "A-1") { number } byId: order(id: $id) { number } }'
    const id = gid('Order', ada.Order)
    expect((await ask(source, contextOf('customer', 'ada'), { id })).data).toEqual({
      byNumber: { number: 'A-1' },
      byId: { number: 'A-1' },
    })
    const other = await ask(source, contextOf('customer', 'bo'), { id })
    expect(other).toEqual({ data: { byNumber: null, byId: null }, codes: [], messages: [] })
  })

  it.each(['Order', 'OrderLine', 'Payment', 'PurchaseOrder', 'Shipment'])(
    'gives a %s by node to its customer and to an analyst, and to nobody else',
    async (type) => {
      const id = gid(type, ada[type])
      const source = 'query ($id: ID!) { node(id: $id) { __typename id } }'
      for (const allowed of [contextOf('customer', 'ada'), contextOf('analyst')]) {
        const { data, messages } = await ask(source, allowed, { id })
        expect(messages).toEqual([])
        expect(data.node).toEqual({ __typename: type, id })
      }
      for (const refused of [contextOf('customer', 'bo'), contextOf('supplier', 's'), contextOf('anonymous')])
        expect(await ask(source, refused, { id })).toEqual({ data: { node: null }, codes: [], messages: [] })
    },
  )

  it('answers null for the node of an order that does not exist', async () => {
    const { data, messages } = await ask('query ($id: ID!) { node(id: $id) { id } }', contextOf('operator'), {
      id: gid('Order', 'none'),
    })
    expect(messages).toEqual([])
    expect(data.node).toBeNull()
  })
})

describe('orders', () => {
  const operator = () => contextOf('operator')

  it('filters by state and by source', async () => {
    expect(await numbers(operator(), { statuses: ['PAID'] })).toEqual(['T-1', 'B-1', 'A-1'])
    expect(await numbers(operator(), { sources: ['TAOBAO', 'JD'] })).toEqual(['T-1'])
    expect(await numbers(operator(), { sources: [] })).toEqual([])
    expect(await numbers(contextOf('customer', 'ada'), { statuses: ['PAID'] })).toEqual(['A-1'])
  })

  it('takes placedAfter as the first instant and placedBefore as the first one after the end', async () => {
    const filter = { placedAfter: '2026-03-03T00:00:00Z', placedBefore: '2026-03-05T00:00:00Z' }
    expect(await numbers(operator(), filter)).toEqual(['T-1', 'B-1'])
  })

  it('pages by cursor without gap or repetition', async () => {
    const source = `query ($after: String) {
      orders(first: 3, after: $after) { edges { cursor node { number } } pageInfo { hasNextPage endCursor } }
    }`
    const first = await ask(source, operator())
    expect(first.data.orders.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { number: 'A-2' },
      { number: 'T-1' },
      { number: 'B-1' },
    ])
    expect(first.data.orders.pageInfo.hasNextPage).toBe(true)
    const second = await ask(source, operator(), { after: first.data.orders.pageInfo.endCursor })
    expect(second.data.orders.edges).toHaveLength(1)
    expect(second.data.orders.edges[0].node).toEqual({ number: 'A-1' })
    expect(second.data.orders.pageInfo.hasNextPage).toBe(false)
  })

  it('refuses a page above 100 with the argument named', async () => {
    const { codes, messages } = await ask('{ orders(first: 101) { nodes { number } } }', operator())
    expect(codes).toEqual(['BAD_USER_INPUT'])
    expect(messages[0]).toMatch(/^first: /)
  })

  it('counts only when totalCount is asked for, and reads no rows when nothing else is', async () => {
    await ask('{ orders { nodes { number } } }', operator())
    expect(statements).toHaveLength(1)
    expect(statements.filter((sql) => /count\(/i.test(sql))).toEqual([])
    statements.length = 0
    const { data } = await ask('{ orders { totalCount } }', operator())
    expect(data.orders.totalCount).toBe(4)
    expect(statements).toHaveLength(1)
    expect(statements[0]).toMatch(/count\(/i)
  })

  it('reads one statement per level, whatever the number of orders, and never the address', async () => {
    const { data, messages } = await ask(
      `{ orders { nodes {
        number total { amount currency }
        lines { title unitPrice { amount } } payments { status } purchases { status }
        shipments { leg events { status } } events { nodes { to } }
      } } }`,
      contextOf('customer', 'ada'),
    )
    expect(messages).toEqual([])
    const order = data.orders.nodes[1]
    expect(order.total).toEqual({ amount: '199.00', currency: 'CNY' })
    expect(order.lines).toEqual([
      { title: 'first', unitPrice: { amount: '50.00' } },
      { title: 'second', unitPrice: { amount: '99.00' } },
    ])
    expect(order.events.nodes).toEqual([
      { to: 'PENDING_PAYMENT' },
      { to: 'PAID' },
      { to: 'PAID' },
      { to: 'PAID' },
    ])
    expect(order.purchases).toEqual([{ status: 'PENDING' }])
    // Orders, lines, payments, purchases, shipments, order events, tracking events.
    expect(statements).toHaveLength(7)
    expect(statements.filter((sql) => sql.includes('shipping_address'))).toEqual([])
  })

  it.each(['total { amount }', 'reason', 'seller', 'externalId', 'lines { quantity }'])(
    'keeps %s of a purchase from customers',
    async (field) => {
      const query = `{ order(number: "A-1") { purchases { ${field} } } }`
      expect((await ask(query, contextOf('customer', 'ada'))).codes).toEqual(['FORBIDDEN'])
      expect((await ask(query, operator())).codes).toEqual([])
    },
  )

  it('tells customers the role of who acted, and only the words that are written for them', async () => {
    const source = '{ order(number: "A-1") { events { nodes { note actor } } } }'
    const history = async (context: GraphContext) =>
      (await ask(source, context)).data.order.events.nodes.slice(2)
    expect(await history(contextOf('customer', 'ada'))).toEqual([
      { note: 'Cancelled by us', actor: 'operator' },
      { note: null, actor: 'payment' },
    ])
    for (const role of ['operator', 'analyst'] as const)
      expect(await history(contextOf(role))).toEqual([
        { note: 'Cancelled: looks like a fraudster', actor: 'operator:boss' },
        { note: 'A purchase was made by hand: 4400', actor: 'payment:acme' },
      ])
  })

  it('wants exactly one of id and number', async () => {
    for (const args of ['', `(id: "${gid('Order', ada.Order)}", number: "A-1")`]) {
      const { data, codes } = await ask(`{ order${args} { number } }`, operator())
      expect(data.order).toBeNull()
      expect(codes).toEqual(['BAD_USER_INPUT'])
    }
  })

  it('names the argument when the id belongs to another type', async () => {
    const { messages } = await ask(`{ order(id: "${gid('Sku', '1')}") { number } }`, operator())
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(/^id: .* is not the id of a Order$/)
  })
})

const ADDRESS = '{ name: "A", line1: "1 St", city: "C", postalCode: "1", country: "SG", phone: "+65 1" }'
const MAPPING = '{ entity: LISTING, sourcePath: "a.b", targetField: "titleZh", converter: "text" }'

const WRITES: Record<string, string> = {
  placeOrder: `(input: { lines: [{ skuId: "x", quantity: 1 }], shippingAddress: ${ADDRESS}, idempotencyKey: "k" })`,
  cancelOrder: '(input: { id: "x", reason: "no", idempotencyKey: "k" })',
  completeManualPurchase: '(input: { purchaseOrderId: "x", externalId: "1", idempotencyKey: "k" })',
  refundOrder: '(input: { id: "x", reason: "no", idempotencyKey: "k" })',
  retryPurchase: '(input: { purchaseOrderId: "x", idempotencyKey: "k" })',
  shipOrder: '(input: { orderId: "x", carrier: "EMS", trackingNumber: "1234", idempotencyKey: "k" })',
  setExchangeRate: '(input: { currency: "USD", rate: "0.14", idempotencyKey: "k" })',
  setBuyToOrder: '(input: { skuId: "x", buyToOrder: true })',
  approveReplenishment: '(input: { id: "x", quantity: 5, idempotencyKey: "k" })',
  beginShopLink: '(input: { platform: JD })',
  unlinkShop: '(input: { id: "x" })',
  triggerSync: '(input: { shopId: "x", kind: ORDERS })',
  retrySyncFailures: '(input: { ids: ["x"] })',
  runReconciliation: '(input: { shopId: "x", day: "2026-03-01" })',
  saveFieldMapping: `(input: ${MAPPING})`,
  previewFieldMapping: `(input: { mapping: ${MAPPING}, externalId: "1" })`,
}

describe('who may not', () => {
  it.each(Object.entries(WRITES))('%s is refused to an analyst, who only reads', async (name, args) => {
    const { codes } = await ask(`mutation { ${name}${args} { userErrors { code } } }`, contextOf('analyst'))
    expect(codes).toEqual(['FORBIDDEN'])
  })

  it('orderChanges is refused to whoever sees no orders', async () => {
    const result = await subscribe({
      schema,
      document: parse('subscription { orderChanges { ... on FeedGap { cursor } } }'),
      contextValue: contextOf('supplier', 's'),
    })
    expect(result).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  })
})
