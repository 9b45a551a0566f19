import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/binaries.ts'
import { postgresDatabase } from '../../../test/support/databases.ts'
import { makeLevel } from '../../../test/support/fixtures.ts'
import { query } from '../../../test/support/postgres.ts'
import { until } from '../../../test/support/until.ts'
import { runInScope } from '../../domain/scope.ts'
import type { Database } from '../database.ts'
import { isDatabaseAway } from '../database-away.ts'
import { openServerDatabase } from '../server-database.ts'

describeWith(['PostgreSQL'], 'the reader of rows', () => {
  let url: string
  let database: Database
  let other: pg.Client
  let productId: string
  beforeEach(async () => {
    url = await postgresDatabase()
    database = await openServerDatabase({ url, poolSize: 2 })
    productId = (await makeLevel(database.prisma)).productId
    other = new pg.Client({ connectionString: url })
    await other.connect()
  })
  afterEach(async () => {
    await other?.end()
    await database?.close()
  })

  const ask = () =>
    database.reads.product.findMany({ include: { skus: { include: { stockLevels: true, listings: true } } } })
  const waiting = async () =>
    (
      await query<{ pid: number }>(
        url,
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT%'`,
      )
    ).map(({ pid }) => pid)
  const goesOn = async () => {
    await other.query('ROLLBACK')
    expect((await ask()).map(({ id, skus }) => [id, skus[0]?.stockLevels.length])).toEqual([[productId, 1]])
  }

  it('ends with the request that it reads for', async () => {
    const control = new AbortController()
    const gone = new Error('gone')
    await other.query('BEGIN; LOCK TABLE stock_level')
    const outcome = runInScope({ requestId: 'r', signal: control.signal, note: {} }, async () =>
      Promise.allSettled([ask()]),
    )
    await until(async () => (await waiting()).length === 1, 'the levels to be asked for')
    control.abort(gone)
    expect((await outcome)[0]?.status).toBe('rejected')
    // Statements next to it may have ended before.
    await until(async () => (await waiting()).length === 0, 'the statement to end')
    await goesOn()
  })

  it('goes on for the others when one of the requests that it reads for together ends', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    await other.query('BEGIN; LOCK TABLE stock_level')
    const askFor = ({ signal }: AbortController) =>
      runInScope({ requestId: 'r', signal, note: {} }, async () =>
        database.reads.product.findUnique({
          where: { id: productId },
          include: { skus: { include: { stockLevels: true } } },
        }),
      )
    const answers = Promise.all([askFor(first), askFor(second)])
    await until(async () => (await waiting()).length === 1, 'the levels to be asked for')
    // Of the first request alone, and begun later: once it is cancelled, all that ends with the request is.
    const alone = runInScope({ requestId: 'r', signal: first.signal, note: {} }, () =>
      Promise.allSettled([database.prisma.$queryRaw`SELECT 1 AS one FROM pg_sleep(60)`]),
    )
    await until(
      async () => (await query(url, `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`)).length > 0,
      'the other statement to run',
    )
    first.abort(new Error('gone'))
    expect((await alone)[0]?.status).toBe('rejected')
    await other.query('ROLLBACK')
    expect((await answers).map((product) => product?.skus[0]?.stockLevels.length)).toEqual([1, 1])
  })

  it('fails for a while when its connection is lost in the middle, and goes on', async () => {
    await other.query('BEGIN; LOCK TABLE stock_level')
    const outcome = ask().then(
      () => null,
      (error: unknown) => error,
    )
    await until(async () => (await waiting()).length === 1, 'the levels to be asked for')
    await query(url, `SELECT pg_terminate_backend(${await waiting()})`)
    expect(isDatabaseAway(await outcome)).toBe(true)
    await goesOn()
  })

  it('fails for good when the database can’t answer', async () => {
    await query(url, 'ALTER TABLE stock_level RENAME TO gone')
    const error = await ask().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ code: '42P01' })
    expect(isDatabaseAway(error)).toBe(false)
  })

  it('takes rows of any size, however they arrive', async () => {
    const descriptionZh = '旅行水壶 "x"\\ '.repeat(20_000)
    await database.prisma.product.update({ where: { id: productId }, data: { descriptionZh } })
    await other.query(
      `INSERT INTO listing (id, platform, sku_id, external_id, title)
       SELECT 'l' || n, 'JD', sku.id, n, repeat('标题', n) FROM sku, generate_series(1, 1500) n`,
    )
    const args = { include: { skus: { include: { listings: { orderBy: { id: 'asc' as const } } } } } }
    const [product, ...more] = await database.reads.product.findMany(args)
    expect(product?.descriptionZh).toBe(descriptionZh)
    expect(product?.skus[0]?.listings).toHaveLength(1_500)
    expect([product, ...more]).toStrictEqual(await database.prisma.product.findMany(args))
  })

  it('fails with what can’t be read, and its connection goes on', async () => {
    await query(
      url,
      `ALTER TABLE sku ALTER COLUMN price_tiers TYPE text, ALTER COLUMN price_tiers SET DEFAULT '{'`,
    )
    await query(url, `UPDATE sku SET price_tiers = '{'`)
    for (let i = 0; i < 3; i++) await expect(ask()).rejects.toThrow(SyntaxError)
    expect(await database.reads.product.findUnique({ where: { id: productId } })).toMatchObject({
      id: productId,
    })
  })

  it('says as Prisma does that there is no such row', async () => {
    const where = { id: 'unknown' }
    const include = { skus: true }
    expect(await database.reads.product.findUnique({ where, include })).toBeNull()
    expect(await database.reads.product.findFirst({ where, include })).toBeNull()
    await expect(database.reads.product.findUniqueOrThrow({ where, include })).rejects.toMatchObject({
      code: 'P2025',
    })
  })

  it('leaves what makes no sense to Prisma, which says why', async () => {
    const wrong = { where: { id: 7 }, include: { skus: { orderBy: { nothing: 'asc' } } } }
    const find = (client: Database['prisma']) => client.product.findMany(wrong as never)
    const message = await find(database.prisma).catch((error: Error) => error.message)
    expect(message).toMatch(/nothing|Invalid/)
    await expect(find(database.reads)).rejects.toThrow(message as string)
    const byId = (client: Database['prisma'], id: string) =>
      client.product.findUnique({ where: { id } }).catch(({ name }: Error) => name)
    for (const id of ['a\0b', '\ud800', ''])
      expect(await byId(database.reads, id)).toBe(await byId(database.prisma, id))
  })
})
