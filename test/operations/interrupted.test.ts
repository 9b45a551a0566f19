import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../path/support/program.ts'
import { until } from '../support/until.ts'
import type { Held } from './interrupted/held.ts'

const CONFIG = 'test/operations/interrupted/vitest.config.ts'

describe('a run of tests that is interrupted', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haitao-interrupted-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** A run as `npm test` makes it, in a process group of its own, when it holds everything. */
  async function start() {
    const file = join(folder, 'held')
    const run = spawn('npx', ['--no-install', 'vitest', 'run', '--config', CONFIG], {
      cwd: ROOT,
      env: { ...process.env, HELD_FILE: file, npm_lifecycle_event: 'test', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    for (const stream of [run.stdout, run.stderr])
      stream.on('data', (part) => {
        said += part
      })
    const text = await until<string | true | null>(
      async () => run.exitCode !== null || (await readFile(file, 'utf8').catch(() => null)),
      'the run to hold everything',
      60_000,
      () => said.length,
    )
    if (text === true) throw new Error(`it ended instead: ${said}`)
    const held = JSON.parse(text) as Held
    expect(await left(held)).toEqual([...Object.keys(held.pids), ...Object.keys(held.ports)])
    const { worker = 0 } = held.pids
    const main = await parentOf(worker)
    return { run, held: { ...held, pids: { ...held.pids, main } }, main }
  }

  it.each([
    ['Ctrl-C', 'SIGINT', 'group'],
    ['SIGTERM', 'SIGTERM', 'main'],
    ['SIGKILL', 'SIGKILL', 'main'],
    ['SIGKILL of npm', 'SIGKILL', 'npm'],
  ] as const)('by %s leaves no process behind', async (_name, signal, target) => {
    const { run, held, main } = await start()
    const pid = run.pid ?? 0
    const exited = once(run, 'exit')
    process.kill({ group: -pid, main, npm: pid }[target], signal)
    await exited
    await until(
      async () => (await left(held)).length === 0,
      'all of it to be gone',
      30_000,
      async () => (await left(held)).join(),
    )
  })
})

/** What of it is still there. */
async function left({ pids, ports }: Held): Promise<string[]> {
  const found: string[] = []
  for (const [name, pid] of Object.entries(pids)) if (await isRunning(pid)) found.push(name)
  for (const [name, port] of Object.entries(ports)) if (await answers(port)) found.push(name)
  return found
}

/** False for a zombie. */
async function isRunning(pid: number): Promise<boolean> {
  const state = (await statOf(pid))?.[0]
  return state !== undefined && state !== 'Z'
}

const parentOf = async (pid: number) => Number((await statOf(pid))?.[1])

/** State, parent and so on, of a process of Linux; null when there is none. */
async function statOf(pid: number): Promise<string[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? null
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (there: boolean) => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
