import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { query, startPostgres, type TestPostgres } from '../../test/support/postgres.ts'
import { until } from '../../test/support/until.ts'
import type { Database } from './database.ts'
import { isDatabaseAway } from './database-away.ts'
import { openServerDatabase } from './server-database.ts'

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

describeWith(['PostgreSQL'], 'an error of a database', () => {
  let cluster: TestPostgres
  let url: string
  let database: Database
  beforeAll(async () => {
    cluster = await startPostgres()
    url = await cluster.createDatabase()
  })
  afterAll(() => cluster?.stop())
  // A pool of its own each: one that lost a connection may still hand it out once.
  beforeEach(async () => {
    database = await openServerDatabase({ url, poolSize: 2 })
  })
  afterEach(() => database?.close())
  const ask = () => thrownBy(database.prisma.$queryRaw`SELECT 1 AS one FROM pg_sleep(60)`)
  const others = 'datname = current_database() AND pid <> pg_backend_pid()'

  it('does not pass when the question is wrong', async () => {
    const errors = await Promise.all([
      thrownBy(database.prisma.warehouse.findFirst()),
      thrownBy(database.prisma.$queryRaw`SELECT 1 / 0`),
      thrownBy(database.prisma.$queryRaw`SELEC`),
    ])
    expect(errors.every((error) => error instanceof Error)).toBe(true)
    expect(errors.map(isDatabaseAway)).toEqual([false, false, false])
    expect([new TypeError('of ours'), new Error('of ours'), null, 'text'].map(isDatabaseAway)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('passes when its connection was ended by the server', async () => {
    const asked = ask()
    await until(async () => {
      const [row] = await query<{ n: number }>(
        url,
        `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
         WHERE ${others} AND query LIKE '%pg_sleep%' AND state = 'active'`,
      )
      return (row?.n ?? 0) > 0
    }, 'the statement to run')
    expect(isDatabaseAway(await asked)).toBe(true)
  })

  it('passes when the server was killed, and while it is not there', async () => {
    const asked = ask()
    await until(
      async () =>
        (await query(url, `SELECT 1 FROM pg_stat_activity WHERE ${others} AND query LIKE '%pg_sleep%'`))
          .length > 0,
      'the statement to run',
    )
    await cluster.kill9()
    expect(isDatabaseAway(await asked)).toBe(true)
    expect(isDatabaseAway(await ask())).toBe(true)
    await cluster.restart()
  })
})
