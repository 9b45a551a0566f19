import { createHmac } from 'node:crypto'
import { v7 } from 'uuid'
import type { Platform } from '../../src/domain/platform.ts'
import { ask, dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

/** An invented person, whose data must turn up nowhere else. */
const ADDRESS = {
  name: 'Ottoline Varnishwood',
  line1: '31 Hollyhock Passage',
  city: 'Wellington',
  postalCode: '6011',
  country: 'NZ',
  phone: '+64 4 555 0119',
}
export const SECRETS = [ADDRESS.name, ADDRESS.line1, ADDRESS.phone]

const PROVIDER = 'sandbox'
const gid = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id number status total { amount currency } } userErrors { code field message } }
}`

export interface Placed {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly total: { readonly amount: string; readonly currency: string }
}

/** What customers, operators, payment providers and sellers do in the tests, over HTTP. */
export function deskOf(gateway: () => Gateway) {
  const as = async <Data>(
    role: 'customer' | 'operator' | 'analyst',
    subject: string,
    query: string,
    variables = {},
  ) =>
    ask<Data>(gateway().graph, {
      query,
      variables,
      authorization: await gateway().authorization(role, subject),
    })

  const place = (customer: string, skuId: string, quantity = 1, key = v7()) =>
    placeLines(customer, [{ skuId: gid('Sku', skuId), quantity }], key)

  async function placeLines(customer: string, lines: readonly object[], key = v7()) {
    const input = {
      lines,
      shippingAddress: ADDRESS,
      idempotencyKey: key,
    }
    return dataOf(
      await as<{
        placeOrder: {
          order: Placed | null
          userErrors: { code: string; field: string[] | null; message: string }[]
        }
      }>('customer', customer, PLACE, {
        input,
      }),
    ).placeOrder
  }

  /** As a payment provider does it: signed over the bytes. */
  async function tell(
    event: object,
    secret = gateway().config.orders.paymentProviders.get(PROVIDER)?.[0] ?? '',
  ) {
    const body = JSON.stringify(event)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', secret).update(`${PROVIDER}.${timestamp}.${body}`).digest('hex')
    const response = await fetch(`${new URL(gateway().graph).origin}/webhooks/payment/${PROVIDER}`, {
      method: 'POST',
      headers: { 'haitao-timestamp': timestamp, 'haitao-signature': `v1=${signature}` },
      body,
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const payment = (order: Placed, changes: object = {}) => ({
    eventId: v7(),
    type: 'payment.succeeded',
    orderNumber: order.number,
    amount: order.total.amount,
    currency: order.total.currency,
    reference: `ref-${v7()}`,
    occurredAt: new Date().toISOString(),
    ...changes,
  })

  /** A SKU that only this platform sells, out of stock and bought to order. */
  async function toBeBought(platform: Platform): Promise<string> {
    const { prisma } = gateway().database
    const listing = await prisma.listing.findFirstOrThrow({
      where: { platform, quantity: { gte: 20 }, sku: { buyToOrder: false, minOrderQuantity: { lte: 2 } } },
      orderBy: { id: 'asc' },
    })
    const skuId = listing.skuId ?? ''
    await prisma.stockLevel.updateMany({ where: { skuId }, data: { safetyStock: 1_000_000 } })
    await prisma.listing.updateMany({
      where: { skuId, platform: { not: platform } },
      data: { priceMinor: null },
    })
    const set =
      'mutation ($id: ID!) { setBuyToOrder(input: { skuId: $id, buyToOrder: true }) { sku { buyToOrder } userErrors { message } } }'
    dataOf(await as('operator', 'olga', set, { id: gid('Sku', skuId) }))
    return skuId
  }

  async function control(path: string, body?: object) {
    const response = await fetch(`${gateway().sandboxUrl}/_control/${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return response.json() as Promise<Record<string, unknown>>
  }

  /** Orders that stand at the sandbox's marketplaces under our keys. */
  const upstream = async (key: string) => {
    const { purchases } = (await control('purchases')) as { purchases: { ownKey: string; status: string }[] }
    return purchases.filter((purchase) => purchase.ownKey === key)
  }

  const ORDER = `query ($id: ID!) { order(id: $id) { status purchases { id status reason externalId total { amount } }
    shipments { id leg status carrier trackingNumber events { status } } events { nodes { from to note actor } }
    payments { status refundRequestedAt } } }`
  interface OrderAnswer {
    readonly status: string
    readonly purchases: readonly {
      readonly id: string
      readonly status: string
      readonly reason: string | null
    }[]
    readonly shipments: readonly {
      readonly leg: string
      readonly status: string
      readonly carrier: string
      readonly trackingNumber: string
    }[]
    readonly events: { readonly nodes: readonly { readonly to: string; readonly note: string | null }[] }
    readonly payments: readonly { readonly status: string; readonly refundRequestedAt: string | null }[]
  }
  const read = async (id: string) =>
    dataOf(await as<{ order: OrderAnswer }>('operator', 'olga', ORDER, { id })).order

  /** Has the worker follow the order's purchases now rather than in its turn. */
  async function followNow(id: string): Promise<void> {
    const orderId = Buffer.from(id, 'base64').toString('utf8').replace('Order:', '')
    await gateway().database.prisma.purchaseOrder.updateMany({
      where: { orderId, leasedUntil: null },
      data: { nextAttemptAt: new Date() },
    })
  }

  /** Waits until the order is in the state. */
  const reaches = (id: string, status: string) =>
    until(
      async () => {
        await followNow(id)
        const order = await read(id)
        return order.status === status && order
      },
      `the order to be ${status}`,
      30_000,
    )

  return { as, place, placeLines, tell, payment, toBeBought, control, upstream, read, followNow, reaches }
}
