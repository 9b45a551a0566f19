import { randomUUID } from 'node:crypto'

/** What the operations of the load are made of: ids of the seed. */
export interface World {
  readonly skus: readonly { readonly id: string; readonly code: string }[]
  readonly warehouses: readonly string[]
  readonly shops: readonly string[]
  /** Orders placed by the load that were not cancelled yet, the oldest first. */
  readonly orders: string[]
}

export interface LoadOperation {
  readonly name: string
  /** Of all operations, in parts of the sum of weights. */
  readonly weight: number
  readonly as: 'operator' | 'customer' | 'anonymous'
  readonly query: string
  readonly variables?: (world: World) => Record<string, unknown>
  /** A mistake of the client: must be answered with errors. */
  readonly mistake?: true
  readonly onData?: (data: Record<string, unknown>, world: World) => void
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

const ADDRESS = {
  name: 'Soak Test',
  line1: '1 Steady Street',
  city: 'Singapore',
  postalCode: '018956',
  country: 'SG',
  phone: '+65 5550 0101',
}

export const OPERATIONS: readonly LoadOperation[] = [
  {
    name: 'catalogue',
    weight: 20,
    as: 'anonymous',
    query: `query ($first: Int!) { products(first: $first) { nodes { id title price { amount currency }
      skus { code available listings { platform externalId } } } pageInfo { hasNextPage endCursor } } }`,
    variables: () => ({ first: 1 + Math.floor(Math.random() * 20) }),
  },
  {
    name: 'live offers',
    weight: 6,
    as: 'anonymous',
    query: `query ($codes: [String!]!) { skus(codes: $codes) { code title available
      listings { live { price { amount } quantity stale } } } }`,
    variables: ({ skus }) => ({ codes: [pick(skus).code, pick(skus).code] }),
  },
  {
    name: 'stock of a SKU',
    weight: 15,
    as: 'operator',
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Sku { code available
      stockLevels { warehouse { code } onHand reserved version } movements(first: 5) { nodes { delta reason } } } } }`,
    variables: ({ skus }) => ({ ids: [pick(skus).id, pick(skus).id, pick(skus).id] }),
  },
  {
    name: 'orders',
    weight: 8,
    as: 'operator',
    query: `{ orders(first: 10) { nodes { number status total { amount } lines { title quantity }
      shipments { carrier } payments { status } } } }`,
  },
  {
    name: 'status',
    weight: 3,
    as: 'operator',
    query: `{ systemStatus { healthy components { name healthy detail } } syncRuns(first: 5) { nodes { kind status } }
      inventoryAlerts(first: 5) { nodes { kind status } } }`,
  },
  {
    name: 'a document that is new every time',
    weight: 5,
    as: 'anonymous',
    // Caches by document must not grow with it.
    get query() {
      return `query Q${randomUUID().replaceAll('-', '')} { viewer { role } products(first: 2) { nodes { title } } }`
    },
  },
  {
    name: 'adjust stock',
    weight: 18,
    as: 'operator',
    query: `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) {
      stockLevel { onHand available version } userErrors { code message } } }`,
    variables: ({ skus, warehouses }) => ({
      input: {
        skuId: pick(skus).id,
        warehouseId: pick(warehouses),
        delta: Math.random() < 0.5 ? 1 : -1,
        idempotencyKey: randomUUID(),
      },
    }),
  },
  {
    name: 'place an order',
    weight: 4,
    as: 'customer',
    query: `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } userErrors { code message } } }`,
    variables: ({ skus }) => ({
      input: {
        lines: [{ skuId: pick(skus).id, quantity: 1 }],
        shippingAddress: ADDRESS,
        idempotencyKey: randomUUID(),
      },
    }),
    onData(data, { orders }) {
      const { order } = data.placeOrder as { order: { id: string } | null }
      if (order) orders.push(order.id)
    },
  },
  {
    name: 'cancel an order',
    weight: 4,
    as: 'customer',
    query: `mutation ($id: ID!, $key: String!) { cancelOrder(input: { id: $id, reason: "changed my mind", idempotencyKey: $key }) { userErrors { code } } }`,
    variables: ({ orders }) => ({ id: orders.shift() ?? 'T3JkZXI6bm9uZQ==', key: randomUUID() }),
  },
  {
    name: 'synchronise a shop',
    weight: 1,
    as: 'operator',
    query: `mutation ($shopId: ID!, $kind: SyncKind!) { triggerSync(input: { shopId: $shopId, kind: $kind }) { userErrors { code } } }`,
    variables: ({ shops }) => ({ shopId: pick(shops), kind: pick(['ORDERS', 'PRODUCTS', 'STOCK']) }),
  },
  {
    name: 'a misspelt field',
    weight: 3,
    as: 'anonymous',
    query: '{ products(first: 1) { nodes { titel } } }',
    mistake: true,
  },
  {
    name: 'a page that is too large',
    weight: 2,
    as: 'anonymous',
    query: '{ products(first: 100000) { nodes { title } } }',
    mistake: true,
  },
  {
    name: 'a token is missing',
    weight: 2,
    as: 'anonymous',
    query: '{ orders(first: 1) { nodes { number } } }',
    mistake: true,
  },
]
