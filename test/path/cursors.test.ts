import { beforeAll, describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/realtime/cursor.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import {
  adjust,
  globalId,
  type Level,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
} from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const gateway = gatewayOfThisFile()
let level: Level
/** Of a subscriber that has the state, and its version. */
let own = ''
let known = 0

/** The first items of a subscription; the errors when it is refused. */
async function first(
  variables: Record<string, unknown>,
  count = 1,
  role: 'operator' | 'anonymous' = 'operator',
) {
  const watcher = overWebSocket<StockItem>(gateway().graph, {
    query: STOCK_CHANGES,
    variables,
    authorization: await gateway().authorization(role),
  })
  const items = await watcher.take(count).catch(() => [])
  await watcher.stop()
  return { items, errors: watcher.errors }
}

beforeAll(async () => {
  ;[level] = (await plentifulLevels(gateway(), 1)) as [Level]
  known = (await adjust(gateway(), level, 1)).version
  own = (await first({ skuIds: [level.skuId] })).items[0]?.cursor ?? ''
})

const base64 = (text: string) => Buffer.from(text).toString('base64')
const at = () => decodeCursor(own) ?? { epoch: '', seq: 0 }

describe('a cursor', () => {
  const from = (cursor: string, count = 1) => first({ skuIds: [level.skuId], after: cursor }, count)

  it.each<[string, () => string]>([
    ['as it was given', () => own],
    ['with the padding and letters of plain base64', () => base64(`${at().epoch}:${at().seq}`)],
    ['with leading zeros', () => base64(`${at().epoch}:000${at().seq}`)],
  ])('%s is where its subscriber goes on', async (_what, cursor) => {
    const { version } = await adjust(gateway(), level, 1)
    const { items } = await from(cursor())
    expect(items[0]).toMatchObject({ __typename: 'StockChange', level: { version: known + 1 } })
    expect(version).toBeGreaterThan(known)
  })

  it.each<[string, () => string]>([
    ['of another database', () => encodeCursor({ epoch: 'f'.repeat(32), seq: at().seq })],
    ['of events that never were', () => encodeCursor({ ...at(), seq: at().seq + 1_000_000 })],
  ])('%s gets a gap and the state', async (_what, cursor) => {
    const { items } = await from(cursor(), 2)
    expect(items).toMatchObject([
      { __typename: 'FeedGap', gapReason: 'EPOCH_CHANGED' },
      { __typename: 'StockSnapshot', complete: true },
    ])
  })

  it.each<[string, () => string]>([
    ['below zero', () => base64(`${at().epoch}:-1`)],
    ['beyond 2^53', () => base64(`${at().epoch}:99999999999999999999`)],
    ['with an exponent', () => base64(`${at().epoch}:1e3`)],
    ['with a NUL', () => base64(`${at().epoch}:1\0`)],
    ['of nothing', () => ''],
    ['that is none', () => '%%'],
  ])('%s is refused', async (_what, cursor) => {
    const { errors } = await from(cursor())
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'BAD_USER_INPUT', argument: 'after' },
    ])
  })
})

describe('what is watched', () => {
  const levelsOf = (items: readonly StockItem[]) =>
    items.flatMap((item) => (item.__typename === 'StockSnapshot' ? item.levels : []))
  const skusOf = (items: readonly StockItem[]) => new Set(levelsOf(items).map(({ sku }) => sku.id))

  it('begins with the state where snapshot is null', async () => {
    const { items } = await first({ skuIds: [level.skuId], snapshot: null })
    expect(skusOf(items)).toEqual(new Set([level.skuId]))
  })

  it('is once what is named twice, by itself or with its product', async () => {
    const once = levelsOf((await first({ skuIds: [level.skuId] })).items)
    const productIds = [globalId('Product', level.local.productId)]
    expect(levelsOf((await first({ skuIds: [level.skuId, level.skuId] })).items)).toEqual(once)
    const both = levelsOf((await first({ skuIds: [level.skuId], productIds })).items)
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length)
    expect(both).toEqual(expect.arrayContaining([...once]))
  })

  it.each([
    ['no SKU at all', []],
    ['a SKU that is none', [globalId('Sku', 'none')]],
  ])('is nothing for %s, and its state is empty', async (_what, skuIds) => {
    for (const role of ['operator', 'anonymous'] as const) {
      const { items } = await first({ skuIds }, 1, role)
      expect(items).toMatchObject([{ __typename: 'StockSnapshot', complete: true, levels: [] }])
    }
  })

  it.each<[string, Record<string, unknown>, 'operator' | 'anonymous', object]>([
    ['a product for a SKU', { skuIds: [globalId('Product', 'p')] }, 'operator', { argument: 'skuIds' }],
    [
      '501 SKUs',
      { skuIds: Array.from({ length: 501 }, (_, n) => globalId('Sku', `${n}`)) },
      'operator',
      { code: 'BAD_USER_INPUT' },
    ],
    ['everything, without a token', { skuIds: null }, 'anonymous', { code: 'UNAUTHENTICATED' }],
  ])('is refused for %s', async (_what, variables, role, extensions) => {
    const { errors } = await first(variables, 1, role)
    expect(errors.map((error) => error.extensions)).toMatchObject([extensions])
  })
})
