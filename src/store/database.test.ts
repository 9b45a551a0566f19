import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import {
  describePostgres,
  postgresDatabase,
  serverDatabase,
  testDatabases,
} from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { query } from '../../test/support/postgres.ts'
import { until } from '../../test/support/until.ts'
import { DatabaseUnavailable, lockNumber } from './database.ts'
import { openServerDatabase, withoutPassword } from './server-database.ts'

testDatabases('a database', (database) => {
  const notify = () => database().prisma.$executeRaw`SELECT pg_notify('test', '')`

  it('runs one exclusive section at a time, and gives back what it gave', async () => {
    let inside = 0
    const most: number[] = []
    const section = (name: number) =>
      database().exclusively('test', async (session) => {
        most.push(++inside)
        await session.exec('BEGIN; SELECT 1')
        await session.query('SELECT $1::int AS n', [name])
        await session.exec('COMMIT')
        inside--
        return name
      })
    expect(await Promise.all([1, 2, 3, 4].map(section))).toEqual([1, 2, 3, 4])
    expect(most).toEqual([1, 1, 1, 1])
  })

  it('lets the next in after an exclusive section failed', async () => {
    const failing = database().exclusively('test', async () => {
      throw new Error('no luck')
    })
    await expect(failing).rejects.toThrow('no luck')
    expect(await database().exclusively('test', async () => 'luck')).toBe('luck')
  })

  it('calls back at each notification, until stopped', async () => {
    let calls = 0
    const stop = await database().listen('test', () => calls++)
    await notify()
    await until(() => calls === 1)
    await notify()
    await until(() => calls === 2)
    await stop()
    await notify()
    await database().prisma.$executeRaw`SELECT 1`
    expect(calls).toBe(2)
  })

  it('gives every instant as it was, whatever the time zone of the server', async () => {
    const { prisma } = database()
    const { levelId } = await makeLevel(prisma)
    const at = new Date('2026-02-03T04:05:06.789Z')
    await prisma.stockLevel.update({ where: { id: levelId }, data: { updatedAt: at } })
    expect((await prisma.stockLevel.findUniqueOrThrow({ where: { id: levelId } })).updatedAt).toEqual(at)
    const [raw] = await prisma.$queryRaw<{ at: Date; seconds: number; now: Date }[]>`
      SELECT updated_at AS at, extract(epoch FROM updated_at)::float8 AS seconds, now() AS now
      FROM stock_level WHERE id = ${levelId}`
    expect(raw?.at).toEqual(at)
    expect(raw?.seconds).toBe(at.getTime() / 1000)
    expect(Math.abs((raw?.now.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  })
})

describePostgres('a server database', (database) => {
  const listeners = async () => {
    const rows = await database().prisma.$queryRaw<{ pid: number }[]>`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`
    return rows.map((row) => row.pid)
  }
  const terminate = (pid: number) => database().prisma.$queryRaw`SELECT pg_terminate_backend(${pid}::int)`

  it('gives a lease to one at a time, and to the next after its release', async () => {
    const lease = await database().tryLease('test')
    expect(lease).not.toBeNull()
    expect(await database().tryLease('test')).toBeNull()
    const other = await database().tryLease('other')
    expect(other).not.toBeNull()
    await other?.release()
    expect(lease?.lost.aborted).toBe(false)
    await lease?.release()
    const next = await until(() => database().tryLease('test'))
    await next.release()
  })

  it('says that a lease is lost when its connection is cut', async () => {
    const name = v7()
    const lease = await until(() => database().tryLease(name))
    await database().prisma.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_locks
      WHERE locktype = 'advisory' AND ((classid::bigint << 32) | objid::bigint) = ${BigInt(lockNumber(name))}`
    await until(() => lease.lost.aborted, 'the loss of the lease')
    const next = await until(() => database().tryLease(name))
    await next.release()
    await lease.release()
  })

  it('listens again on one connection after its connection was cut, and calls back once for what it missed', async () => {
    let calls = 0
    const stop = await database().listen('test', () => calls++)
    for (let round = 1; round <= 3; round++) {
      const [pid = 0] = await until(async () => {
        const pids = await listeners()
        return pids.length === 1 && pids
      }, 'one listening connection')
      await terminate(pid)
      await until(() => calls === round, 'the call after listening again')
    }
    expect(await listeners()).toHaveLength(1)
    await stop()
    await until(async () => (await listeners()).length === 0, 'the end of listening')
  })
})

describePostgres('a database that was away', () => {
  const opened: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })

  it('is listened to on one connection only, however many attempts it took', async () => {
    const url = await postgresDatabase()
    const name = new URL(url).pathname.slice(1)
    const admin = url.replace(name, 'postgres')
    const errors: Error[] = []
    const database = await openServerDatabase({ url, onError: (error) => errors.push(error) })
    opened.push(database)
    let calls = 0
    const stop = await database.listen('test', () => calls++)
    await query(admin, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await query(admin, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    await until(() => errors.filter((error) => /not currently accepting/.test(error.message)).length >= 4)
    await query(admin, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    await until(() => calls > 0, 'the call after listening again')
    const activity = `SELECT pid FROM pg_stat_activity WHERE datname = '${name}' AND query LIKE 'LISTEN%'`
    expect(await query(admin, activity)).toHaveLength(1)
    const before = calls
    await query(url, 'NOTIFY test')
    await until(() => calls > before)
    expect(calls).toBe(before + 1)
    await stop()
    await until(async () => (await query(admin, activity)).length === 0, 'the end of listening')
  })

  it('says in one sentence which database can not be used, without the password', async () => {
    const refused = openServerDatabase({ url: 'postgresql://me:secret@127.0.0.1:1/shop' })
    await expect(refused).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(refused).rejects.toThrow(
      /^The database of DATABASE_URL \(127\.0\.0\.1:1\/shop\) can't be used: .*ECONNREFUSED.*\.$/,
    )
    const missing = openServerDatabase({ url: (await postgresDatabase()).replace(/test_\w+/, 'nowhere') })
    await expect(missing).rejects.toThrow(/nowhere.*does not exist/)
    expect(withoutPassword('postgres://me:secret@db/shop')).toBe('db:5432/shop')
  })

  it('closes twice without complaint', async () => {
    const database = await serverDatabase()
    await database.close()
    await database.close()
    await expect(database.prisma.feedState.count()).rejects.toThrow()
  })
})

describe('lockNumber', () => {
  it('gives each name a number of its own that PostgreSQL takes, always the same', () => {
    const numbers = ['migrate', 'relay', 'jobs', ''].map(lockNumber)
    expect(new Set(numbers).size).toBe(4)
    expect(numbers).toEqual(['migrate', 'relay', 'jobs', ''].map(lockNumber))
    for (const number of numbers) expect(BigInt.asIntN(64, BigInt(number))).toBe(BigInt(number))
  })
})
