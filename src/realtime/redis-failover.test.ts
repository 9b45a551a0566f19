import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { stockPayload } from '../../test/support/events.ts'
import { memoryOutbox } from '../../test/support/memory-outbox.ts'
import { startRedisCluster, type TestRedisCluster } from '../../test/support/redis-cluster.ts'
import { startRedisSentinel, type TestRedisSentinel } from '../../test/support/redis-sentinel.ts'
import { until } from '../../test/support/until.ts'
import { startFeed } from './feed.ts'
import { redisBus } from './redis-bus.ts'
import { startRelay } from './relay.ts'

/** Long enough that only signals of Redis, or a reported interruption, move the feed on. */
const NEVER_MS = 3_600_000
const CHANNEL = '{haitao:feed}:signal'

const table = () => memoryOutbox('abc')
let stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.reverse()) await stop()
  stops = []
})

/** A relay and a gateway, with a bus each, over the Redis of `url`. */
async function startOver(url: string, outbox: ReturnType<typeof table>) {
  const heard: number[] = []
  const lost: unknown[] = []
  const newBus = async () => {
    const bus = await redisBus({ url, commandTimeoutMs: 500 })
    stops.push(() => bus.close())
    return bus
  }
  const feed = await startFeed({
    store: outbox.outbox,
    bus: await newBus(),
    onEvent: (event) => heard.push(event.seq),
    onLost: (position) => lost.push(position),
    checkMs: NEVER_MS,
  })
  stops.push(() => feed.stop())
  const relay = startRelay({ store: outbox.outbox, bus: await newBus(), idleMs: 100 })
  stops.push(() => relay.stop())
  let changes = 0
  const change = (count: number) => {
    for (let n = 0; n < count; n++) outbox.append(stockPayload({ version: ++changes }))
  }
  const hasAll = () => until(() => heard.length >= changes, `${changes} events`, 30_000)
  return { heard, lost, change, hasAll, changes: () => changes }
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describeWith(['Redis'], 'the feed over a Redis Cluster', () => {
  let cluster: TestRedisCluster
  beforeEach(async () => {
    cluster = await startRedisCluster()
    stops.push(() => cluster.stop())
  })

  it('loses no change and none comes twice when the node of the feed dies and its replica takes over', async () => {
    const owner = (await cluster.ownerOf(CHANNEL)) as number
    const replica = await cluster.addReplica(owner)
    const { heard, lost, change, hasAll, changes } = await startOver(cluster.url, table())
    change(20)
    await hasAll()
    await cluster.kill9(owner)
    change(20)
    await until(async () => (await cluster.ownerOf(CHANNEL)) === replica, 'the replica to take over', 30_000)
    change(20)
    await hasAll()
    // Signals come from the new node: nothing else moves the feed now.
    change(5)
    await hasAll()
    expect(heard).toEqual(upTo(changes()))
    expect(lost).toEqual([])
    expect(await subscribersAt(cluster, replica)).toBe(2)
  })

  it('follows the slot of the feed to another node', async () => {
    const owner = (await cluster.ownerOf(CHANNEL)) as number
    const to = cluster.ports.find((port) => port !== owner) as number
    const { heard, lost, change, hasAll, changes } = await startOver(cluster.url, table())
    change(10)
    await hasAll()
    await moveSlot(cluster, owner, to)
    change(10)
    await until(
      async () => (await subscribersAt(cluster, to)) === 2,
      'both to be subscribed at the other node',
      30_000,
    )
    change(10)
    await hasAll()
    expect(heard).toEqual(upTo(changes()))
    expect(lost).toEqual([])
  })
})

describeWith(['Redis'], 'the feed over Redis with sentinels', () => {
  let sentinel: TestRedisSentinel
  beforeEach(async () => {
    sentinel = await startRedisSentinel()
    stops.push(() => sentinel.stop())
    stops.push(async () => sentinel.master.resume())
  })

  it.each(['dies', 'hangs'])(
    'loses no change and none comes twice when the master %s',
    async (how) => {
      const { heard, lost, change, hasAll, changes } = await startOver(sentinel.url, table())
      change(20)
      await hasAll()
      if (how === 'dies') await sentinel.master.kill9()
      else sentinel.master.pause()
      change(20)
      await until(async () => (await sentinel.masterPort()) === sentinel.replica.port, 'the failover', 30_000)
      change(20)
      await hasAll()
      change(5)
      await hasAll()
      expect(heard).toEqual(upTo(changes()))
      expect(lost).toEqual([])
    },
    120_000,
  )
})

async function subscribersAt(cluster: TestRedisCluster, port: number): Promise<number> {
  const [, count] = (await cluster.ask(port, 'PUBSUB', 'SHARDNUMSUB', CHANNEL)) as [string, number]
  return count
}

/** As a rebalance does: the keys of the slot first, then the slot. */
async function moveSlot(cluster: TestRedisCluster, from: number, to: number): Promise<void> {
  const slot = String(await cluster.ask(from, 'CLUSTER', 'KEYSLOT', CHANNEL))
  const [fromId, toId] = await Promise.all(
    [from, to].map(async (port) => String(await cluster.ask(port, 'CLUSTER', 'MYID'))),
  )
  await cluster.ask(to, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId as string)
  await cluster.ask(from, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId as string)
  const keys = (await cluster.ask(from, 'CLUSTER', 'GETKEYSINSLOT', slot, '100')) as string[]
  for (const key of keys) await cluster.ask(from, 'MIGRATE', '127.0.0.1', `${to}`, key, '0', '5000')
  for (const port of [to, from, ...cluster.ports.filter((port) => port !== to && port !== from)])
    await cluster.ask(port, 'CLUSTER', 'SETSLOT', slot, 'NODE', toId as string)
}
