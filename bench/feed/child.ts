import { spawn, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Reply } from './rpc.ts'

/** A process of the run, bound to one core. */
export interface Child {
  /** @throws when the process ended, or did not answer in time */
  call<Result = void>(command: string, args?: unknown, timeoutMs?: number): Promise<Result>
  stop(): void
}

const PINNED = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0

/** Whether servers and clients have a core each: without, ratios still hold, rates do not. */
export const pinned = () => PINNED

export function startChild(
  core: number,
  file: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Child {
  const node = [
    process.execPath,
    '--expose-gc',
    '--disable-warning=ExperimentalWarning',
    ...flags,
    join(import.meta.dirname, file),
    ...args,
  ]
  const [command = '', ...rest] = PINNED ? ['taskset', '-c', String(core), ...node] : node
  const child = spawn(command, rest, {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    // Libraries have checks for development that no server runs with.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  let ended: string | null = null
  let said = ''
  child.stderr?.on('data', (part) => {
    said = (said + part).slice(-2_000)
  })
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  child.on('close', (code, signal) => {
    ended = `${file} ${args.join(' ')} ended (${signal ?? code}): ${firstError(said)}`
    for (const [id, done] of waiting) done({ id, error: ended })
    waiting.clear()
  })
  return {
    call: <Result>(command: string, args: unknown = null, timeoutMs = 60_000) =>
      new Promise<Result>((resolve, reject) => {
        if (ended) return reject(new Error(ended))
        const id = ++last
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(new Error(`${file} ${command}: no answer in ${timeoutMs} ms`))
        }, timeoutMs)
        waiting.set(id, ({ result, error }) => {
          clearTimeout(timer)
          if (error === undefined) resolve(result as Result)
          else reject(new Error(error))
        })
        child.send({ id, command, args })
      }),
    stop: () => void child.kill('SIGKILL'),
  }
}

function firstError(text: string): string {
  return /^.*Error.*$/m.exec(text)?.[0].trim() ?? text.trim().slice(0, 300)
}
