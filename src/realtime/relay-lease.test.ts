import { afterEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { stockPayload } from '../../test/support/events.ts'
import { until } from '../../test/support/until.ts'
import { type Database, lockNumber } from '../store/database.ts'
import { appendToOutbox, outboxOf } from '../store/outbox.ts'
import { openServerDatabase } from '../store/server-database.ts'
import type { EventBus, FeedBatch } from './bus.ts'
import { memoryBus } from './memory-bus.ts'
import { startRelay } from './relay.ts'

describeWith(['PostgreSQL'], 'two relays of one database', () => {
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  })

  /** A process with a relay; remembers what it handed over itself. */
  async function relayOf(url: string, bus: EventBus) {
    const database = await openServerDatabase({ url, onError: () => {} })
    const handed: number[] = []
    const own: EventBus = {
      ...bus,
      append: async (batch) => {
        handed.push(...batch.events.map((event) => event.seq))
        await bus.append(batch)
      },
    }
    const relay = startRelay({ store: outboxOf(database), bus: own, idleMs: 50, onError: () => {} })
    stops.push(
      () => database.close(),
      () => relay.stop(),
    )
    return { handed, relay }
  }

  async function setUp() {
    const url = await postgresDatabase()
    const database = await openServerDatabase({ url })
    stops.push(() => database.close())
    const bus = memoryBus()
    const batches: FeedBatch[] = []
    await bus.subscribe(
      (batch) => batches.push(batch),
      () => {},
    )
    const heard = () => batches.flatMap((batch) => batch.events.map((event) => event.seq))
    return { url, database, bus, heard }
  }

  const append = (database: Database, count: number) =>
    database.prisma.$transaction((tx) =>
      appendToOutbox(
        tx,
        Array.from({ length: count }, () => stockPayload()),
      ),
    )

  /** Cuts the connection that carries the lease; gives how many there were. */
  const cutLease = (database: Database) => database.prisma.$queryRaw<unknown[]>`
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND ((classid::bigint << 32) | objid::bigint) = ${BigInt(lockNumber('relay'))}
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

  it('let one of them work', async () => {
    const { url, database, bus, heard } = await setUp()
    const [one, two] = await Promise.all([relayOf(url, bus), relayOf(url, bus)])
    for (let round = 1; round <= 10; round++) {
      await append(database, 5)
      await until(() => heard().length === round * 5)
    }
    expect(heard()).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    expect([one.handed.length, two.handed.length].sort()).toEqual([0, 50])
  })

  it('hand the work over when the first stops', async () => {
    const { url, database, bus, heard } = await setUp()
    const one = await relayOf(url, bus)
    await append(database, 3)
    await until(() => heard().length === 3)
    const two = await relayOf(url, bus)
    await one.relay.stop()
    await append(database, 3)
    await until(() => heard().length === 6)
    expect(one.handed).toEqual([1, 2, 3])
    expect(two.handed).toEqual([4, 5, 6])
  })

  it('lose and repeat nothing while the lease is cut again and again', async () => {
    const { url, database, bus, heard } = await setUp()
    await Promise.all([relayOf(url, bus), relayOf(url, bus)])
    for (let round = 0; round < 6; round++) {
      await append(database, 20)
      await until(async () => (await cutLease(database)).length === 1, 'a lease to cut')
      await append(database, 20)
    }
    await until(() => new Set(heard()).size === 240)
    const log = await bus.read((await outboxOf(database).head()).epoch, 0, 1_000)
    expect(log?.map((event) => event.seq)).toEqual(Array.from({ length: 240 }, (_, index) => index + 1))
    const first = [...new Set(heard())]
    expect(first).toEqual([...first].sort((a, b) => a - b))
  })
})
