import { inspect, isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type AppOptions, buildApp, type Running } from '../../../src/app.ts'
import { signToken } from '../../../src/auth/tokens.ts'
import { type Config, readConfig } from '../../../src/config/index.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import type { Logger } from '../../../src/server/logger.ts'
import { cluster } from '../../support/shared-parts.ts'
import { type Answer, ask } from './ask.ts'

interface LogLine {
  readonly level: string
  readonly fields: Record<string, unknown>
  readonly message: string
}

export interface Gateway extends Running {
  /** Address of the graph. */
  readonly graph: string
  readonly config: Config
  /** Every SQL statement since the list was last emptied. */
  readonly statements: string[]
  readonly log: LogLine[]
  /** Asks over HTTP as this role. */
  ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role): Promise<Answer<Data>>
  /** The value of the Authorization header; undefined for anonymous. */
  authorization(role: Role, subject?: string): Promise<string | undefined>
}

/** The whole program in this process, with its sandbox, over the embedded database in memory, on free ports. */
export async function startGateway(
  env: Record<string, string> = {},
  options: Omit<AppOptions, 'onStatement'> = {},
): Promise<Gateway> {
  const config = readConfig({
    DATA_DIR: ':memory:',
    PORT: '0',
    SANDBOX_PORT: '0',
    SANDBOX_TRAFFIC: 'off',
    SYNC: 'off',
    LOG_LEVEL: 'silent',
    ...env,
  })
  const statements: string[] = []
  const log: LogLine[] = []
  const running = await buildApp(config, {
    cluster: await cluster(isSeededAlike(config) ? 'seeded' : 'migrated'),
    ...options,
    log: options.log ?? recorder(log),
    onStatement: (sql) => statements.push(sql),
  }).start()
  const graph = `http://127.0.0.1:${running.port}/graphql`
  const authorization: Gateway['authorization'] = async (role, subject = `test-${role}`) =>
    role === 'anonymous' ? undefined : bearer(config, role, subject)
  return {
    ...running,
    graph,
    config,
    statements,
    log,
    authorization,
    ask: async (query, variables = {}, role = 'operator') =>
      ask(graph, { query, variables, authorization: await authorization(role) }),
  }
}

/** Seeded as any other gateway: with the key of development, by which the tokens of its shops are sealed. */
function isSeededAlike({ sandbox, encryptionKeys }: Config): boolean {
  return sandbox.enabled && sandbox.seed && isDeepStrictEqual(encryptionKeys, readConfig({}).encryptionKeys)
}

/** The file's gateway: started before its tests, stopped after them. What it logs as an error explains a failed test. */
export function gatewayOfThisFile(env: Record<string, string> = {}): () => Gateway {
  let gateway: Gateway | undefined
  beforeAll(async () => {
    gateway = await startGateway(env)
  })
  let before = 0
  beforeEach(() => {
    before = gateway?.log.length ?? 0
  })
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const { level, fields, message } of gateway?.log.slice(before) ?? [])
      if (level === 'error') process.stderr.write(`${message}: ${inspect(fields)}\n`)
  })
  afterAll(() => gateway?.stop())
  return () => {
    if (!gateway) throw new Error('the gateway starts in beforeAll: use it in tests and hooks')
    return gateway
  }
}

export async function bearer(
  { auth }: Pick<Config, 'auth'>,
  role: Exclude<Role, 'anonymous'>,
  subject = `test-${role}`,
  ttlSeconds = 600,
): Promise<string> {
  if (auth.kind !== 'secret') throw new Error('tests sign with the shared secret')
  return `Bearer ${await signToken(auth.secret, { role, subject, ttlSeconds })}`
}

function recorder(lines: LogLine[]): Logger {
  const at = (level: string) => (first: unknown, message?: unknown) => {
    const fields = typeof first === 'object' ? (first as Record<string, unknown>) : {}
    lines.push({ level, fields, message: String(typeof first === 'string' ? first : message) })
  }
  return Object.fromEntries(
    ['debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, at(level)]),
  ) as unknown as Logger
}
