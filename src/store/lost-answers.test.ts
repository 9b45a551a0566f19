import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { query } from '../../test/support/postgres.ts'
import { TcpProxy } from '../../test/support/tcp-proxy.ts'
import { until } from '../../test/support/until.ts'
import { cancellablePool } from './cancellable-pool.ts'

const LOOK_MS = 100

describeWith(['PostgreSQL'], 'a statement whose connection is gone without a word', () => {
  let url: string
  let link: TcpProxy
  let pool: ReturnType<typeof cancellablePool>
  beforeEach(async () => {
    url = await postgresDatabase({ empty: true })
    link = await TcpProxy.open(Number(new URL(url).port))
    const connectionString = url.replace(/:\d+\//, `:${link.port}/`)
    pool = cancellablePool({ connectionString, max: 1 }, LOOK_MS)
    pool.on('error', () => {})
  })
  afterEach(async () => {
    link.cut()
    await pool.end()
    await link.close()
  })

  const running = async () =>
    (
      await query(
        url,
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
         AND pid <> pg_backend_pid()`,
      )
    ).length

  const connections = async () =>
    (
      await query(
        url,
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      )
    ).length

  it.each([
    ['fails, and the pool has its place back', false],
    ['fails although the connection that looks after it is gone as well', true],
  ])('%s', async (_name, looked) => {
    // It runs until its link is gone, however long that takes here.
    const gate = new pg.Client({ connectionString: url })
    await gate.connect()
    await gate.query('SELECT pg_advisory_lock(1)')
    const answer = pool.query('SELECT pg_advisory_lock(1)').then(
      () => 'answered',
      () => 'failed',
    )
    await until(async () => (await running()) === 1, 'the statement to run')
    // The gate's, the pool's, and the one that looks.
    if (looked) await until(async () => (await connections()) === 3, 'the look')
    link.abandon()
    await gate.end()
    expect(await answer).toBe('failed')
    expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
  })

  it('that it never reached the server with fails as well', async () => {
    await pool.query('SELECT 1')
    link.abandon()
    await expect(pool.query('SELECT 1')).rejects.toThrow()
    expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
  })

  it('is told from one that takes its time', async () => {
    const looks = 10
    const { rows } = await pool.query(`SELECT 1 AS one FROM pg_sleep(${(looks * LOOK_MS) / 1_000})`)
    expect(rows).toEqual([{ one: 1 }])
  })

  it('does not keep its locks: a transaction that says nothing is rolled back', async () => {
    const { rows } = await pool.query(
      `SELECT current_setting('idle_in_transaction_session_timeout') AS timeout`,
    )
    expect(rows).toEqual([{ timeout: '30s' }])
  })
})
