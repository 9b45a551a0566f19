import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardedElsewhere } from './end-children.ts'

/** Whom a server runs as; null: as this process. PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/**
 * A shell next to every server waits for one line on its stdin. When the test process ends, in any
 * way, the pipe closes without that line: the shell ends the server and removes its folder.
 */
const GUARD = `
read -r line
[ "$line" = done ] && exit 0
kill -"$3" "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$1" 2>/dev/null
rm -rf "$2"
`

export interface SupervisedOptions {
  /** Made by `temporaryFolder`; the server's output goes to `log` in it. */
  folder: string
  command: string
  args: readonly string[]
  /** What ends the server in good order. */
  signal: 'SIGINT' | 'SIGTERM' | 'SIGQUIT'
  runAs: RunAs | null
}

export interface Supervised {
  running(): boolean
  /** As a crash: at once, nothing is written any more. */
  kill9(): Promise<void>
  /** As a machine that hangs: connections stay open, nothing answers. */
  pause(): void
  resume(): void
  /** In good order; the folder stays. */
  stop(): Promise<void>
}

/** Starts a server that dies with this process. */
export function supervise({ folder, command, args, signal, runAs }: SupervisedOptions): Supervised {
  const log = openSync(join(folder, 'log'), 'a')
  // Detached, out of the terminal's process group: Ctrl-C is for the tests, the closed pipe for the server.
  const common = { cwd: folder, detached: true, ...(runAs ?? {}) }
  const server = guardedElsewhere(spawn(command, args, { ...common, stdio: ['ignore', log, log] }))
  closeSync(log)
  const guard = guardedElsewhere(
    spawn('sh', ['-c', GUARD, 'sh', `${server.pid}`, folder, signal.slice(3)], {
      ...common,
      stdio: ['pipe', 'ignore', 'ignore'],
    }),
  )
  guard.stdin.on('error', () => {})
  for (const child of [server, guard]) child.unref()
  const running = () => server.exitCode === null && server.signalCode === null
  const end = async (how: NodeJS.Signals) => {
    if (running()) {
      const exited = once(server, 'exit')
      server.ref()
      server.kill(how)
      await exited
    }
    await dismiss(guard)
  }
  return {
    running,
    kill9: () => end('SIGKILL'),
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    stop: () => end(signal),
  }
}

async function dismiss(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return
  const exited = once(guard, 'exit')
  guard.ref()
  guard.stdin?.end('done\n')
  await exited
}

/** A folder of its own under the system's temporary one, owned by whom the server runs as. */
export async function temporaryFolder(name: string, runAs: RunAs | null = null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `haitao-test-${name}-`))
  if (runAs) await chown(folder, runAs.uid, runAs.gid)
  return folder
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The end of what the server wrote, for the message of a start that failed. */
export async function logOf(folder: string): Promise<string> {
  return (await readFile(join(folder, 'log'), 'utf8').catch(() => '')).slice(-2_000)
}
