import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { adjust, type Level, plentifulLevels, STOCK_CHANGES, type StockItem } from '../path/support/stock.ts'
import { overWebSocket, type Watcher } from '../path/support/watch.ts'
import { describeWith } from '../support/binaries.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { until } from '../support/until.ts'

const ASKED = 30

describeWith(['PostgreSQL'], 'a gateway and worker whose database is away', () => {
  let postgres: TestPostgres
  let gateway: Gateway
  let level: Level
  let watcher: Watcher<StockItem>

  beforeAll(async () => {
    postgres = await startPostgres()
    gateway = await startGateway({ DATABASE_URL: await postgres.createDatabase(), SYNC: 'on' })
    ;[level] = (await plentifulLevels(gateway, 1)) as [Level]
    watcher = overWebSocket<StockItem>(gateway.graph, {
      query: STOCK_CHANGES,
      variables: { skuIds: [level.skuId], warehouseIds: [level.warehouseId] },
      authorization: await gateway.authorization('operator'),
    })
    await watcher.take(1)
    await adjust(gateway, level, 1)
    await watcher.take(2)
    await postgres.kill9()
  })
  afterAll(async () => {
    await watcher?.stop()
    await gateway?.stop()
    await postgres?.stop()
  })
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/readyz`)
    return { status: answer.status, text: await answer.text() }
  }

  it('answers with UNAVAILABLE, and does not tell where the database is', async () => {
    for (const [field, query] of [
      ['products', '{ products(first: 1) { nodes { title } } }'],
      ['orders', '{ orders(first: 1) { nodes { id } } }'],
    ] as const) {
      const { data, errors } = await gateway.ask(query)
      expect(data).toEqual({ [field]: null })
      expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAVAILABLE'])
      expect(errors[0]?.message).toBe('What this needs can not be reached just now. Try again in a moment.')
    }
    await expect(adjust(gateway, level, 1)).rejects.toThrow('can not be reached')
  })

  it('lives, and says in words that it is not ready', async () => {
    expect((await fetch(`http://127.0.0.1:${gateway.port}/healthz`)).status).toBe(200)
    const { status, text } = await ready()
    expect(status).toBe(503)
    expect(JSON.parse(text).components).toContainEqual({
      name: 'database',
      healthy: false,
      detail: 'can not be reached',
    })
    expect(text).not.toMatch(/127\.0\.0\.1|prisma|invocation|ECONN/i)
  })

  it('does not fill its log, however often it is asked and its jobs fail', async () => {
    for (let n = 0; n < ASKED; n++) await gateway.ask('{ products(first: 1) { nodes { title } } }')
    const told = gateway.log.filter(({ level }) => level === 'warn' || level === 'error')
    const lines = new Map<string, number>()
    for (const { message, fields } of told) {
      const what = [message, fields.job, fields.shopId, fields.kind].join(' ')
      const line = `${what} ${(fields.err as Error | undefined)?.message.replace(/[0-9a-f-]{8,}/g, '')}`
      lines.set(line, (lines.get(line) ?? 0) + 1)
    }
    expect(told.some(({ message }) => message === 'could not be answered just now')).toBe(true)
    // Each trouble once in half a minute; this file does not take two.
    expect([...lines].filter(([, times]) => times > 2)).toEqual([])
  })

  it('goes on by itself, and its subscribers have missed nothing', async () => {
    await postgres.restart()
    await until(async () => (await ready()).status === 200, 'to be ready', 30_000)
    const last = await until(() => adjust(gateway, level, 2).catch(() => null), 'a change')
    await until(() => watcher.items.length >= 3, 'the change to arrive', 30_000)
    expect(watcher.items.slice(1)).toMatchObject([
      { __typename: 'StockChange', delta: 1 },
      { __typename: 'StockChange', delta: 2, level: last },
    ])
    expect([watcher.errors, watcher.closed]).toEqual([[], null])
  })
})
