// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { graphql } from 'graphql/index.js'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/index.ts'
import { type Role, viewerOf } from '../../src/domain/viewer.ts'
import { sellableLoader } from '../../src/loaders/sellable.ts'
import type { Database } from '../../src/store/database.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { alertsOf } from '../../src/wiring/alerts.ts'
import { inventoryOf } from '../../src/wiring/inventory.ts'
import { embeddedDatabase } from '../../test/support/databases.ts'
import { makeLevel, makeWarehouse } from '../../test/support/fixtures.ts'
import type { GraphContext } from '../context.ts'
import { schema } from '../index.ts'

const statements: string[] = []
let database: Database

beforeAll(async () => {
  database = await embeddedDatabase((sql) => statements.push(sql))
})
afterAll(() => database.close())

const config = readConfig({})
const box = secretBox([Buffer.alloc(32, 7)])

/** Resolvers with the real use cases, as the application puts them together. */
async function ask(
  source: string,
  variableValues: Record<string, unknown> = {},
  role: Role = 'operator',
  subject: string | null = 'test',
) {
  const { prisma } = database
  const contextValue = {
    viewer: viewerOf(role, subject),
    prisma,
    loaders: { sellable: sellableLoader(prisma), onShow: { load: async () => true } },
    inventory: inventoryOf(prisma, new Set(['WEBHOOK'])).inventory,
    alerts: alertsOf(config, prisma, box),
  } as unknown as GraphContext
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues })
  return {
    // Plain objects, as a client gets them.
    data: JSON.parse(JSON.stringify(data ?? null)),
    codes: (errors ?? []).map((error) => error.extensions.code),
    messages: (errors ?? []).map((error) => error.message),
  }
}

const gid = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

/** A mutation's payload; throws when the answer also has errors. */
async function mutate(field: string, input: object, selection: string) {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`
  const source = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code field } } }`
  const { data, messages } = await ask(source, { input })
  expect(messages).toEqual([])
  return data[field]
}

describe('stock in the graph', () => {
  it('changes the safety stock', async () => {
    const level = await makeLevel(database.prisma, { onHand: 20 })
    const input = {
      skuId: gid('Sku', level.skuId),
      warehouseId: gid('Warehouse', level.warehouseId),
      safetyStock: 4,
      idempotencyKey: v7(),
    }
    expect(await mutate('setSafetyStock', input, 'stockLevel { safetyStock available version }')).toEqual({
      stockLevel: { safetyStock: 4, available: 16, version: 2 },
      userErrors: [],
    })
    expect(await mutate('setSafetyStock', { ...input, skuId: 'nonsense' }, 'stockLevel { id }')).toEqual({
      stockLevel: null,
      userErrors: [{ code: 'INVALID_INPUT', field: ['skuId'] }],
    })
  })

  it('dispatches a transfer, receives it in part, and lists both steps', async () => {
    const { skuId, warehouseId } = await makeLevel(database.prisma, { onHand: 20 })
    const to = await makeWarehouse(database.prisma)
    const sent = await mutate(
      'dispatchTransfer',
      {
        skuId: gid('Sku', skuId),
        fromWarehouseId: gid('Warehouse', warehouseId),
        toWarehouseId: gid('Warehouse', to),
        quantity: 6,
        reference: 'SF-1',
        idempotencyKey: v7(),
      },
      'transfer { id status quantity received reference } stockLevels { onHand incoming }',
    )
    expect(sent).toMatchObject({
      transfer: { status: 'IN_TRANSIT', quantity: 6, received: null, reference: 'SF-1' },
      stockLevels: [
        { onHand: 14, incoming: 0 },
        { onHand: 0, incoming: 6 },
      ],
    })
    const received = await mutate(
      'receiveTransfer',
      { id: sent.transfer.id, received: 5, idempotencyKey: v7() },
      'transfer { status received } stockLevels { onHand incoming }',
    )
    expect(received).toEqual({
      transfer: { status: 'RECEIVED', received: 5 },
      stockLevels: [{ onHand: 5, incoming: 0 }],
      userErrors: [],
    })
    const again = { id: sent.transfer.id, idempotencyKey: v7() }
    expect(await mutate('cancelTransfer', again, 'transfer { id }')).toEqual({
      transfer: null,
      userErrors: [{ code: 'INVALID_TRANSITION', field: ['id'] }],
    })
    const list = `query ($sku: ID!) { stockTransfers(skuId: $sku, status: RECEIVED) { totalCount nodes { id } } }`
    expect((await ask(list, { sku: gid('Sku', skuId) })).data.stockTransfers).toEqual({
      totalCount: 1,
      nodes: [{ id: sent.transfer.id }],
    })
  })

  it('tells what channels may sell in as many statements for ten listings as for one', async () => {
    const { prisma } = database
    for (let index = 0; index < 10; index++) {
      const { skuId } = await makeLevel(prisma, { onHand: 10 + index })
      await prisma.listing.create({ data: { platform: 'JD', skuId, externalId: `sellable-${index}` } })
    }
    const buffer = await mutate(
      'setChannelBuffer',
      { platform: 'JD', buffer: 12 },
      'buffer { id buffer sku { id } }',
    )
    expect(buffer).toMatchObject({ buffer: { buffer: 12, sku: null }, userErrors: [] })
    const listings = await prisma.listing.findMany({
      where: { externalId: { startsWith: 'sellable-' } },
      orderBy: { externalId: 'asc' },
    })
    const ids = listings.map(({ id }) => gid('Listing', id))
    const count = async (some: readonly string[]) => {
      statements.length = 0
      const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Listing { sellable } } }'
      const { data } = await ask(source, { ids: some }, 'anonymous', null)
      const sellable = data.nodes.map((node: { sellable: number }) => node.sellable)
      return { sellable, statements: statements.length }
    }
    const one = await count(ids.slice(0, 1))
    const ten = await count(ids)
    expect(ten.sellable).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6, 7])
    expect(one.statements).toBeGreaterThan(0)
    expect(ten.statements).toBe(one.statements)
  })

  it.each(['anonymous', 'customer', 'supplier', 'analyst'] as const)('is not changed by %s', async (role) => {
    const source = `mutation { setChannelBuffer(input: { platform: JD, buffer: 1 }) { userErrors { code } } }`
    const { codes } = await ask(source, {}, role)
    expect(codes).toEqual([role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN'])
  })
})

describe('alerts and replenishment in the graph', () => {
  /** A low level of a supplier with a webhook, and its alert. */
  async function lowLevel() {
    const key = `supplier-${v7()}`
    const level = await makeLevel(database.prisma, { onHand: 10, supplierKey: key })
    const contact = {
      supplier: key,
      webhookUrl: 'https://example.com/x',
      webhookSecret: 'a secret of sixteen',
    }
    expect(
      await mutate('setSupplierContact', contact, 'supplier { key webhookUrl hasWebhookSecret email }'),
    ).toEqual({
      supplier: { key, webhookUrl: 'https://example.com/x', hasWebhookSecret: true, email: null },
      userErrors: [],
    })
    const sold = {
      skuId: gid('Sku', level.skuId),
      warehouseId: gid('Warehouse', level.warehouseId),
      delta: -4,
      reason: 'SALE',
    }
    await mutate('adjustStock', { ...sold, idempotencyKey: v7() }, 'stockLevel { id }')
    return { ...level, key }
  }

  const ALERTS = `query ($sku: ID!) { inventoryAlerts(filter: { skuIds: [$sku] }) { nodes {
    kind replenishment { id quantity status reason } deliveries { nodes { id channel status attempts nextAttemptAt } } } } }`

  it('shows operators how a supplier is told, and lets them begin anew', async () => {
    const { skuId } = await lowLevel()
    const { data } = await ask(ALERTS, { sku: gid('Sku', skuId) })
    const [alert] = data.inventoryAlerts.nodes
    expect(alert).toMatchObject({
      kind: 'LOW_STOCK',
      deliveries: {
        nodes: [{ channel: 'WEBHOOK', status: 'PENDING', attempts: 0, nextAttemptAt: expect.any(String) }],
      },
    })
    const [delivery] = alert.deliveries.nodes
    await database.prisma.alertDelivery.updateMany({ data: { status: 'DEAD', lastError: 'HTTP 500' } })
    const dead = await ask('{ alertDeliveries(status: DEAD) { nodes { id lastError nextAttemptAt } } }')
    expect(dead.data.alertDeliveries.nodes).toContainEqual({
      id: delivery.id,
      lastError: 'HTTP 500',
      nextAttemptAt: null,
    })
    const source =
      'mutation ($id: ID!) { retryAlertDelivery(input: { id: $id }) { delivery { status } userErrors { code } } }'
    expect((await ask(source, { id: delivery.id })).data.retryAlertDelivery).toEqual({
      delivery: { status: 'PENDING' },
      userErrors: [],
    })
  })

  it('has no field that gives a secret away', () => {
    const supplier = schema.getType('Supplier')
    expect(supplier && 'getFields' in supplier ? Object.keys(supplier.getFields()).toSorted() : []).toEqual([
      'archivedAt',
      'email',
      'hasWebhookSecret',
      'id',
      'key',
      'leadTimeDays',
      'name',
      'webhookUrl',
    ])
  })

  it('turns a proposal into a purchase and the purchase into stock', async () => {
    const { skuId } = await lowLevel()
    const { data } = await ask(ALERTS, { sku: gid('Sku', skuId) })
    const { id, quantity } = data.inventoryAlerts.nodes[0].replenishment
    expect(quantity).toBe(6)
    const approve = `mutation ($input: ApproveReplenishmentInput!) { approveReplenishment(input: $input) {
      proposal { status quantity decidedBy purchases { id status } } userErrors { code field } } }`
    const approved = (await ask(approve, { input: { id, quantity: 9, idempotencyKey: v7() } })).data
      .approveReplenishment
    expect(approved).toMatchObject({
      proposal: {
        status: 'APPROVED',
        quantity: 9,
        decidedBy: 'operator:test',
        purchases: [{ id: expect.any(String) }],
      },
      userErrors: [],
    })
    const [purchase] = approved.proposal.purchases
    const arrived = [{ skuId: gid('Sku', skuId), quantity: 9 }]
    const input = { purchaseOrderId: purchase.id, arrived, idempotencyKey: v7() }
    expect(await mutate('receivePurchase', input, 'purchase { status } received complete')).toEqual({
      purchase: { status: 'RECEIVED' },
      received: 9,
      complete: true,
      userErrors: [],
    })
    const level = await database.prisma.stockLevel.findFirstOrThrow({ where: { skuId } })
    expect([level.onHand, level.incoming]).toEqual([15, 0])
  })

  it('shows suppliers proposals for their own SKUs, without who decided and what was ordered', async () => {
    const own = await lowLevel()
    const other = await lowLevel()
    const source = '{ replenishmentProposals { totalCount nodes { alert { sku { id } } } } }'
    const { data } = await ask(source, {}, 'supplier', own.key)
    expect(data.replenishmentProposals).toEqual({
      totalCount: 1,
      nodes: [{ alert: { sku: { id: gid('Sku', own.skuId) } } }],
    })
    const hidden = await ask(ALERTS, { sku: gid('Sku', own.skuId) }, 'supplier', own.key)
    expect(hidden.codes).toEqual(['FORBIDDEN'])
    const suppliers = await ask('{ suppliers { nodes { key } } }', {}, 'supplier', other.key)
    expect(suppliers.data.suppliers.nodes).toEqual([{ key: other.key }])
  })
})

describe('customers who wait for a SKU', () => {
  const ASK =
    'mutation ($sku: ID!) { notifyWhenBack(input: { skuId: $sku }) { request { id notifiedAt } userErrors { code field } } }'
  const OWN = '{ backInStockRequests { totalCount nodes { notifiedAt sku { id } } } }'

  it('see their own requests, and when each came back', async () => {
    const { skuId, warehouseId } = await makeLevel(database.prisma)
    const sku = gid('Sku', skuId)
    const asked = await ask(ASK, { sku }, 'customer', 'ada')
    expect(asked.data.notifyWhenBack).toMatchObject({ request: { notifiedAt: null }, userErrors: [] })
    const input = { skuId: sku, warehouseId: gid('Warehouse', warehouseId), delta: 1, idempotencyKey: v7() }
    await mutate('adjustStock', input, 'stockLevel { id }')
    expect((await ask(OWN, {}, 'customer', 'ada')).data.backInStockRequests).toEqual({
      totalCount: 1,
      nodes: [{ notifiedAt: expect.any(String), sku: { id: sku } }],
    })
    expect((await ask(OWN, {}, 'customer', 'bo')).data.backInStockRequests).toEqual({
      totalCount: 0,
      nodes: [],
    })
    const node = 'query ($id: ID!) { node(id: $id) { id } }'
    const { id } = asked.data.notifyWhenBack.request
    expect((await ask(node, { id }, 'customer', 'ada')).data.node).toEqual({ id })
    expect((await ask(node, { id }, 'customer', 'bo')).data.node).toBeNull()
  })

  it('are refused without a customer’s token', async () => {
    const { skuId } = await makeLevel(database.prisma)
    for (const role of ['anonymous', 'supplier', 'analyst', 'operator'] as const)
      expect((await ask(ASK, { sku: gid('Sku', skuId) }, role)).codes).toHaveLength(1)
    expect((await ask(ASK, { sku: gid('Sku', skuId) }, 'customer', null)).codes).toEqual(['FORBIDDEN'])
    expect(await database.prisma.backInStockRequest.count({ where: { skuId } })).toBe(0)
  })
})
