import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import {
  type FlakyNetwork,
  startFlakyNetwork,
} from '../../client-examples/mobile-stock/demo/flaky-network.ts'
import {
  memoryStorage,
  StockClient,
  type StockClientOptions,
  type StockEvent,
} from '../../client-examples/mobile-stock/index.ts'
import { bearer, gatewayOfThisFile } from '../path/support/gateway.ts'
import { adjust, type Level, plentifulLevels } from '../path/support/stock.ts'
import { until as waitUntil } from '../support/until.ts'

// A busy machine takes its time to bring changes; that they come is what counts.
vi.setConfig({ testTimeout: 120_000 })
const until = <T>(condition: () => T, what: string) => waitUntil(condition, what, 60_000)

const gateway = gatewayOfThisFile()
let levels: Level[]
beforeAll(async () => {
  levels = await plentifulLevels(gateway(), 4)
})

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

async function network(): Promise<FlakyNetwork> {
  const made = await startFlakyNetwork('127.0.0.1', gateway().port)
  open.push(made)
  return made
}

interface Watching {
  readonly client: StockClient
  /** Changes that were new to it. */
  readonly changes: Extract<StockEvent, { __typename: 'StockChange' }>[]
  readonly events: StockEvent[]
  /** Every status it had, however short. */
  readonly statuses: Set<string>
}

function watch(port: number, options: Partial<StockClientOptions> = {}): Watching {
  const changes: Watching['changes'] = []
  const events: StockEvent[] = []
  const client = new StockClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    watch: { skuIds: levels.map(({ skuId }) => skuId) },
    backOff: { firstMs: 5, longestMs: 50 },
    onEvent: (event, fresh) => {
      events.push(event)
      if (fresh && event.__typename === 'StockChange') changes.push(event)
    },
    ...options,
  })
  const statuses = new Set<string>()
  client.subscribe(() => statuses.add(client.getSnapshot().status))
  open.push(client)
  client.start()
  return { client, changes, events, statuses }
}

const state = ({ client }: Watching) => client.getSnapshot()
const isLive = (watching: Watching) =>
  until(() => state(watching).status === 'live' && !state(watching).stale, 'live')
const versionOf = (watching: Watching, { id }: Level) => state(watching).levels.get(id)?.version

/** Every version of every level between the first seen and the last is a change that came, or was covered by one. */
function missed({ changes }: Watching, first: ReadonlyMap<string, number>): number {
  const at = new Map(first)
  let holes = 0
  for (const { level, coalesced } of changes) {
    holes += level.version - (at.get(level.id) ?? Number.NaN) - 1 - coalesced
    at.set(level.id, level.version)
  }
  return holes
}

const versionsNow = (watching: Watching) =>
  new Map([...state(watching).levels.values()].map(({ id, version }) => [id, version]))

it('misses none of 200 changes while its network is cut again and again', async () => {
  const net = await network()
  const watching = watch(net.port)
  await isLive(watching)
  const first = versionsNow(watching)
  for (let round = 0; round < 200; round++) {
    if (round % 40 === 10) net.cut()
    if (round % 40 === 30) net.restore()
    await adjust(gateway(), levels[round % levels.length] as Level, round % 8 < 4 ? -1 : 1)
  }
  for (const level of levels)
    await until(() => versionOf(watching, level) === (first.get(level.id) ?? 0) + 50, 'the last version')
  expect(missed(watching, first)).toBe(0)
  const { counts, connections } = state(watching)
  expect(counts.changes + counts.coalesced).toBe(200)
  expect(counts).toMatchObject({ gaps: 0, snapshots: 1 })
  expect(connections).toBe(6)
})

it('notices a network that lets nothing through any more, and comes back', async () => {
  const net = await network()
  const watching = watch(net.port, { keepAliveMs: 20, silenceMs: 100 })
  await isLive(watching)
  const first = versionsNow(watching)
  net.freeze()
  await adjust(gateway(), levels[0] as Level, -1)
  await until(() => watching.statuses.has('waiting'), 'the silence to be noticed')
  net.restore()
  await isLive(watching)
  await until(() => watching.changes.length === 1, 'what was missed')
  expect(missed(watching, first)).toBe(0)
})

it('closes its socket in the background and goes on from there in the foreground', async () => {
  const watching = watch(gateway().port)
  await isLive(watching)
  const first = versionsNow(watching)
  watching.client.pause()
  expect(state(watching)).toMatchObject({ status: 'paused', stale: true })
  for (const delta of [-1, -1, 2]) await adjust(gateway(), levels[1] as Level, delta)
  expect(watching.changes).toHaveLength(0)
  watching.client.resume()
  await until(() => watching.changes.length === 3, 'three changes')
  expect(missed(watching, first)).toBe(0)
  expect(state(watching).counts.snapshots).toBe(1)
})

it('goes on where the last process of the app was, from storage', async () => {
  const storage = memoryStorage()
  const before = watch(gateway().port, { storage })
  await isLive(before)
  const first = versionsNow(before)
  await before.client.stop()
  await adjust(gateway(), levels[2] as Level, -1)
  const after = watch(gateway().port, { storage })
  await until(() => after.changes.length === 1, 'the change between both')
  expect(missed(after, first)).toBe(0)
  expect(state(after).counts).toMatchObject({ changes: 1, snapshots: 0, gaps: 0 })
  expect(state(after).levels.size).toBe(first.size)
})

it.each([
  ['of another history', 'EPOCH_CHANGED', 'ffff:1'],
  ['that is no cursor of this gateway any more', 'EPOCH_CHANGED', '0:0'],
])('takes the fresh state after a gap when its stored place is one %s', async (_what, reason, position) => {
  const storage = memoryStorage()
  const before = watch(gateway().port, { storage })
  await isLive(before)
  const levelsThen = [...state(before).levels.values()].map((level) => ({ ...level, version: 1_000_000 }))
  await before.client.stop()
  const stale = { getItem: async () => JSON.stringify({ cursor: cursorOf(position), levels: levelsThen }) }
  const after = watch(gateway().port, { storage: { ...storage, ...stale } })
  await until(() => state(after).counts.snapshots === 1, 'the fresh state')
  expect(after.events.map(({ __typename }) => __typename)).toEqual(['FeedGap', 'StockSnapshot'])
  expect(after.events[0]).toMatchObject({ gapReason: reason })
  expect([...state(after).levels.values()].every(({ version }) => version < 1_000_000)).toBe(true)
  expect(state(after).counts).toMatchObject({ gaps: 1, snapshots: 1 })
})

it('gets a new token on the open socket before the old one ends, without a reconnect', async () => {
  const short = await bearer(gateway().config, 'operator', 'me', 3)
  let given = 0
  const renewing = watch(gateway().port, {
    authorization: async () =>
      given++ === 0
        ? { authorization: short, expiresAt: Date.now() + 1_000 }
        : { authorization: await bearer(gateway().config, 'operator', 'me') },
  })
  // The same token without renewal: it reports when it has expired.
  const other = watch(gateway().port, { authorization: async () => ({ authorization: short }) })
  await isLive(renewing)
  await isLive(other)
  await until(() => state(other).status === 'waiting', 'the end of the first token')
  expect(state(other).error).toContain('4403')
  await adjust(gateway(), levels[3] as Level, -1)
  await until(() => renewing.changes.length === 1, 'the change')
  expect(state(renewing)).toMatchObject({ status: 'live', connections: 1 })
  expect(given).toBe(2)
})

it('asks for another token when the gateway refuses the one it has', async () => {
  const asked: boolean[] = []
  const watching = watch(gateway().port, {
    authorization: async (stale) => {
      asked.push(stale)
      return { authorization: stale ? await bearer(gateway().config, 'operator') : 'Bearer a.b.c' }
    },
  })
  await isLive(watching)
  expect(asked).toEqual([false, true])
})

it('stops with the reason when no repetition helps, and tries again when told to', async () => {
  const watching = watch(gateway().port, { watch: {} })
  await until(() => state(watching).status === 'refused', 'the refusal')
  expect(state(watching).error).toMatch(/stock:watch-all|token/i)
  watching.client.retryNow()
  expect(state(watching).status).toBe('connecting')
})

function cursorOf(position: string): string {
  return Buffer.from(position).toString('base64url')
}
