import { Buffer } from 'node:buffer'
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/viewer.ts'
import { until } from '../support/until.ts'
import { ask } from './support/ask.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import {
  adjust,
  changesIn,
  type Level,
  metric,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
  untilSubscribed,
} from './support/stock.ts'
import { overRawSse, overSse, overWebSocket, type Transport, type Watcher } from './support/watch.ts'

const gateway = gatewayOfThisFile()
let used = 0
/** A level of its own for each test. */
const someLevel = async () => (await plentifulLevels(gateway(), 1, used++))[0] as Level

const open: Watcher<unknown>[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((watcher) => watcher.stop()))
})

async function watch<Item = StockItem>(
  transport: Transport,
  variables: Record<string, unknown>,
  { role = 'operator', query = STOCK_CHANGES }: { role?: Role; query?: string } = {},
): Promise<Watcher<Item>> {
  const watcher = transport<Item>(gateway().graph, {
    query,
    variables,
    authorization: await gateway().authorization(role),
  })
  open.push(watcher)
  return watcher
}

const TRANSPORTS: [string, Transport][] = [
  ['WebSocket', overWebSocket],
  ['SSE by graphql-sse', overSse],
  ['SSE by fetch', overRawSse],
]

describe.each(TRANSPORTS)('stockChanges over %s', (_name, transport) => {
  it('gives the whole state first, then every change in order, once', async () => {
    const level = await someLevel()
    const watcher = await watch(transport, { skuIds: [level.skuId], warehouseIds: [level.warehouseId] })
    const [snapshot] = await watcher.take(1)
    const { onHand, version } = level
    expect(snapshot).toMatchObject({
      __typename: 'StockSnapshot',
      complete: true,
      levels: [{ onHand, version, sku: { id: level.skuId } }],
    })

    const adjusted = []
    for (const delta of [-1, 3, -2, 5, -4]) adjusted.push(await adjust(gateway(), level, delta))
    const items = await watcher.take(6)
    expect(changesIn(items).map((item) => item.level)).toMatchObject(adjusted)
    expect(changesIn(items).map((item) => [item.delta, item.coalesced, item.level.version])).toEqual([
      [-1, 0, version + 1],
      [3, 0, version + 2],
      [-2, 0, version + 3],
      [5, 0, version + 4],
      [-4, 0, version + 5],
    ])
    // A duplicate would come before the last one.
    expect(items).toHaveLength(6)
    expect(watcher.errors).toEqual([])
  })

  it('replays from `after` what was missed, without a snapshot, and goes on live', async () => {
    const level = await someLevel()
    const variables = { skuIds: [level.skuId], warehouseIds: [level.warehouseId] }
    const first = await watch(transport, variables)
    await first.take(1)
    await adjust(gateway(), level, -1)
    const cursor = (await first.take(2))[1]?.cursor
    await first.stop()
    for (const delta of [-2, -3, -4]) await adjust(gateway(), level, delta)

    const second = await watch(transport, { ...variables, after: cursor })
    await second.take(3)
    await adjust(gateway(), level, -5)
    const items = await second.take(4)
    expect(items.map((item) => item.__typename)).toEqual(Array(4).fill('StockChange'))
    expect(changesIn(items).map((item) => [item.delta, item.level.version - level.version])).toEqual([
      [-2, 2],
      [-3, 3],
      [-4, 4],
      [-5, 5],
    ])
  })

  it('announces a gap and gives fresh state for a cursor of another epoch', async () => {
    const level = await someLevel()
    const foreign = Buffer.from(`${'0'.repeat(32)}:3`).toString('base64url')
    const watcher = await watch(transport, { skuIds: [level.skuId], after: foreign, snapshot: false })
    const items = await watcher.take(2)
    expect(items[0]).toMatchObject({ __typename: 'FeedGap', gapReason: 'EPOCH_CHANGED' })
    expect(items[1]).toMatchObject({ __typename: 'StockSnapshot', complete: true })
    expect(items[1]?.__typename === 'StockSnapshot' && items[1].levels.length).toBeGreaterThan(0)
    await adjust(gateway(), level, -1)
    expect((await watcher.take(3))[2]).toMatchObject({ __typename: 'StockChange', delta: -1 })
  })

  it('refuses a cursor that was never one, naming the argument', async () => {
    const watcher = await watch(transport, { after: 'not-a-cursor' })
    const [error] = await until(() => watcher.errors.length > 0 && watcher.errors, 'the refusal')
    expect(error?.message).toBe('after: is not a cursor of this feed')
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' })
    expect(watcher.items).toEqual([])
  })

  it('lets anonymous watch what can be promised of named SKUs, nothing more', async () => {
    const { skuId, ...level } = await someLevel()
    const variables = { skuIds: [skuId], warehouseIds: [level.warehouseId] }
    const promised = await watch<{ level?: { available: number } }>(transport, variables, {
      role: 'anonymous',
      query: subscriptionOf('available'),
    })
    await promised.take(1)
    const after = await adjust(gateway(), { skuId, ...level }, -1)
    expect((await promised.take(2))[1]?.level).toEqual({ available: after.available })
    expect(promised.errors).toEqual([])

    const internal = await watch(transport, variables, { role: 'anonymous', query: subscriptionOf('onHand') })
    await internal.take(1)
    await adjust(gateway(), { skuId, ...level }, -1)
    await refused(internal)
    expect(JSON.stringify(internal.items)).not.toContain('"onHand":')

    await refused(await watch(transport, {}, { role: 'anonymous', query: subscriptionOf('available') }))
  })

  it('loads what an event shows anew: the second event has title and sellable pieces of its own moment', async () => {
    const level = await someLevel()
    const watcher = await watch<{ sku: { title: string; listings: { sellable: number }[] } }>(
      transport,
      { skuIds: [level.skuId] },
      { query: FRESH },
    )
    await untilSubscribed(gateway().url, 1)
    const rename = (titleEn: string) =>
      gateway().database.prisma.sku.update({ where: { id: level.local.skuId }, data: { titleEn } })
    await rename('Before')
    await adjust(gateway(), level, -1)
    await watcher.take(1)
    await rename('After')
    await adjust(gateway(), level, -1)
    const [first, second] = (await watcher.take(2)).map((item) => item.sku)
    expect([first?.title, second?.title]).toEqual(['Before', 'After'])
    const pieces = first?.listings.map((listing) => listing.sellable) ?? []
    expect(pieces.length).toBeGreaterThan(0)
    expect(second?.listings.map((listing) => listing.sellable)).toEqual(pieces.map((count) => count - 1))
  })

  it('leaves nothing behind when the client goes', async () => {
    const { skuId } = await someLevel()
    const watchers = await Promise.all([1, 2, 3].map(() => watch(transport, { skuIds: [skuId] })))
    await Promise.all(watchers.map((watcher) => watcher.take(1)))
    expect(await metric(gateway().url, 'haitao_feed_active')).toBe(3)
    await Promise.all(watchers.map((watcher) => watcher.stop()))
    await untilSubscribed(gateway().url, 0)
  })
})

const FRESH = /* GraphQL */ `
  subscription Fresh($skuIds: [ID!]) {
    stockChanges(skuIds: $skuIds, snapshot: false) {
      ... on StockChange { sku { title listings { sellable } } }
    }
  }
`

const subscriptionOf = (field: string) => /* GraphQL */ `
  subscription Named($skuIds: [ID!], $warehouseIds: [ID!]) {
    stockChanges(skuIds: $skuIds, warehouseIds: $warehouseIds) {
      __typename
      ... on StockChange { level { ${field} } }
    }
  }
`

async function refused(watcher: Watcher<unknown>): Promise<void> {
  const [error] = await until(() => watcher.errors.length > 0 && watcher.errors, 'the refusal')
  expect(error?.message).toContain('token')
  expect(error?.extensions?.code).toBe('UNAUTHENTICATED')
}

describe('inventoryAlertChanges', () => {
  it.each(TRANSPORTS)(
    'arrives over %s at the crossing, once, and again when it is over',
    async (_name, transport) => {
      const level = await someLevel()
      const watcher = await watch<{ alert: { kind: string; status: string; available: number } }>(
        transport,
        { skuIds: [level.skuId] },
        {
          query:
            'subscription Low($skuIds: [ID!]) { inventoryAlertChanges(skuIds: $skuIds) { ... on AlertChange { alert { kind status available threshold } } } }',
        },
      )
      await untilSubscribed(gateway().url, 1)
      const { available } = await adjust(gateway(), level, -1)
      // To the threshold of 10, below it, about below it, and back up to where the alarm ends (12).
      await adjust(gateway(), level, 10 - available)
      for (const delta of [-1, -2, 1, 1, -1]) await adjust(gateway(), level, delta)
      const [opened] = await watcher.take(1)
      expect(opened).toEqual({ alert: { kind: 'LOW_STOCK', status: 'OPEN', available: 9, threshold: 10 } })
      await adjust(gateway(), level, 4)
      const items = await watcher.take(2)
      expect(items.map((item) => item.alert.status)).toEqual(['OPEN', 'RESOLVED'])
      expect(items).toHaveLength(2)
    },
  )
})

describe('a token that is not valid', () => {
  const authorization = 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoib3BlcmF0b3IifQ.bm90LXNpZ25lZA'

  it('closes the WebSocket with 4401 and says why', async () => {
    const watcher = overWebSocket(gateway().graph, { query: STOCK_CHANGES, authorization })
    expect(await until(() => watcher.closed, 'the close')).toMatchObject({
      code: 4401,
      reason: 'The token is not valid here.',
    })
  })

  it('is answered with 401 over HTTP, for queries and event streams', async () => {
    const answer = await ask(gateway().graph, { query: '{ viewer { role } }', authorization })
    expect(answer.status).toBe(401)
    expect(answer.errors).toMatchObject([
      { message: 'The token is not valid here.', extensions: { code: 'UNAUTHENTICATED' } },
    ])
    const watcher = overRawSse(gateway().graph, { query: STOCK_CHANGES, authorization })
    expect(await until(() => watcher.closed, 'the refusal')).toMatchObject({ code: 401 })
  })
})
