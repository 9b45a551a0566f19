import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll } from 'vitest'
import { type Config, DEVELOPMENT_JWT_SECRET } from '../../../src/config/index.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import { until } from '../../support/until.ts'
import { type Answer, ask } from './ask.ts'
import { bearer } from './gateway.ts'

export const ROOT = resolve(import.meta.dirname, '../../..')
const DEVELOPMENT: Pick<Config, 'auth'> = {
  auth: {
    kind: 'secret',
    secret: DEVELOPMENT_JWT_SECRET,
    formerSecret: null,
    issuers: [],
    tokenLifeMs: 60_000,
  },
}

/** A process of the program, as `npm start` runs it. */
export interface Program {
  readonly pid: number
  readonly stdout: string
  readonly stderr: string
  /** Null while it runs. */
  readonly exit: { readonly code: number | null; readonly signal: string | null } | null
  signal(signal: NodeJS.Signals): void
  /** Waits for its end. */
  ended(): Promise<NonNullable<Program['exit']>>
}

/** What a test asks a running gateway for, wherever it runs. */
export interface RunningProgram extends Program {
  readonly url: string
  readonly graph: string
  ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role): Promise<Answer<Data>>
  authorization(role: Role): Promise<string | undefined>
}

const started = new Set<Program>()
/** Call at the top of a file that runs programs: none survives it. */
export function stopProgramsAfterwards(): void {
  afterAll(async () => {
    for (const program of started) program.signal('SIGKILL')
    await Promise.all([...started].map((program) => program.ended()))
    started.clear()
  })
}

/** Nothing of the tests' own environment reaches the program. */
const ENV = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TZ: 'America/New_York' }

/** Starts a script of the project. Its ports are free ones and there is no traffic unless `env` says otherwise. */
export function run(script: string, env: Record<string, string> = {}, args: readonly string[] = []): Program {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: {
      ...ENV,
      PORT: '0',
      SANDBOX_PORT: '0',
      SANDBOX_TRAFFIC: 'off',
      SYNC: 'off',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const program = {
    pid: child.pid ?? 0,
    stdout: '',
    stderr: '',
    exit: null as Program['exit'],
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    ended: () => until(() => program.exit, `the end of ${script}`, 60_000),
  }
  child.stdout.on('data', (part: Buffer) => {
    program.stdout += part
  })
  child.stderr.on('data', (part: Buffer) => {
    program.stderr += part
  })
  // Not at `exit`: then everything it wrote is here.
  child.on('close', (code, signal) => {
    program.exit = { code, signal }
  })
  started.add(program)
  return program
}

/** Starts the program and waits until it says where it is. */
export async function startProgram(env: Record<string, string>): Promise<RunningProgram> {
  const program = run('src/main.ts', env)
  const graph = await until(
    () => program.exit !== null || /^ {2}graph +(\S+)/m.exec(program.stdout)?.[1],
    'the greeting',
    120_000,
  )
  if (graph === true) throw new Error(`it ended instead of starting: ${program.stderr}`)
  const authorization: RunningProgram['authorization'] = async (role) =>
    role === 'anonymous' ? undefined : bearer(DEVELOPMENT, role)
  return Object.assign(program, {
    url: graph.replace(/\/graphql$/, ''),
    graph,
    authorization,
    ask: async <Data>(query: string, variables: Record<string, unknown> = {}, role: Role = 'operator') =>
      ask<Data>(graph, { query, variables, authorization: await authorization(role) }),
  })
}
