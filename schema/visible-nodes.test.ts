// By its file: the test runner would otherwise load a second copy, which refuses the schema of the first.
import { type GraphQLInterfaceType, graphql } from 'graphql/index.js'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES, type Role, viewerOf } from '../src/domain/viewer.ts'
import type { Database } from '../src/store/database.ts'
import { fillEveryTable } from '../src/store/rows/every-table.test-kit.ts'
import { openServerDatabase } from '../src/store/server-database.ts'
import { describeWith } from '../test/support/binaries.ts'
import { postgresDatabase } from '../test/support/databases.ts'
import type { GraphContext } from './context.ts'
import { encodeGlobalId } from './global-id.ts'
import { schema } from './index.ts'

/** Viewers: each role, and those of the roles whose rows are their own. */
type Viewer = Role | 'the customer' | 'the supplier'

const EVERYBODY: readonly Viewer[] = [...ROLES, 'the customer', 'the supplier']
const STAFF: readonly Viewer[] = ['analyst', 'operator', 'worker']
const OWNER: readonly Viewer[] = [...STAFF, 'the customer']
const SUPPLIER: readonly Viewer[] = [...STAFF, 'the supplier']

/** Who may see the nodes that this file makes. A new type must be entered here. */
const SEEN_BY: Readonly<Record<string, readonly Viewer[]>> = {
  AlertDelivery: ['operator', 'worker'],
  AlertRule: STAFF,
  AuditEntry: STAFF,
  BackInStockRequest: ['the customer'],
  CatalogueImport: STAFF,
  Category: EVERYBODY,
  ChannelBuffer: STAFF,
  Discrepancy: STAFF,
  FieldMapping: STAFF,
  HeldPrice: STAFF,
  InventoryAlert: SUPPLIER,
  Listing: EVERYBODY,
  OfferAlert: STAFF,
  OfferAlertRule: STAFF,
  Order: OWNER,
  OrderLine: OWNER,
  Payment: OWNER,
  PictureProblem: STAFF,
  PriceRule: STAFF,
  Product: EVERYBODY,
  PurchaseOrder: OWNER,
  Reconciliation: STAFF,
  ReplenishmentProposal: SUPPLIER,
  Reservation: STAFF,
  Shipment: OWNER,
  Shop: STAFF,
  Sku: EVERYBODY,
  StockLevel: EVERYBODY,
  StockMovement: STAFF,
  StockTransfer: STAFF,
  Supplier: SUPPLIER,
  SyncFailure: STAFF,
  SyncRun: STAFF,
  TokenRevocation: ['operator'],
  Upload: ['operator', 'worker', 'the customer'],
  Warehouse: EVERYBODY,
}

/** Everything belongs to the customer "ada" and the supplier "acme". */
const OWNERS = `
  UPDATE "order" SET customer_id = 'ada';
  UPDATE back_in_stock_request SET customer_id = 'ada';
  UPDATE order_line SET order_id = 'order-0';
  UPDATE payment SET order_id = 'order-0';
  UPDATE purchase_order SET order_id = 'order-0';
  UPDATE shipment SET order_id = 'order-0';
  UPDATE supplier SET key = 'acme' WHERE id = 'supplier-0';
  UPDATE product SET supplier_id = 'supplier-0', status = 'ACTIVE';
  UPDATE sku SET status = 'ACTIVE';
  UPDATE category SET archived_at = NULL;
  UPDATE upload SET owner = 'customer:ada';
  UPDATE media SET upload_id = NULL, last_error = 'gone' WHERE id = 'media-0';
  UPDATE inventory_alert SET sku_id = 'sku-0';
  UPDATE replenishment_proposal SET alert_id = 'inventory_alert-0' WHERE id = 'replenishment_proposal-0';`

const nodeTypes = () =>
  schema
    .getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)
    .map(({ name }) => name)
    .sort()

it('the table of this file has every type of node, and no other', () => {
  expect(Object.keys(SEEN_BY)).toEqual(nodeTypes())
})

describeWith(['PostgreSQL'], 'node and nodes', () => {
  let database: Database
  const statements: string[] = []
  /** One of each type. */
  const ids = new Map<string, string>()

  beforeAll(async () => {
    const url = await postgresDatabase()
    await fillEveryTable(url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(OWNERS)
    await client.end()
    database = await openServerDatabase({ url, onStatement: (sql) => statements.push(sql) })
    for (const type of nodeTypes()) {
      const model = type === 'PictureProblem' ? 'media' : type.charAt(0).toLowerCase() + type.slice(1)
      const delegate = (
        database.prisma as unknown as Record<string, { findFirst(args: object): Promise<unknown> }>
      )[model]
      const row = (await delegate?.findFirst({ orderBy: { id: 'asc' }, select: { id: true } })) as {
        id: string
      } | null
      if (!row) throw new Error(`there is no row of ${type}`)
      ids.set(type, encodeGlobalId(type, row.id))
    }
  })
  afterAll(() => database?.close())
  beforeEach(() => {
    statements.length = 0
  })

  function contextOf(viewer: Viewer): GraphContext {
    const of = {
      'the customer': viewerOf('customer', 'ada'),
      'the supplier': viewerOf('supplier', 'acme'),
    } as const
    // The subject of the owners, whose role is another: a name alone gives nothing.
    const stranger = { supplier: 'ada', customer: 'acme' }[viewer as string] ?? null
    const who = viewer in of ? of[viewer as keyof typeof of] : viewerOf(viewer as Role, stranger)
    // No product of this file is hidden.
    const loaders = { onShow: { load: async () => true } }
    return { viewer: who, prisma: database.prisma, loaders } as unknown as GraphContext
  }

  const ask = async (source: string, viewer: Viewer, variableValues: object) => {
    const answer = await graphql({
      schema,
      source,
      contextValue: contextOf(viewer),
      variableValues: { ...variableValues },
    })
    return JSON.parse(JSON.stringify(answer)) as { data: never; errors?: unknown[] }
  }

  it.each([...EVERYBODY])('show %s what that viewer may see, and null for all else', async (viewer) => {
    const types = nodeTypes()
    const expected = types.map((type) =>
      SEEN_BY[type]?.includes(viewer) ? { __typename: type, id: ids.get(type) } : null,
    )
    const one = 'query ($id: ID!) { node(id: $id) { __typename id } }'
    const seen: unknown[] = []
    for (const type of types) {
      const { data, errors } = await ask(one, viewer, { id: ids.get(type) })
      expect(errors, type).toBeUndefined()
      seen.push((data as { node: unknown }).node)
    }
    expect(seen).toEqual(expected)
    const all = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }'
    expect(await ask(all, viewer, { ids: types.map((type) => ids.get(type)) })).toEqual({
      data: { nodes: expected },
    })
  })

  describe('statements', () => {
    const plain =
      'query ($id: ID!) { node(id: $id) { __typename ... on Order { number } ... on Shop { name } } }'

    it('is one for a node, its owner included', async () => {
      for (const viewer of ['operator', 'the customer', 'customer'] as const) {
        statements.length = 0
        await ask(plain, viewer, { id: ids.get('Order') })
        expect(statements, viewer).toHaveLength(1)
      }
    })

    it('is none for a type of which the viewer may see nothing', async () => {
      expect(await ask(plain, 'the customer', { id: ids.get('Shop') })).toEqual({ data: { node: null } })
      expect(statements).toEqual([])
    })
  })
})
