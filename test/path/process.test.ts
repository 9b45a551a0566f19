import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticator } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_ENCRYPTION_KEY, DEVELOPMENT_JWT_SECRET } from '../../src/config/index.ts'
import { randomKey } from '../support/settings.ts'
import { removeFolder, temporaryFolder } from '../support/supervised.ts'
import { until } from '../support/until.ts'
import { ask, dataOf } from './support/ask.ts'
import {
  type Program,
  type RunningProgram,
  run,
  startProgram,
  stopProgramsAfterwards,
} from './support/program.ts'
import {
  type Adjusted,
  adjust,
  plentifulOverTheWire,
  STOCK_CHANGES,
  type StockItem,
  type WireLevel,
} from './support/stock.ts'
import { overRawSse, overWebSocket } from './support/watch.ts'

stopProgramsAfterwards()

const MEMORY = { DATA_DIR: ':memory:' }

/** It says one sentence, names the variable, and ends with 1. */
async function expectRefusal(program: Program, variable: string): Promise<string> {
  const exit = await program.ended()
  expect(program.stderr).toMatch(/^haitao-graph can't start: [^\n]+\.\n$/)
  expect(program.stderr).toContain(variable)
  expect(program.stderr).not.toContain('    at ')
  expect(program.stdout).toBe('')
  expect(exit).toEqual({ code: 1, signal: null })
  return program.stderr
}

describe('a start that can not be', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['DATABASE_URL', 'mysql://localhost/shop'],
    ['REDIS_URL', 'localhost:6379'],
    ['ROLE', 'leader'],
    ['SANDBOX', 'maybe'],
    ['AUTH_JWT_SECRET', 'short'],
    ['ENCRYPTION_KEY', 'c2hvcnQ='],
    ['LOG_LEVEL', 'loud'],
  ])('is refused for %s=%s', async (variable, value) => {
    const said = await expectRefusal(run('src/main.ts', { ...MEMORY, [variable]: value }), variable)
    expect(said).toMatch(new RegExp(`${variable} must be .+; got .+\\.`))
    expect(said.includes(value)).toBe(!/SECRET|KEY|DATABASE_URL|REDIS_URL/.test(variable))
  })

  it.each([
    ['AUTH_JWT_SECRET', {}],
    ['AUTH_JWT_SECRET', { AUTH_JWT_SECRET: DEVELOPMENT_JWT_SECRET }],
    ['AUTH_JWT_SECRET', { AUTH_JWT_SECRET: 'a secret of this test, long enough to be one' }],
    ['ENCRYPTION_KEY', { AUTH_JWT_SECRET: randomKey() }],
    [
      'ENCRYPTION_KEY',
      { AUTH_JWT_SECRET: randomKey(), ENCRYPTION_KEY: DEVELOPMENT_ENCRYPTION_KEY.replace('=', '') },
    ],
    [
      'ENCRYPTION_KEY',
      { AUTH_JWT_SECRET: randomKey(), ENCRYPTION_KEY: 'bWFrZSBvbmUgb2YgeW91ciBvd24sIDMyIGJ5dGVzISE=' },
    ],
    [
      'DATABASE_URL',
      { AUTH_JWT_SECRET: randomKey(), ENCRYPTION_KEY: randomKey(), DATABSE_URL: 'postgresql://db/shop' },
    ],
  ])('is refused in production without %s of its own: %j', async (variable, env: Record<string, string>) => {
    const program = run('src/main.ts', { ...MEMORY, NODE_ENV: 'production', ...env })
    expect(await expectRefusal(program, variable)).toContain('in production')
  })

  it('is refused when the port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as { port: number }
    try {
      const [gateway, sandbox] = await Promise.all([
        expectRefusal(run('src/main.ts', { ...MEMORY, PORT: `${port}` }), 'PORT'),
        expectRefusal(run('src/main.ts', { ...MEMORY, SANDBOX_PORT: `${port}` }), 'SANDBOX_PORT'),
      ])
      expect(gateway).toContain(`Port ${port} of 127.0.0.1 is taken`)
      expect(sandbox).toContain(`Port ${port} of 127.0.0.1 is taken`)
    } finally {
      squatter.close()
    }
  })

  it('is refused when the database can not be reached, without its password', async () => {
    const DATABASE_URL = 'postgresql://shop:hunter2@127.0.0.1:1/shop'
    const said = await expectRefusal(run('src/main.ts', { DATABASE_URL }), 'DATABASE_URL')
    expect(said).toContain('127.0.0.1:1/shop')
    expect(said).not.toContain('hunter2')
  })

  it('is refused when Redis can not be reached, without its password', async () => {
    const REDIS_URL = 'redis://:hunter2@127.0.0.1:1'
    const said = await expectRefusal(run('src/main.ts', { ...MEMORY, REDIS_URL }), 'REDIS_URL')
    expect(said).toContain('127.0.0.1:1')
    expect(said).not.toContain('hunter2')
  })
})

describe('a gateway with its data in a folder', () => {
  let folder: string
  let gateway: RunningProgram
  let level: WireLevel
  /** Before the first change that the tests make, and the level after the last. */
  let cursor: string | undefined
  let changed: Adjusted
  const DATA = () => ({ DATA_DIR: folder })
  const watched = () => ({ skuIds: [level.skuId], warehouseIds: [level.warehouseId] })

  beforeAll(async () => {
    folder = await temporaryFolder('data')
    gateway = await startProgram(DATA())
    level = (await plentifulOverTheWire(gateway, 1))[0] as WireLevel
  })
  afterAll(() => removeFolder(folder))

  it('says where things are', () => {
    expect(gateway.stdout).toContain('haitao-graph is running.')
    for (const place of [gateway.graph, `${gateway.url}/graphiql`, `${gateway.url}/readyz`, folder])
      expect(gateway.stdout).toContain(place)
    expect(gateway.stderr).toBe('')
  })

  it('refuses a second process on its folder, and is not disturbed', async () => {
    const said = await expectRefusal(run('src/main.ts', DATA()), 'DATA_DIR')
    expect(said).toContain(`${folder} is in use by process `)
    dataOf(await gateway.ask('{ viewer { role } }'))
  })

  it('takes the tokens that the token script prints', async () => {
    const script = run('scripts/token.ts', {}, ['--role', 'supplier', '--subject', 'acme', '--ttl', '600'])
    expect(await script.ended()).toEqual({ code: 0, signal: null })
    expect(script.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const authorization = `Bearer ${script.stdout.trim()}`
    const viewer = await authenticator({ kind: 'secret', secret: DEVELOPMENT_JWT_SECRET }).viewerOf(
      authorization,
    )
    expect(viewer).toMatchObject({ role: 'supplier', subject: 'acme' })
    const query = '{ viewer { role subject } }'
    expect(dataOf(await ask(gateway.graph, { query, authorization }))).toEqual({
      viewer: { role: 'SUPPLIER', subject: 'acme' },
    })
  })

  it('stops at SIGINT with subscriptions open: sockets close with 1001, event streams end, exit code 0', async () => {
    const question = { query: STOCK_CHANGES, variables: watched() }
    const authorization = await gateway.authorization('operator')
    const socket = overWebSocket<StockItem>(gateway.graph, { ...question, authorization })
    const stream = overRawSse<StockItem>(gateway.graph, { ...question, authorization })
    await Promise.all([socket.take(1), stream.take(1)])
    changed = await adjust(gateway, level, -1)
    cursor = (await socket.take(2))[0]?.cursor
    gateway.signal('SIGINT')
    expect(await gateway.ended()).toEqual({ code: 0, signal: null })
    expect(gateway.stderr).toBe('')
    expect(await until(() => socket.closed, 'the close')).toMatchObject({ code: 1001 })
    await until(() => stream.done, 'the end of the stream')
  })

  it('keeps changes and honours cursors after the next start, also when it was killed', async () => {
    const watch = async () =>
      overWebSocket<StockItem>(gateway.graph, {
        query: STOCK_CHANGES,
        variables: { ...watched(), after: cursor },
        authorization: await gateway.authorization('operator'),
      })
    gateway = await startProgram(DATA())
    expect(await levelNow(gateway, level)).toEqual(changed)
    const watcher = await watch()
    await watcher.take(1)
    changed = await adjust(gateway, level, -2)
    await watcher.take(2)
    gateway.signal('SIGKILL')
    await gateway.ended()
    await until(() => watcher.closed, 'the socket to break')

    gateway = await startProgram(DATA())
    expect(await levelNow(gateway, level)).toEqual(changed)
    const again = await watch()
    await again.take(2)
    await adjust(gateway, level, -3)
    expect((await again.take(3)).map((item) => item.__typename === 'StockChange' && item.delta)).toEqual([
      -1, -2, -3,
    ])
    await again.stop()
    gateway.signal('SIGTERM')
    expect(await gateway.ended()).toEqual({ code: 0, signal: null })
  })
})

async function levelNow(gateway: RunningProgram, { id }: WireLevel): Promise<Adjusted> {
  const query = 'query Q($id: ID!) { node(id: $id) { ... on StockLevel { onHand available version } } }'
  return dataOf(await gateway.ask<{ node: Adjusted }>(query, { id })).node
}
