import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** As a supervisor would: not at once, so that a process that can't start does not eat the machine. */
const RESTART_MS = 300
/** A start takes seconds, and many times that on a machine that does much else, ms. */
const READY_MS = 120_000

export interface MemberOptions {
  readonly name: string
  readonly role: 'gateway' | 'worker'
  readonly port: number
  readonly env: Record<string, string>
  /** Its own ways to the servers, so that one process can be cut off alone. */
  readonly links: Readonly<Record<'postgres' | 'redis', TcpProxy>>
}

/** One process of the program, started again whenever it ends. */
export class Member {
  readonly options: MemberOptions
  /** Times that it was started again. */
  restarts = 0
  /** What it wrote on standard error last. */
  complaints = ''
  #child: ChildProcess | null = null
  #stopping = false
  #loop: Promise<void> = Promise.resolve()

  constructor(options: MemberOptions) {
    this.options = options
    process.once('exit', this.#killWithUs)
  }

  start(): void {
    this.#loop = this.#keepRunning()
  }

  async ready(): Promise<void> {
    const url = `http://127.0.0.1:${this.options.port}/readyz`
    let last = ''
    const answers = () =>
      fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        async (response) => {
          last = await response.text()
          return response.ok
        },
        (error: Error) => {
          last = error.message
          return false
        },
      )
    try {
      await until(answers, `${this.options.name} to be ready`, READY_MS)
    } catch (error) {
      const state = this.#child ? `process ${this.#child.pid}` : 'no process'
      throw new Error(`${(error as Error).message}: ${state}, ${last}\n${this.complaints}`)
    }
  }

  kill9(): void {
    this.#child?.kill('SIGKILL')
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.kill9()
    await this.#loop
    process.off('exit', this.#killWithUs)
  }

  readonly #killWithUs = () => this.kill9()

  async #keepRunning(): Promise<void> {
    const { role, port, env } = this.options
    for (;;) {
      const child = spawn(process.execPath, ['src/main.ts'], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ROLE: role, PORT: `${port}`, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      this.#child = child
      child.stderr.on('data', (part: Buffer) => {
        this.complaints = (this.complaints + part).slice(-4_000)
      })
      await once(child, 'exit')
      this.#child = null
      if (this.#stopping) return
      await delay(RESTART_MS)
      if (this.#stopping) return
      this.restarts++
    }
  }
}
