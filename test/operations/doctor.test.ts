import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeClock } from '../../scripts/doctor/clock.ts'
import { checkConfiguration, checkNode } from '../../scripts/doctor/configuration.ts'
import { checkDatabase } from '../../scripts/doctor/database.ts'
import { type Finding, report } from '../../scripts/doctor/finding.ts'
import { checkKeys } from '../../scripts/doctor/keys.ts'
import { checkPorts } from '../../scripts/doctor/ports.ts'
import { checkRedis } from '../../scripts/doctor/redis.ts'
import { readConfig } from '../../src/config/index.ts'
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts'
import { migrate } from '../../src/store/migrator.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { run, startProgram, stopProgramsAfterwards } from '../path/support/program.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { startRedis } from '../support/redis.ts'
import { removeFolder, temporaryFolder } from '../support/supervised.ts'

stopProgramsAfterwards()

const KEY = randomBytes(32)
const SAFE = {
  ENCRYPTION_KEY: KEY.toString('base64'),
  AUTH_JWT_SECRET: 'mGk2vZ8qLx4TnB7wRj1cYp5dHs9fUa3e',
  PAYMENT_PROVIDERS: 'acme-pay',
  PAYMENT_SECRET_ACME_PAY: 'vN8kQ2rX5mT9wB3j',
}
const config = (env: Record<string, string> = {}) => readConfig({ ...SAFE, ...env })
const states = (findings: readonly Finding[]) => findings.map(({ name, state }) => `${name}: ${state}`)
/** Every finding that is not well says what to do. */
const remedied = (findings: readonly Finding[]) =>
  expect(findings.filter(({ state, remedy }) => state !== 'ok' && !remedy)).toEqual([])

describe('configuration', () => {
  it('that the start would refuse is wrong, and names the variable', async () => {
    for (const env of [
      { PORT: 'eighty' },
      { NODE_ENV: 'production' },
      { NODE_ENV: 'production', AUTH_JWT_SECRET: SAFE.AUTH_JWT_SECRET },
      { TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: '/nowhere/documents.json' },
    ] as Record<string, string>[]) {
      const { config: read, findings } = await checkConfiguration(env)
      expect(read).toBeNull()
      expect(states(findings)).toEqual(['configuration: wrong'])
      expect(findings[0]?.detail).toMatch(/PORT|AUTH_JWT_SECRET|ENCRYPTION_KEY|TRUSTED_DOCUMENTS_FILE/)
      remedied(findings)
    }
  })

  it('that starts and is no production is a warning for each thing', async () => {
    const env = {
      ...SAFE,
      NODE_ENV: 'production',
      DATABASE: 'embedded',
      SANDBOX: 'on',
      PUBLIC_URL: 'http://shop.example.com',
      ROLE: 'worker',
    }
    const { findings } = await checkConfiguration(env)
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'warning', 'warning', 'warning', 'warning'])
    remedied(findings)
    const good = {
      ...SAFE,
      NODE_ENV: 'production',
      DATABASE_URL: 'postgresql://db/shop',
      REDIS_URL: 'redis://redis',
      PUBLIC_URL: 'https://graph.example.com',
    }
    expect(states((await checkConfiguration(good)).findings)).toEqual(['configuration: ok'])
  })

  it('an old Node is wrong', () => {
    expect(['20.20.0', '22.17.9', '22.18.0', '24.1.0'].map((version) => checkNode(version).state)).toEqual([
      'wrong',
      'wrong',
      'ok',
      'ok',
    ])
  })
})

describe('keys', () => {
  let issuer: Server
  let document: unknown
  let url: string
  beforeAll(async () => {
    issuer = createServer((_req, res) => res.end(JSON.stringify(document))).listen(0, '127.0.0.1')
    await once(issuer, 'listening')
    url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`
  })
  afterAll(() => issuer.close())
  const judged = async (env: Record<string, string>) => {
    const findings = await checkKeys(config(env))
    remedied(findings)
    return findings.map(({ state }) => state)
  }

  it('that are random are well, in both modes', async () => {
    expect(await judged({})).toEqual(['ok', 'ok', 'ok'])
    expect(await judged({ NODE_ENV: 'production', DATABASE: 'embedded' })).toEqual(['ok', 'ok', 'ok'])
  })

  it('of development are a warning', async () => {
    const findings = await checkKeys(readConfig({}))
    expect(findings.map(({ state }) => state)).toEqual(['warning', 'warning', 'warning'])
    remedied(findings)
  })

  it('that can be guessed are refused in production and a warning elsewhere', async () => {
    const weak = {
      ENCRYPTION_KEY: Buffer.alloc(32, 'abc').toString('base64'),
      AUTH_JWT_SECRET: 'abcabcabcabcabcabcabcabcabcabcabcabc',
    }
    expect(await judged(weak)).toEqual(['warning', 'warning', 'ok'])
    for (const [name, value] of Object.entries(weak)) {
      const env = { ...SAFE, [name]: value, NODE_ENV: 'production', DATABASE: 'embedded' }
      const { config: read, findings } = await checkConfiguration(env)
      expect(read).toBeNull()
      expect(findings[0]).toMatchObject({ state: 'wrong', detail: expect.stringContaining(name) })
    }
  })

  it('of an issuer are fetched', async () => {
    document = { keys: [{ kty: 'EC' }] }
    expect((await judged({ AUTH_JWKS_URL: url }))[1]).toBe('ok')
    document = { keys: [] }
    expect((await judged({ AUTH_JWKS_URL: url }))[1]).toBe('wrong')
    expect((await judged({ AUTH_JWKS_URL: 'http://127.0.0.1:9/keys' }))[1]).toBe('wrong')
  })
})

describe('the clock', () => {
  it.each([
    [0, 10, 'ok'],
    [-900, 0, 'ok'],
    // Half of the way there and back is doubt.
    [1_400, 1_000, 'ok'],
    [-1_600, 1_000, 'warning'],
    [4_900, 0, 'warning'],
    [5_100, 0, 'wrong'],
    [-60_000, 10, 'wrong'],
  ])('that is %i ms off, asked within %i ms, is %s', (offset, round, state) => {
    const finding = judgeClock('the database', offset, round)
    expect(finding.state).toBe(state)
    remedied([finding])
  })
})

describe('ports', () => {
  it('taken by another program are wrong', async () => {
    const squatter = createServer((_req, res) => res.end('{"status":"ok","calls":1}')).listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const port = `${(squatter.address() as AddressInfo).port}`
    try {
      const findings = await checkPorts(config({ PORT: port, SANDBOX_PORT: port }))
      expect(findings.map(({ state }) => state)).toEqual(['wrong', 'wrong'])
      remedied(findings)
    } finally {
      squatter.close()
    }
    expect(states(await checkPorts(config({ PORT: port, SANDBOX: 'off' })))).toEqual([`port ${port}: ok`])
  })
})

describe('the embedded database', () => {
  it('is looked at when it is free, left alone when it is in use, and not made', async () => {
    const folder = await temporaryFolder('doctor')
    const look = (name: string) => checkDatabase(config({ DATA_DIR: join(folder, name) }))
    try {
      expect(states(await look('none/yet'))).toEqual(['data folder: ok', 'database: ok'])
      expect(existsSync(join(folder, 'none'))).toBe(false)
      const database = await openEmbeddedDatabase({ dataDir: join(folder, 'data') })
      await migrate(database)
      const [, inUse, ...others] = await look('data')
      expect(inUse).toMatchObject({ state: 'ok', detail: expect.stringContaining(`process ${process.pid}`) })
      expect(others).toEqual([])
      await database.close()
      expect(states(await look('data'))).toEqual([
        'data folder: ok',
        'database: ok',
        'migrations: ok',
        'encrypted values: ok',
        'shops: ok',
      ])
    } finally {
      await removeFolder(folder)
    }
  })
})

describeWith(['PostgreSQL', 'Redis'], 'PostgreSQL and Redis', () => {
  const inspect = (DATABASE_URL: string, more: Record<string, string> = {}) =>
    checkDatabase(config({ DATABASE_URL, ...more }))
  const withDatabase = async (
    work: (prisma: Awaited<ReturnType<typeof openServerDatabase>>['prisma']) => Promise<unknown>,
  ) => {
    const url = await postgresDatabase()
    const database = await openServerDatabase({ url })
    await work(database.prisma)
    await database.close()
    return url
  }

  it('that are well are said to be, with their versions', async () => {
    const redis = await startRedis()
    try {
      const findings = [...(await inspect(await postgresDatabase())), ...(await checkRedis(redis.url))]
      expect(states(findings)).toEqual([
        'database: ok',
        'migrations: ok',
        'clock against the database: ok',
        'encrypted values: ok',
        'shops: ok',
        'Redis: ok',
        'clock against Redis: ok',
      ])
      expect(findings[0]?.detail).toMatch(/^PostgreSQL 1\d/)
      expect(findings[5]?.detail).toMatch(/^127\.0\.0\.1:\d+, version [78]/)
    } finally {
      await redis.stop()
    }
  })

  it('that are away are wrong, without their passwords', async () => {
    const findings = [
      ...(await inspect('postgresql://shop:hunter2@127.0.0.1:1/shop')),
      ...(await checkRedis('redis://:hunter2@127.0.0.1:1')),
    ]
    expect(states(findings)).toEqual(['database: wrong', 'Redis: wrong'])
    remedied(findings)
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })

  it('a database without our tables has all migrations pending, and gets none', async () => {
    const url = await postgresDatabase({ empty: true })
    for (const _again of [1, 2]) {
      const findings = await inspect(url)
      expect(states(findings)).toEqual([
        'database: ok',
        'migrations: warning',
        'clock against the database: ok',
      ])
      expect(findings[1]?.detail).toMatch(/^0 applied, \d+ pending, first 2026/)
    }
  })

  it('a migration that this version does not know is wrong', async () => {
    const url = await withDatabase(
      (prisma) => prisma.$executeRaw`
        INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
        VALUES ('x', 'x', '29990101000000_future', now(), 1)`,
    )
    const [, migrations] = await inspect(url)
    expect(migrations).toMatchObject({
      state: 'wrong',
      detail: expect.stringContaining('29990101000000_future'),
    })
  })

  it('shops whose permission ends are told, each as it stands', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    const shop = (name: string, more: object) => ({
      platform: 'JD' as const,
      externalShopId: name,
      name,
      ...more,
    })
    const { seal } = secretBox([KEY])
    const url = await withDatabase((prisma) =>
      prisma.shop.createMany({
        data: [
          shop('fine', {
            accessToken: seal('a'),
            refreshToken: seal('r'),
            tokenExpiresAt: inDays(1),
            refreshExpiresAt: inDays(90),
          }),
          shop('ends', { accessToken: seal('a'), tokenExpiresAt: inDays(3.5) }),
          shop('over', { accessToken: seal('a'), tokenExpiresAt: inDays(-1) }),
          shop('late', {
            accessToken: seal('a'),
            refreshToken: seal('r'),
            tokenExpiresAt: inDays(-1),
            refreshExpiresAt: inDays(90),
          }),
          shop('refused', { status: 'NEEDS_AUTHORIZATION', statusReason: 'JD said no' }),
          shop('gone', { status: 'UNLINKED' }),
        ],
      }),
    )
    const found = (await inspect(url)).filter(({ name }) => name.startsWith('shop'))
    expect(states(found).sort()).toEqual([
      'shop JD ends: warning',
      'shop JD late: warning',
      'shop JD over: wrong',
      'shop JD refused: wrong',
      'shops: ok',
    ])
    expect(found.find(({ name }) => name === 'shop JD ends')?.detail).toContain('in 3 days')
    expect(found.find(({ name }) => name === 'shops')?.detail).toContain('1 linked')
    remedied(found)
  })

  it('values that need an older key are a warning, those that no key opens are wrong', async () => {
    const old = Buffer.from(KEY).reverse()
    const url = await withDatabase((prisma) =>
      prisma.supplier.create({ data: { key: 's', name: 's', webhookSecret: secretBox([old]).seal('s') } }),
    )
    const sealed = async (...keys: Buffer[]) => {
      const ENCRYPTION_KEY = keys.map((key) => key.toString('base64')).join(',')
      return (await inspect(url, { ENCRYPTION_KEY })).find(({ name }) => name === 'encrypted values')?.state
    }
    expect(await sealed(old)).toBe('ok')
    expect(await sealed(KEY, old)).toBe('warning')
    expect(await sealed(KEY)).toBe('wrong')
  })
})

describe('npm run doctor', () => {
  const doctor = async (env: Record<string, string>, ...args: string[]) => {
    const program = run('scripts/doctor.ts', env, args)
    const { code } = await program.ended()
    expect(program.stderr).toBe('')
    return { code, stdout: program.stdout }
  }

  it('ends with 1 when something is wrong, or with --strict when somebody should look', async () => {
    const memory = { DATA_DIR: ':memory:' }
    const usual = await doctor(memory)
    expect(usual.code).toBe(0)
    expect(usual.stdout).toMatch(/^warning {2}token keys +the secret is printed in this project/m)
    expect(usual.stdout).toMatch(/\d+ ok, \d+ warnings, 0 wrong\n$/)
    expect((await doctor(memory, '--strict')).code).toBe(1)
    const wrong = await doctor({ NODE_ENV: 'production' }, '--json')
    expect(wrong.code).toBe(1)
    expect((JSON.parse(wrong.stdout) as Finding[])[0]).toMatchObject({
      name: 'configuration',
      state: 'wrong',
    })
  })

  it('knows a gateway and its sandbox that run already', async () => {
    const program = await startProgram({ DATA_DIR: ':memory:' })
    const port = new URL(program.url).port
    const sandbox = /sandbox +http:\/\/\S+:(\d+)/.exec(program.stdout)?.[1] ?? ''
    const { code, stdout } = await doctor({ DATA_DIR: ':memory:', PORT: port, SANDBOX_PORT: sandbox })
    expect(code).toBe(0)
    expect(stdout).toContain('haitao-graph runs there already')
    expect(stdout).toContain('a sandbox runs there already')
  })
})

it('the report shows state, name, detail and remedy of each', () => {
  const found: Finding[] = [
    { name: 'a', state: 'ok', detail: 'fine' },
    { name: 'long name', state: 'wrong', detail: 'broken', remedy: 'mend it' },
  ]
  expect(report(found)).toBe(
    'ok       a          fine\nwrong    long name  broken\n                    -> mend it\n\n1 ok, 0 warnings, 1 wrong\n',
  )
})
