import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { stockEvents } from '../../test/support/events.ts'
import { startRedis, type TestRedis } from '../../test/support/redis.ts'
import { startRedisCluster, type TestRedisCluster } from '../../test/support/redis-cluster.ts'
import { startRedisSentinel, type TestRedisSentinel } from '../../test/support/redis-sentinel.ts'
import { until } from '../../test/support/until.ts'
import { contiguous, type EventBus, type FeedBatch } from './bus.ts'
import { memoryBus } from './memory-bus.ts'
import { redisBus } from './redis-bus.ts'

const seqs = (events: readonly { seq: number }[] | null) => events?.map((event) => event.seq) ?? null

/** Guarantees of every bus that relay and feed rely on. */
function busContract(open: (logLength: number) => Promise<EventBus>) {
  let bus: EventBus
  beforeEach(async () => {
    bus = await open(1_000)
  })
  afterEach(() => bus.close())
  const append = (from: number, to: number, epoch = 'a') =>
    bus.append({ epoch, events: stockEvents(from, to) })

  it('remembers what was appended, as it was', async () => {
    const events = stockEvents(1, 3)
    await bus.append({ epoch: 'a', events })
    expect(await bus.read('a', 0, 10)).toEqual(events)
    expect(await bus.lastSeq('a')).toBe(3)
  })

  it('reads from after a number, at most so many', async () => {
    await append(1, 5)
    expect(seqs(await bus.read('a', 2, 2))).toEqual([3, 4])
    expect(seqs(await bus.read('a', 4, 10))).toEqual([5])
    expect(await bus.read('a', 5, 10)).toEqual([])
  })

  it('knows nothing of an epoch that has no events', async () => {
    expect(await bus.lastSeq('a')).toBe(0)
    expect(await bus.read('a', 0, 10)).toBeNull()
    expect(await bus.read('a', 7, 10)).toBeNull()
  })

  it('appends an event once, however often a batch or a part of it comes', async () => {
    await append(1, 3)
    await append(1, 3)
    await append(2, 5)
    await append(5, 5)
    expect(seqs(await bus.read('a', 0, 10))).toEqual([1, 2, 3, 4, 5])
    expect(await bus.lastSeq('a')).toBe(5)
  })

  it('does nothing for an empty batch', async () => {
    const batches: FeedBatch[] = []
    await bus.subscribe(
      (batch) => batches.push(batch),
      () => {},
    )
    await append(1, 2)
    await until(() => batches.length > 0)
    await bus.append({ epoch: 'a', events: [] })
    await bus.append({ epoch: 'b', events: [] })
    await append(3, 3)
    await until(() => batches.length > 1)
    expect(batches.map((batch) => seqs(batch.events))).toEqual([[1, 2], [3]])
    expect(await bus.lastSeq('a')).toBe(3)
  })

  it('does not hide a hole: nobody is told that the log reaches back when it does not', async () => {
    await append(4, 6)
    expect(await bus.read('a', 2, 10)).toBeNull()
    expect(seqs(await bus.read('a', 3, 10))).toEqual([4, 5, 6])
    await append(9, 10)
    expect(seqs(await bus.read('a', 8, 10))).toEqual([9, 10])
    expect(await bus.read('a', 6, 10)).toBeNull()
    expect(await bus.read('a', 7, 10)).toBeNull()
    expect([null, [4, 5, 6]]).toContainEqual(seqs(await bus.read('a', 3, 10)))
  })

  it('says that it does not reach back after it forgot the oldest events', async () => {
    const short = await open(100)
    for (let from = 1; from < 2_000; from += 100)
      await short.append({ epoch: 'c', events: stockEvents(from, from + 99) })
    expect(await short.lastSeq('c')).toBe(2_000)
    expect(await short.read('c', 0, 10)).toBeNull()
    expect(seqs(await short.read('c', 1_950, 100))).toHaveLength(50)
    await short.close()
  })

  it('keeps epochs apart', async () => {
    await append(1, 5, 'a')
    await append(1, 2, 'b')
    expect(await bus.lastSeq('b')).toBe(2)
    expect(seqs(await bus.read('b', 0, 10))).toEqual([1, 2])
    expect(await bus.read('c', 0, 10)).toBeNull()
    expect([null, [1, 2, 3, 4, 5]]).toContainEqual(seqs(await bus.read('a', 0, 10)))
  })

  it('signals every batch to every subscriber, in order, until it stops', async () => {
    const heard: FeedBatch[][] = [[], []]
    const stops = await Promise.all(
      heard.map((batches) =>
        bus.subscribe(
          (batch) => batches.push(batch),
          () => {},
        ),
      ),
    )
    await append(1, 2)
    await append(3, 3)
    await until(() => heard.every((batches) => batches.length === 2))
    expect(heard[0]).toEqual([
      { epoch: 'a', events: stockEvents(1, 2) },
      { epoch: 'a', events: stockEvents(3, 3) },
    ])
    expect(heard[1]).toEqual(heard[0])
    await stops[0]?.()
    await append(4, 4)
    await until(() => heard[1]?.length === 3)
    expect(heard[0]).toHaveLength(2)
    await stops[1]?.()
  })

  it('can be subscribed again after the last subscriber stopped', async () => {
    const stop = await bus.subscribe(
      () => {},
      () => {},
    )
    await stop()
    let calls = 0
    await bus.subscribe(
      () => calls++,
      () => {},
    )
    await append(1, 1)
    await until(() => calls === 1)
  })
}

describe('the bus in memory', () => busContract(async (logLength) => memoryBus({ logLength })))

describeWith(['Redis'], 'the bus over Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  busContract((logLength) => redisBus({ url: redis.url, prefix: v7(), logLength }))

  it('keeps installations of different prefixes apart', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((prefix) => redisBus({ url: redis.url, prefix })))
    await one?.append({ epoch: 'a', events: stockEvents(1, 3) })
    expect(await two?.lastSeq('a')).toBe(0)
    await Promise.all([one?.close(), two?.close()])
  })
})

describeWith(['Redis'], 'the bus over Redis Cluster', () => {
  let cluster: TestRedisCluster
  beforeAll(async () => {
    cluster = await startRedisCluster()
  })
  afterAll(() => cluster?.stop())

  busContract((logLength) => redisBus({ url: cluster.url, prefix: v7(), logLength }))
})

describeWith(['Redis'], 'the bus over Redis with sentinels', () => {
  let sentinel: TestRedisSentinel
  beforeAll(async () => {
    sentinel = await startRedisSentinel()
  })
  afterAll(() => sentinel?.stop())

  busContract((logLength) => redisBus({ url: sentinel.url, prefix: v7(), logLength }))
})

describe('contiguous', () => {
  it('gives the part that follows without a hole', () => {
    expect(seqs(contiguous(stockEvents(3, 6), 2))).toEqual([3, 4, 5, 6])
    expect(seqs(contiguous([...stockEvents(3, 4), ...stockEvents(6, 7)], 2))).toEqual([3, 4])
    expect(contiguous(stockEvents(3, 6), 1)).toEqual([])
    expect(contiguous([], 5)).toEqual([])
  })
})
