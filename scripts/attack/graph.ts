import { createHmac, randomUUID } from 'node:crypto'
import { signToken } from '../../src/auth/tokens.ts'

/** Whom an attack acts as. */
export type As = 'operator' | { readonly customer: string }

export interface GraphOptions {
  /** Of the graph, ending in /graphql. */
  readonly url: string
  /** Given tokens; those that are missing are signed with the secret. */
  readonly operatorToken?: string | undefined
  readonly customerToken?: string | undefined
  readonly jwtSecret: string | null
  /** Signs as this provider; null: nothing is paid. */
  readonly payments: { readonly provider: string; readonly secret: string } | null
}

interface UserError {
  readonly code: string
  readonly message: string
}

/** A gateway, asked over the wire like any client does. */
export function graphAt({ url, operatorToken, customerToken, jwtSecret, payments }: GraphOptions) {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (as: As): Promise<string> => {
    const [role, subject] =
      as === 'operator' ? (['operator', 'attack'] as const) : (['customer', as.customer] as const)
    const given = role === 'operator' ? operatorToken : customerToken
    if (given) return Promise.resolve(given)
    if (!jwtSecret) throw new Error(`a token is needed: --${role}-token`)
    const known =
      tokens.get(`${role}:${subject}`) ?? signToken(jwtSecret, { role, subject, ttlSeconds: 3600 })
    tokens.set(`${role}:${subject}`, known)
    return known
  }

  async function ask<Data>(as: As, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(as)}` },
      body: JSON.stringify({ query, variables }),
    }).catch((error: Error) => {
      throw new Error(`no gateway answers at ${url} (${error.message}); start one, or name another by --url`)
    })
    const { data, errors } = (await response.json()) as {
      data?: Data
      errors?: { message: string; extensions?: { code?: string } }[]
    }
    const [error] = errors ?? []
    if (error) throw new Error(`${error.extensions?.code ?? response.status}: ${error.message}`)
    if (!data) throw new Error(`no answer: ${response.status}`)
    return data
  }

  /** A mutation's answer in one word: `ok`, the first user error's code, or what went wrong. */
  async function word(as: As, mutation: string, variables: Record<string, unknown> = {}): Promise<string> {
    try {
      const data = await ask<Record<string, { userErrors: UserError[] }>>(as, mutation, variables)
      return Object.values(data)[0]?.userErrors[0]?.code ?? 'ok'
    } catch (error) {
      return `failed (${(error as Error).message.slice(0, 60)})`
    }
  }

  /** As the payment provider or an impostor: `as` changes the signed body, `at` the forwarded address. */
  async function pay(
    event: object,
    { secret, as, at }: { secret?: string; as?: string; at?: string } = {},
  ): Promise<{ status: number; result: string }> {
    if (!payments) throw new Error('a payment provider and its secret are needed')
    const { provider } = payments
    const body = JSON.stringify(event)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const mac = createHmac('sha256', secret ?? payments.secret)
      .update(`${as ?? provider}.${timestamp}.${body}`)
      .digest('hex')
    const response = await fetch(`${new URL(url).origin}/webhooks/payment/${at ?? provider}`, {
      method: 'POST',
      headers: { 'haitao-timestamp': timestamp, 'haitao-signature': `v1=${mac}` },
      body,
    })
    const answer = (await response.json()) as { result?: string; repeated?: boolean }
    return { status: response.status, result: `${answer.result ?? ''}${answer.repeated ? ' again' : ''}` }
  }

  return { ask, word, pay, canPay: payments !== null, oneCustomer: customerToken !== undefined }
}

export type Graph = ReturnType<typeof graphAt>

const ADDRESS = {
  name: 'Attack Test',
  line1: '1 Race Street',
  city: 'Singapore',
  postalCode: '018956',
  country: 'SG',
  phone: '+65 5550 0100',
}

export const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  order { id number status total { amount currency } } userErrors { code message } } }`

export function cart(lines: readonly { skuId: string; quantity: number }[], key: string = randomUUID()) {
  return { input: { lines, shippingAddress: ADDRESS, idempotencyKey: key } }
}

export interface PlacedOrder {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly total: { readonly amount: string; readonly currency: string }
}

/** Places an order and gives it; null with the reason when it was refused. */
export async function place(
  graph: Graph,
  as: As,
  variables: ReturnType<typeof cart>,
): Promise<{ order: PlacedOrder | null; answer: string }> {
  try {
    const { placeOrder } = await graph.ask<{
      placeOrder: { order: PlacedOrder | null; userErrors: UserError[] }
    }>(as, PLACE, variables)
    return { order: placeOrder.order, answer: placeOrder.userErrors[0]?.code ?? 'ok' }
  } catch (error) {
    return { order: null, answer: `failed (${(error as Error).message.slice(0, 60)})` }
  }
}
