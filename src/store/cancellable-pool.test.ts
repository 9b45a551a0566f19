import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { query } from '../../test/support/postgres.ts'
import { until } from '../../test/support/until.ts'
import { runDetached, runInScope } from '../domain/scope.ts'
import type { Database } from './database.ts'
import { openServerDatabase } from './server-database.ts'

describeWith(['PostgreSQL'], 'statements of a request that nobody waits for', () => {
  let url: string
  let database: Database
  beforeEach(async () => {
    url = await postgresDatabase()
    database = await openServerDatabase({ url, poolSize: 2 })
  })
  afterEach(() => database.close())

  const running = async () =>
    (
      await query<{ pid: number }>(
        url,
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
         AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`,
      )
    ).length
  const inScope = <T>(signal: AbortSignal, work: () => Promise<T>) =>
    runInScope({ requestId: 'r', signal, note: {} }, work)
  const sleep = () => database.prisma.$queryRaw`SELECT 1 AS one FROM pg_sleep(60)`

  it('are cancelled in PostgreSQL, and their connections go on', async () => {
    const control = new AbortController()
    const ended = inScope(control.signal, () => Promise.allSettled([sleep(), sleep()]))
    await until(async () => (await running()) === 2, 'both statements to run')
    control.abort(new Error('gone'))
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await running()).toBe(0)
    expect(await database.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
  })

  it('are not sent when they wait for a connection, nor when they come later', async () => {
    const [mine, others] = [new AbortController(), new AbortController()]
    const busy = inScope(others.signal, () => Promise.allSettled([sleep(), sleep()]))
    await until(async () => (await running()) === 2, 'all connections to be busy')
    const waiting = inScope(mine.signal, () => Promise.allSettled([sleep()]))
    mine.abort(new Error('gone'))
    others.abort(new Error('gone'))
    expect((await busy).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await waiting)[0]?.status).toBe('rejected')
    expect((await inScope(mine.signal, () => Promise.allSettled([sleep()])))[0]?.status).toBe('rejected')
    expect(await running()).toBe(0)
  })

  it('fail where their connection died between two of them, and end nothing else', async () => {
    const gone = async (pid: number) =>
      (await query(url, `SELECT 1 FROM pg_stat_activity WHERE pid = ${pid}`)).length === 0
    const work = database.exclusively('test', async (session) => {
      await session.exec('BEGIN')
      const [{ pid } = { pid: 0 }] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await query(url, `SELECT pg_terminate_backend(${pid})`)
      await until(() => gone(pid), 'the connection to die')
      return session.query('SELECT 1')
    })
    await expect(work).rejects.toThrow()
    expect(await database.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
  })

  it('roll their transaction back', async () => {
    const control = new AbortController()
    const work = inScope(control.signal, () =>
      Promise.allSettled([
        database.prisma.$transaction(async (tx) => {
          await tx.$executeRaw`INSERT INTO caller (id, beat_at) VALUES ('half done', now())`
          await tx.$queryRaw`SELECT 1 AS one FROM pg_sleep(60)`
        }),
      ]),
    )
    await until(async () => (await running()) === 1, 'the transaction to stand still')
    control.abort(new Error('gone'))
    expect((await work)[0]?.status).toBe('rejected')
    expect(await running()).toBe(0)
    expect(await query(url, 'SELECT id FROM caller')).toEqual([])
    expect(
      await query(
        url,
        `SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()`,
      ),
    ).toEqual([])
  })

  it('go on when they are shared with others, and so do those of nobody’s request', async () => {
    const control = new AbortController()
    const shared = inScope(control.signal, () =>
      runDetached(async () => database.prisma.$queryRaw`SELECT 1 AS one FROM pg_sleep(0.2)`),
    )
    control.abort(new Error('gone'))
    expect(await shared).toEqual([{ one: 1 }])
  })

  it('have an outer bound in PostgreSQL itself, but for what holds a lock', async () => {
    const setting = `SELECT current_setting('statement_timeout') AS timeout`
    expect(await database.prisma.$queryRawUnsafe(setting)).toEqual([{ timeout: '2min' }])
    expect(await database.exclusively('test', (session) => session.query(setting))).toEqual([
      { timeout: '0' },
    ])
    expect((await Promise.all([1, 2].map(() => database.prisma.$queryRawUnsafe(setting)))).flat()).toEqual([
      { timeout: '2min' },
      { timeout: '2min' },
    ])
  })
})
