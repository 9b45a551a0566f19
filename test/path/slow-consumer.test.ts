import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { dataOf } from './support/ask.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import { type ConnectSlowly, slowSse, slowWebSocket } from './support/slow.ts'
import {
  type Change,
  changesIn,
  globalId,
  type LevelSeen,
  metric,
  type StockItem,
  untilSubscribed,
} from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const LEVELS = 100
const ROUNDS = 30

/**
 * Answers of 8 KB each: 3,000 of them are more than the buffers of both ends of a connection hold, so a client
 * that does not read is one that the server can't write to.
 */
const PADDING = `_${'x'.repeat(8_000)}`
const SUBSCRIPTION = (padding: string) => /* GraphQL */ `
  subscription Slow($skuIds: [ID!], $warehouseIds: [ID!]) {
    stockChanges(skuIds: $skuIds, warehouseIds: $warehouseIds, snapshot: false) {
      __typename
      ... on StockChange { cursor coalesced delta level { id version onHand ${padding}: available } }
      ... on FeedGap { cursor gapReason missed }
    }
  }
`

const STOCKTAKE = /* GraphQL */ `
  mutation Count($input: RecordStocktakeInput!) {
    recordStocktake(input: $input) { stockLevels { id version onHand } userErrors { message } }
  }
`
type Counted = {
  recordStocktake: { stockLevels: Pick<LevelSeen, 'id' | 'version' | 'onHand'>[]; userErrors: unknown[] }
}

// How long it may be slow is another matter; a loaded machine takes its time for the rounds.
const gateway = gatewayOfThisFile({ SLOW_CONSUMER_SECONDS: '3600' })

describe.each<[string, ConnectSlowly]>([
  ['SSE', slowSse],
  ['WebSocket', slowWebSocket],
])('a client that stops reading its %s', (_name, connect) => {
  it('stops nobody else, and is told everything that it missed', async () => {
    const { warehouseId, skus } = await levelsOfOneWarehouse()
    const variables = { skuIds: skus.map((sku) => sku.id), warehouseIds: [warehouseId] }
    const authorization = await gateway().authorization('operator')
    const question = (padding: string) => ({ query: SUBSCRIPTION(padding), variables, authorization })
    const healthy = overWebSocket<StockItem>(gateway().graph, question('available'))
    const slow = await connect<StockItem>(gateway().graph, question(PADDING))
    await untilSubscribed(gateway().url, 2)
    const coalescedBefore = await metric(gateway().url, 'haitao_feed_coalesced_total')
    slow.pause()

    let last: Counted['recordStocktake']['stockLevels'] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const counts = skus.map(({ id, onHand }) => ({ skuId: id, counted: onHand + round }))
      const input = { warehouseId, counts, idempotencyKey: randomUUID() }
      const { recordStocktake } = dataOf(await gateway().ask<Counted>(STOCKTAKE, { input }))
      expect(recordStocktake.userErrors).toEqual([])
      last = recordStocktake.stockLevels
      // The one that reads keeps up, round by round.
      await healthy.take(round * LEVELS)
    }
    expect(changesIn(healthy.items)).toHaveLength(ROUNDS * LEVELS)
    expect(changesIn(healthy.items).every((item) => item.coalesced === 0)).toBe(true)
    expect(slow.items.length).toBeLessThan(ROUNDS * LEVELS)

    slow.resume()
    const newest = new Map(last.map(({ id, version }) => [id, version]))
    await until(() => slow.closed || sameVersions(newestSeen(slow.items), newest), 'the newest state')
    expect(slow.closed).toBeNull()
    const changes = changesIn(slow.items)
    // Only changes, and every one is there or stands behind a later one of its level.
    expect(changes).toHaveLength(slow.items.length)
    expect(changes.length).toBeLessThan(ROUNDS * LEVELS)
    expect(changes.reduce((sum, item) => sum + 1 + item.coalesced, 0)).toBe(ROUNDS * LEVELS)
    expect(changes.reduce((sum, item) => sum + item.delta, 0)).toBe(ROUNDS * LEVELS)
    expect(inOrder(changes)).toBe(true)
    const coalesced = (await metric(gateway().url, 'haitao_feed_coalesced_total')) - coalescedBefore
    expect(coalesced).toBe(ROUNDS * LEVELS - changes.length)

    slow.stop()
    await healthy.stop()
    await untilSubscribed(gateway().url, 0)
  })
})

async function levelsOfOneWarehouse() {
  const { prisma } = gateway().database
  const [most] = await prisma.stockLevel.groupBy({
    by: ['warehouseId'],
    where: { available: { gte: 20 } },
    _count: true,
    orderBy: { _count: { id: 'desc' } },
  })
  const rows = await prisma.stockLevel.findMany({
    where: { warehouseId: most?.warehouseId ?? '', available: { gte: 20 } },
    orderBy: { id: 'asc' },
    take: LEVELS,
  })
  expect(rows).toHaveLength(LEVELS)
  return {
    warehouseId: globalId('Warehouse', most?.warehouseId ?? ''),
    skus: rows.map(({ skuId, onHand }) => ({ id: globalId('Sku', skuId), onHand })),
  }
}

const newestSeen = (items: readonly StockItem[]) =>
  new Map(changesIn(items).map(({ level }) => [level.id, level.version]))

const sameVersions = (seen: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>) =>
  [...wanted].every(([id, version]) => seen.get(id) === version)

/** No level ever goes back to an earlier version. */
function inOrder(changes: readonly Change[]): boolean {
  const seen = new Map<string, number>()
  return changes.every(({ level: { id, version } }) => {
    const later = version > (seen.get(id) ?? 0)
    seen.set(id, version)
    return later
  })
}
