import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { Role } from '../../src/domain/viewer.ts'
import { dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'
import { metric } from '../path/support/stock.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'

interface UserError {
  readonly code: string
  readonly field: readonly string[] | null
  readonly message: string
}
type Payload<Name extends string, Row> = Readonly<Record<Name, Row | null>> & {
  readonly userErrors: readonly UserError[]
}

export interface Product {
  readonly id: string
  readonly handle: string
  readonly version: number
  readonly status: string
  readonly editedFields: readonly string[]
  readonly skus: readonly { readonly id: string; readonly code: string }[]
}
export const PRODUCT = 'id handle version status editedFields skus { id code }'

/** What people do to make a catalogue, over HTTP and WebSockets. */
export function peopleDeskOf(gateway: () => Gateway) {
  const asked = async <Data>(query: string, variables = {}, role: Role = 'operator') =>
    dataOf(await gateway().ask<Data>(query, variables, role))

  /** Runs a mutation as an operator. */
  async function run<Row = { id: string }>(name: string, object: string, selection: string, input: object) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const answer = await asked<Record<string, Payload<string, Row>>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${object} { ${selection} } userErrors { code field message } } }`,
      { input },
    )
    const payload = answer[name]
    if (!payload) throw new Error(`${name} gave nothing`)
    return { row: payload[object] as Row | null, userErrors: payload.userErrors }
  }
  const made = async <Row = { id: string }>(
    name: string,
    object: string,
    selection: string,
    input: object,
  ) => {
    const { row, userErrors } = await run<Row>(name, object, selection, input)
    expect(userErrors).toEqual([])
    if (row === null) throw new Error(`${name} refused`)
    return row
  }
  const refused = async (name: string, object: string, input: object) => {
    const { row, userErrors } = await run(name, object, object === 'node' ? '__typename' : 'id', input)
    expect(row).toBeNull()
    return userErrors.map(({ code, field }) => [code, field?.join('.') ?? null])
  }

  /** A subscription that is live: what happens from now on comes. */
  async function watching(query: string, variables = {}, role: Role = 'operator') {
    const before = await metric(gateway().url, 'haitao_feed_active')
    const watcher = overWebSocket<Record<string, unknown>>(gateway().graph, {
      query,
      variables,
      authorization: await gateway().authorization(role),
    })
    await until(
      async () => (await metric(gateway().url, 'haitao_feed_active')) > before,
      'the subscription to be live',
    )
    return watcher
  }

  const cny = (amount: string) => ({ amount, currency: 'CNY' })
  let counter = 0
  const code = () => `SKU-${++counter}`
  const sku = (changes: object = {}) => ({ code: code(), price: cny('19.90'), ...changes })

  const product = (changes: object = {}) =>
    made<Product>('createProduct', 'product', PRODUCT, {
      titleEn: 'Thing',
      skus: [sku()],
      idempotencyKey: v7(),
      ...changes,
    })
  const update = (input: object) => run<Product>('updateProduct', 'product', PRODUCT, input)

  /** What a company begins with. */
  async function openShop() {
    const hub = await made('createWarehouse', 'warehouse', 'id', { code: 'HUB', name: 'Hub', country: 'CN' })
    const seller = await made('createSupplier', 'supplier', 'id', {
      key: 'hangzhou',
      name: 'Hangzhou Tea',
      leadTimeDays: 3,
    })
    const drinks = await made('saveCategory', 'category', 'id', {
      slug: 'drinks',
      nameEn: 'Drinks',
      nameZh: '饮品',
    })
    const tea = await made('saveCategory', 'category', 'id', {
      slug: 'tea',
      nameEn: 'Tea',
      names: [{ locale: 'fr', text: 'Thé' }],
      parentId: drinks.id,
    })
    return { hub, seller, drinks, tea }
  }
  return { asked, run, made, refused, watching, code, cny, sku, product, update, openShop }
}
