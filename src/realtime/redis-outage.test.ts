import { createHook } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { stockEvents } from '../../test/support/events.ts'
import { startRedis, type TestRedis } from '../../test/support/redis.ts'
import { until } from '../../test/support/until.ts'
import type { EventBus, FeedBatch } from './bus.ts'
import { BusUnavailable, redisBus } from './redis-bus.ts'

describeWith(['Redis'], 'the bus over a Redis that fails', () => {
  let redis: TestRedis
  let bus: EventBus
  let batches: FeedBatch[]
  let interruptions: number
  const errors: Error[] = []

  beforeEach(async () => {
    redis = await startRedis()
    bus = await redisBus({ url: redis.url, commandTimeoutMs: 500, onError: (error) => errors.push(error) })
    batches = []
    interruptions = 0
    await bus.subscribe(
      (batch) => batches.push(batch),
      () => interruptions++,
    )
  })
  afterEach(async () => {
    await bus.close()
    await redis.stop()
  })

  const append = (from: number, to: number) => bus.append({ epoch: 'a', events: stockEvents(from, to) })

  it('refuses at once while Redis is away, says when it is back, and goes on', async () => {
    await append(1, 2)
    await until(() => batches.length === 1)
    await redis.kill9()
    await expect(append(3, 3)).rejects.toThrow()
    await expect(bus.read('a', 0, 10)).rejects.toThrow()
    await expect(bus.lastSeq('a')).rejects.toThrow()
    expect(interruptions).toBe(0)
    await redis.restart()
    await until(() => interruptions > 0, 'the interruption to be told')
    await until(() =>
      append(3, 3).then(
        () => true,
        () => false,
      ),
    )
    await until(() => batches.length === 2, 'the signal after the restart')
    expect(batches.at(-1)).toEqual({ epoch: 'a', events: stockEvents(3, 3) })
    // This Redis forgot everything: it must not claim to have old events.
    expect(await bus.read('a', 0, 10)).toBeNull()
    expect(interruptions).toBe(1)
  })

  it('is subscribed again when it tells of the interruption: the next signal arrives', async () => {
    const heard: number[] = []
    await bus.subscribe(
      ({ events }) => heard.push(...events.map((event) => event.seq)),
      () => void append(7, 7).catch(() => append(7, 7)),
    )
    await redis.kill9()
    await redis.restart()
    await until(() => heard.includes(7), 'the signal sent at the interruption')
  })

  it('refuses in bounded time when Redis hangs, and goes on when it answers again', async () => {
    await append(1, 1)
    redis.pause()
    await expect(append(2, 2)).rejects.toThrow()
    await expect(bus.read('a', 0, 10)).rejects.toThrow()
    redis.resume()
    await until(() =>
      append(2, 3).then(
        () => true,
        () => false,
      ),
    )
    expect((await bus.read('a', 0, 10))?.map((event) => event.seq)).toEqual([1, 2, 3])
  })

  it('refuses while Redis is full, says why, and goes on when it has room', async () => {
    const admin = new Redis(redis.url)
    await append(1, 1)
    await admin.config('SET', 'maxmemory', '1')
    await expect(append(2, 2)).rejects.toThrow('OOM')
    expect((await bus.read('a', 0, 10))?.map((event) => event.seq)).toEqual([1])
    await admin.config('SET', 'maxmemory', '0')
    await append(2, 2)
    expect((await bus.read('a', 0, 10))?.map((event) => event.seq)).toEqual([1, 2])
    admin.disconnect()
  })

  it('tells of signals that nobody can read, and hears the next', async () => {
    const other = new Redis(redis.url)
    for (const rubbish of ['', 'text', '{}', '{"epoch":"a","events":[{"seq":0}]}', 'null'])
      await other.spublish('{haitao:feed}:signal', rubbish)
    await append(1, 1)
    await until(() => batches.length === 1)
    expect(errors.filter((error) => error.message.startsWith('unreadable signal'))).toHaveLength(5)
    other.disconnect()
  })

  it('says in one sentence which Redis can not be reached at the start', async () => {
    const refused = redisBus({ url: 'redis://:secret@127.0.0.1:1' })
    await expect(refused).rejects.toBeInstanceOf(BusUnavailable)
    await expect(refused).rejects.toThrow(
      /^The Redis of REDIS_URL \(127\.0\.0\.1:1\) can't be reached: .*\.$/,
    )
  })

  it('holds no timer once it is closed and its sockets are', async () => {
    const timers = new Map<number, NodeJS.Timeout>()
    let made = 0
    const hook = createHook({
      init(id, type, _trigger, resource) {
        if (type !== 'Timeout') return
        made += 1
        timers.set(id, resource as NodeJS.Timeout)
      },
      destroy: (id) => void timers.delete(id),
    }).enable()
    const sockets = () => process.getActiveResourcesInfo().filter((one) => one === 'TCPSocketWrap').length
    const before = sockets()
    const another = await redisBus({ url: redis.url, onError: (error) => errors.push(error) })
    expect(sockets()).toBeGreaterThan(before)
    await another.close()
    await until(() => sockets() <= before, 'the sockets to close')
    // The end is reported one turn later.
    await setImmediate()
    hook.disable()
    expect(made).toBeGreaterThan(0)
    expect([...timers.values()].filter((timer) => timer.hasRef()).length).toBe(0)
  })
})
