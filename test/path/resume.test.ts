import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeCursor } from '../../src/realtime/cursor.ts'
import { removeFolder, temporaryFolder } from '../support/supervised.ts'
import { type Gateway, startGateway } from './support/gateway.ts'
import {
  adjust,
  changesIn,
  type Level,
  plentifulLevels,
  STOCK_CHANGES,
  type StockItem,
} from './support/stock.ts'
import { overRawSse, overWebSocket, type Transport } from './support/watch.ts'

let folder: string
let gateway: Gateway
let level: Level
/** Of a subscriber of the gateway before: after the state, and after each of four changes. */
const cursors: string[] = []

async function watch(transport: Transport, after: string | null, count: number) {
  const watcher = transport<StockItem>(gateway.graph, {
    query: STOCK_CHANGES,
    variables: { skuIds: [level.skuId], warehouseIds: [level.warehouseId], ...(after && { after }) },
    authorization: await gateway.authorization('operator'),
  })
  const items = [...(await watcher.take(count))]
  await watcher.stop()
  return items
}

beforeAll(async () => {
  folder = await temporaryFolder('resume')
  gateway = await startGateway({ DATA_DIR: folder })
  ;[level] = (await plentifulLevels(gateway, 1)) as [Level]
  for (const after of [null, ...Array(4).fill('last')]) {
    if (after) await adjust(gateway, level, -1)
    cursors.push((await watch(overWebSocket, after && (cursors.at(-1) as string), 1))[0]?.cursor ?? '')
  }
  // The next process remembers nothing: what it replays comes from the table.
  await gateway.stop()
  gateway = await startGateway({ DATA_DIR: folder })
})
afterAll(async () => {
  await gateway?.stop()
  await removeFolder(folder)
})

it.each([
  ['WebSocket', overWebSocket],
  ['SSE', overRawSse],
])(
  'over %s a cursor of a process that is gone replays from the table what came after it',
  async (_name, transport) => {
    expect(new Set(cursors).size).toBe(5)
    const items = await watch(transport, cursors[1] ?? '', 3)
    expect(changesIn(items).map(({ level: { version } }) => version - level.version)).toEqual([2, 3, 4])
    expect(items.map(({ cursor }) => cursor)).toEqual(cursors.slice(2))
  },
)

it('a cursor from before what is kept gets a gap and the state; one at its edge gets the changes', async () => {
  const deleted = decodeCursor(cursors[2] ?? '')?.seq ?? 0
  const { count } = await gateway.database.prisma.outboxEvent.deleteMany({ where: { seq: { lte: deleted } } })
  expect(count).toBeGreaterThanOrEqual(2)
  for (const transport of [overWebSocket, overRawSse]) {
    const [gap, state] = await watch(transport, cursors[1] ?? '', 2)
    expect(gap).toMatchObject({ __typename: 'FeedGap', gapReason: 'RETENTION' })
    expect(state).toMatchObject({
      __typename: 'StockSnapshot',
      complete: true,
      cursor: cursors[4],
      levels: [{ version: level.version + 4 }],
    })
    const items = await watch(transport, cursors[2] ?? '', 2)
    expect(changesIn(items).map(({ level: { version } }) => version - level.version)).toEqual([3, 4])
  }
})
