import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FromProgram, ProgramSample, ToProgram } from './messages.ts'

/** How long the program may take for an answer, and for a clean exit after a stop, in ms. */
const PATIENCE = 60_000

export interface SoakedProgram {
  readonly graph: string
  readonly sandboxUrl: string
  sample(): Promise<ProgramSample>
  /** Stops it in good order. @returns what it held afterwards, and how it exited */
  stop(): Promise<{ readonly sample: ProgramSample; readonly ended: string }>
  kill(): void
}

/** Starts the program in a process of its own, with nothing of this one's environment. */
export async function startSoakedProgram(env: Readonly<Record<string, string>>): Promise<SoakedProgram> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'program.ts')],
    {
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  const waiting = new Map<number, (sample: ProgramSample) => void>()
  const started = new Promise<{ graph: string; sandboxUrl: string }>((resolve, reject) => {
    child.on('message', (message: FromProgram) => {
      if ('graph' in message) return resolve(message)
      waiting.get(message.id)?.(message.sample)
      waiting.delete(message.id)
    })
    child.once('exit', (code) => reject(new Error(`the program ended at its start (${code})`)))
  })
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  let last = 0
  const ask = (what: ToProgram['what']) =>
    new Promise<ProgramSample>((resolve, reject) => {
      const id = ++last
      const timer = setTimeout(() => reject(new Error(`the program does not answer (${what})`)), PATIENCE)
      waiting.set(id, (sample) => {
        clearTimeout(timer)
        resolve(sample)
      })
      child.send({ id, what } satisfies ToProgram)
    })

  const { graph, sandboxUrl } = await started
  return {
    graph,
    sandboxUrl,
    sample: () => ask('sample'),
    async stop() {
      const sample = await ask('stop')
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('did not end by itself'), PATIENCE)
      })
      const ended = await Promise.race([exited.then(([code, signal]) => `exit ${signal ?? code}`), late])
      clearTimeout(timer)
      return { sample, ended }
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
