import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { type Answer, type AnswerError, ask } from './support/ask.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import { adjust, type Level, plentifulLevels, untilSubscribed } from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const gateway = gatewayOfThisFile()
const errorsLogged = () => gateway().log.filter((line) => line.level === 'error').length
const idOf = (error: AnswerError | undefined) => String(error?.extensions?.id)

describe('an unexpected error', () => {
  let level: Level
  beforeAll(async () => {
    level = (await plentifulLevels(gateway(), 1))[0] as Level
  })
  const table = (sql: string) => gateway().database.prisma.$executeRawUnsafe(`ALTER TABLE ${sql}`)
  afterEach(() => table('IF EXISTS listing_elsewhere RENAME TO listing'))

  const expectMasked = (error: AnswerError | undefined) => {
    expect(error?.message).toBe('Something went wrong here. Tell us the id and we find it in the log.')
    expect(error?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', id: idOf(error) })
    expect(Object.keys(error?.extensions ?? {}).filter((key) => !/^(code|id|requestId)$/.test(key))).toEqual(
      [],
    )
    expect(idOf(error)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    const logged = gateway().log.filter((line) => line.fields.errorId === idOf(error))
    expect(logged).toHaveLength(1)
    expect(logged[0]?.level).toBe('error')
    expect(String(logged[0]?.fields.err)).toContain('listing')
  }

  it('of a query is masked and logged once, with one id', async () => {
    await table('listing RENAME TO listing_elsewhere')
    const query = '{ viewer { role } products(first: 1) { nodes { skus { listings { platform } } } } }'
    const { data, errors } = await gateway().ask(query)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.path).toEqual(['products'])
    expectMasked(errors[0])
    expect(JSON.stringify(errors)).not.toMatch(/listing|prisma|SELECT/i)
    // A field that can't be null takes what holds it along, up to the root field.
    expect(data).toEqual({ viewer: { role: 'OPERATOR' }, products: null })
  })

  it('of an event is masked and logged once, and the subscription goes on', async () => {
    const watcher = overWebSocket<{ sku: { listings: unknown[] } }>(gateway().graph, {
      query: `subscription Stock($skuIds: [ID!]) {
        stockChanges(skuIds: $skuIds, snapshot: false) {
          ... on StockChange { sku { listings { platform } } }
        }
      }`,
      variables: { skuIds: [level.skuId] },
      authorization: await gateway().authorization('analyst'),
    })
    await untilSubscribed(gateway().url, 1)
    await table('listing RENAME TO listing_elsewhere')
    await adjust(gateway(), level, -1)
    await until(() => watcher.errors.length > 0, 'the error')
    expectMasked(watcher.errors[0])
    await table('listing_elsewhere RENAME TO listing')
    await adjust(gateway(), level, -1)
    await until(() => watcher.items.some((item) => item?.sku?.listings.length > 0), 'the next event')
    expect(watcher.errors).toHaveLength(1)
    await watcher.stop()
  })
})

describe('bad input', () => {
  const refusals: [string, string, Record<string, unknown>, RegExp, string][] = [
    [
      'a global id of another type, naming the argument',
      'query Q($id: ID!) { product(id: $id) { title } }',
      { id: Buffer.from('Sku:1').toString('base64') },
      /^id: "U2t1OjE=" is not the id of a Product$/,
      'BAD_USER_INPUT',
    ],
    [
      'text that is no global id, naming the argument',
      'query Q($id: ID!) { node(id: $id) { id } }',
      { id: 'nonsense' },
      /^id: "nonsense" is not a global id$/,
      'BAD_USER_INPUT',
    ],
    [
      'a page that is too large, naming the argument and the limit',
      '{ products(first: 101) { nodes { id } } }',
      {},
      /^first: takes 0 to 100, got 101$/,
      'BAD_USER_INPUT',
    ],
    [
      'a scalar that is none, saying what it takes',
      'query Q($at: DateTime!) { orders(first: 1, filter: { placedAfter: $at }) { nodes { id } } }',
      { at: 'yesterday' },
      /"\$at" got invalid value "yesterday".*instant such as "2026-11-22T08:00:00Z"/,
      'BAD_USER_INPUT',
    ],
    [
      'a field that there is not, naming it',
      '{ viewer { shoeSize } }',
      {},
      /^Cannot query field "shoeSize" on type "Viewer"\.$/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['what is not GraphQL', '{ viewer { ', {}, /^Syntax Error: /, 'GRAPHQL_PARSE_FAILED'],
  ]

  it.each(refusals)('refuses %s', async (_name, query, variables, message, code) => {
    const before = errorsLogged()
    const answers: Answer<unknown>[] = [await gateway().ask(query, variables)]
    const watcher = overWebSocket(gateway().graph, {
      query,
      variables,
      authorization: await gateway().authorization('operator'),
    })
    await until(() => watcher.done, 'the same over WebSocket')
    answers.push({ status: 0, data: null, errors: watcher.errors })
    await watcher.stop()
    for (const { errors } of answers) {
      expect(errors).toHaveLength(1)
      expect(errors[0]?.message).toMatch(message)
      expect(errors[0]?.extensions?.code).toBe(code)
    }
    expect(errorsLogged()).toBe(before)
  })

  it('of a mutation is a user error that names the field, and changes nothing', async () => {
    const [level] = await plentifulLevels(gateway(), 1, 1)
    const { data, errors } = await gateway().ask<{ adjustStock: { userErrors: unknown[] } }>(
      `mutation M($input: AdjustStockInput!) {
        adjustStock(input: $input) { stockLevel { id } userErrors { code field message } }
      }`,
      { input: { skuId: 'nonsense', warehouseId: level?.warehouseId, delta: 1, idempotencyKey: 'errors-1' } },
    )
    expect(errors).toEqual([])
    expect(data.adjustStock).toEqual({
      stockLevel: null,
      userErrors: [
        { code: 'INVALID_INPUT', field: ['skuId'], message: 'skuId: "nonsense" is not the id of a Sku' },
      ],
    })
  })
})

describe('a mutation over GET', () => {
  it('is refused with 405, and changes nothing', async () => {
    const [level] = await plentifulLevels(gateway(), 1, 2)
    const query = `mutation { adjustStock(input: { skuId: "${level?.skuId}", warehouseId: "${level?.warehouseId}", delta: -1, idempotencyKey: "get-1" }) { stockLevel { version } } }`
    const response = await fetch(`${gateway().graph}?query=${encodeURIComponent(query)}`, {
      headers: {
        accept: 'application/json',
        authorization: (await gateway().authorization('operator')) ?? '',
      },
    })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    const after = await ask<{ sku: { stockLevels: { version: number }[] } }>(gateway().graph, {
      query: `{ sku(id: "${level?.skuId}") { stockLevels { version } } }`,
      authorization: await gateway().authorization('analyst'),
    })
    expect(after.data.sku.stockLevels.map((one) => one.version)).toContain(level?.version)
  })
})
