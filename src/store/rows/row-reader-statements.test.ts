import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/binaries.ts'
import { postgresDatabase } from '../../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../../test/support/fixtures.ts'
import { runInScope } from '../../domain/scope.ts'
import { NO_TRACE, type Trace } from '../../domain/trace.ts'
import { cancellablePool } from '../cancellable-pool.ts'
import type { Database } from '../database.ts'
import { openServerDatabase } from '../server-database.ts'
import { askRows } from './ask.ts'
import { modelsOf } from './model.ts'
import { Shapes } from './shapes.ts'

const PAGE = {
  orderBy: [{ createdAt: 'asc' as const }, { id: 'asc' as const }],
  include: {
    skus: {
      orderBy: { code: 'asc' as const },
      include: { stockLevels: { include: { warehouse: true } }, listings: true },
    },
  },
}

describeWith(['PostgreSQL'], 'statements of the reader of rows', () => {
  let url: string
  let database: Database
  const statements: string[] = []
  const skuIds: string[] = []
  const spans: string[] = []
  const trace: Trace = {
    ...NO_TRACE,
    on: true,
    span: (name, options, work) => {
      spans.push(`${name} ${options.attributes?.['db.query.text']}`)
      return NO_TRACE.span(name, options, work)
    },
  }
  beforeAll(async () => {
    url = await postgresDatabase()
    database = await openServerDatabase({ url, onStatement: (sql) => statements.push(sql), trace })
    for (let i = 0; i < 30; i++) {
      const { skuId, productId } = await makeLevel(database.prisma, { onHand: i })
      await makeSku(database.prisma, { productId })
      await database.prisma.listing.create({ data: { platform: 'JD', externalId: `${i}`, skuId } })
      skuIds.push(skuId)
    }
  })
  afterAll(() => database?.close())
  beforeEach(() => {
    statements.length = 0
    spans.length = 0
  })

  it('are as many as the question has relations, however many rows there are, and are counted and traced', async () => {
    for (const take of [2, 30]) {
      statements.length = 0
      spans.length = 0
      const products = await database.reads.product.findMany({ ...PAGE, take })
      expect(products).toHaveLength(take)
      expect(
        products[1]?.skus.flatMap((sku) => sku.stockLevels.map((level) => level.warehouse.country)),
      ).toEqual(['CN'])
      expect(statements).toHaveLength(5)
      expect(spans).toEqual(statements.map((sql) => `SELECT ${sql}`))
    }
    expect(statements.filter((sql) => !/ LIMIT \$1$|= ANY\(\$1\)( ORDER BY "code" ASC)?$/.test(sql))).toEqual(
      [],
    )
  })

  it('are none for relations of no rows', async () => {
    expect(await database.reads.product.findMany({ ...PAGE, take: 0 })).toEqual([])
    expect(statements).toHaveLength(1)
  })

  it('read what is asked for at the same time by id together, also for several requests', async () => {
    const ask = (id: string) =>
      database.reads.sku.findUnique({ where: { id }, include: { stockLevels: true } })
    const askFor = (id: string) =>
      runInScope({ requestId: id, signal: new AbortController().signal, note: {} }, async () => ask(id))
    const found = await Promise.all([...skuIds.map(ask), ...skuIds.map(askFor), ask('unknown')])
    expect(found.map((sku) => sku?.id)).toEqual([...skuIds, ...skuIds, undefined])
    expect(found.slice(0, 30).map((sku) => sku?.stockLevels[0]?.onHand)).toEqual(skuIds.map((_, i) => i))
    expect(statements).toHaveLength(2)
  })

  it('leave to Prisma what has conditions, pages or counts below', async () => {
    const forms = [
      { skus: { where: { currency: 'CNY' } } },
      { skus: { take: 1 } },
      { skus: { orderBy: { product: { createdAt: 'asc' as const } } } },
      { _count: { select: { skus: true } } },
    ]
    for (const include of forms) {
      statements.length = 0
      const args = { ...PAGE, include }
      const given = await database.reads.product.findMany(args)
      expect(given).toHaveLength(30)
      expect(statements.filter((sql) => sql.includes('ANY($1)'))).toEqual([])
      expect(given).toStrictEqual(await database.prisma.product.findMany(args))
    }
  })

  it('leave to Prisma which rows are at the top when it takes more than ids', async () => {
    const where = { skus: { some: { id: { in: skuIds.slice(0, 3) } } } }
    const given = await database.reads.product.findMany({ ...PAGE, where })
    expect(given).toHaveLength(3)
    expect(statements.map((sql) => sql.includes('ANY($1)'))).toEqual([false, true, true, true, true])
    const cursor = { id: given[0]?.id ?? '' }
    const after = await database.reads.product.findMany({ ...PAGE, where, cursor, skip: 1, take: 1 })
    expect(after.map(({ id }) => id)).toEqual([given[1]?.id])
  })

  it('are Prisma’s own in a transaction', async () => {
    const found = await database.reads.$transaction(async (tx) => {
      const { id } = await tx.product.create({ data: { titleZh: '未提交' } })
      statements.length = 0
      return tx.product.findUnique({ where: { id }, include: { skus: true } })
    })
    expect(found?.skus).toEqual([])
    expect(statements.filter((sql) => sql.includes('ANY($1)'))).toEqual([])
  })

  it.each([
    ['are planned once for each connection', true, 1],
    ['are planned each time behind a pooler, where the next one may meet another backend', false, 0],
  ])('%s', async (_name, direct, plans) => {
    const pool = cancellablePool({
      connectionString: url,
      max: 1,
      onConnect: async (client) => {
        if (!direct) Object.assign(client, { processID: 1 })
      },
    })
    try {
      const ask = askRows(pool, NO_TRACE)
      const shape = new Shapes(modelsOf(database.prisma)).of('Sku', { select: { id: true } })
      if (!shape) throw new Error('no shape of an id')
      const statement = { text: 'SELECT id FROM sku WHERE id = ANY($1)', name: 'rows_test' }
      for (const id of skuIds.slice(0, 3))
        expect((await ask(statement, [[id]], shape)).rows).toEqual([{ id }])
      const kept = await pool.query<{ name: string }>('SELECT name FROM pg_prepared_statements')
      expect(kept.rows).toHaveLength(plans)
    } finally {
      await pool.end()
    }
  })

  it('are planned anew when a migration has changed what they give', async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      const ask = () => database.reads.exchangeRate.findMany({ orderBy: { currency: 'asc' } })
      await client.query(`INSERT INTO exchange_rate (currency, rate, updated_at, updated_by)
                          VALUES ('EUR', 7.5, now(), 'test')`)
      const before = await ask()
      await client.query('ALTER TABLE exchange_rate ALTER COLUMN currency TYPE varchar(8)')
      expect(await ask()).toEqual(before)
      expect(before).toHaveLength(1)
    } finally {
      await client.end()
    }
  })
})
