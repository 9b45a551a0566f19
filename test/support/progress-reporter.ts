import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { Reporter, TestModule, TestSpecification } from 'vitest/node'
import { minutes, timeLeft } from './time-left.ts'

/** Without a terminal a line is written so often, ms. */
const EVERY_MS = 30_000
const REDRAW_MS = 1_000
const CLEAR = '\r\u001b[K'

export interface ProgressOptions {
  readonly root: string
  /** Keeps what the files took, for the next run. */
  readonly cache: string
  readonly workers: number
}

/**
 * Says how far a run is and about how long it will take: on a terminal in one line that stays below the others, else
 * in a line each half minute.
 */
export class ProgressReporter implements Reporter {
  readonly #options: ProgressOptions
  readonly #left = new Set<string>()
  readonly #done = new Map<string, number>()
  /** Of those that did not break off at a failure. */
  readonly #whole = new Map<string, number>()
  #before: Record<string, number> = {}
  #began = 0
  #timer: NodeJS.Timeout | undefined
  #restore = () => {}

  constructor(options: ProgressOptions) {
    this.#options = options
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    for (const { project, moduleId } of specifications) this.#left.add(this.#name(project.name, moduleId))
    this.#before = read(this.#options.cache)
    this.#began = performance.now()
    const terminal = process.stdout.isTTY && !process.env.CI
    if (terminal) this.#restore = keepBelow(() => this.#line())
    this.#timer = setInterval(
      () => process.stdout.write(terminal ? '' : `${this.#line()}\n`),
      terminal ? REDRAW_MS : EVERY_MS,
    )
    this.#timer.unref()
  }

  onTestModuleEnd(module: TestModule): void {
    const { duration, collectDuration, setupDuration } = module.diagnostic()
    const name = this.#name(module.project.name, module.moduleId)
    this.#left.delete(name)
    const ms = Math.round(duration + collectDuration + setupDuration)
    this.#done.set(name, ms)
    if (module.ok()) this.#whole.set(name, ms)
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer)
    this.#restore()
    write(this.#options.cache, this.#whole)
  }

  #line(): string {
    const { workers } = this.#options
    const all = this.#left.size + this.#done.size
    const left = timeLeft({ left: [...this.#left], done: this.#done, before: this.#before, workers })
    const elapsed = minutes(performance.now() - this.#began)
    const sofar = `${this.#done.size} of ${all} test files in ${elapsed}`
    // Before the first file is done nothing is known of it but what earlier runs took.
    const isGuess = this.#done.size === 0 && Object.keys(this.#before).length === 0
    return isGuess ? sofar : `${sofar}, about ${minutes(left)} to go`
  }

  readonly #name = (project: string, file: string) => `${project} ${relative(this.#options.root, file)}`
}

/** Keeps a line below all that is written to the terminal. @returns what ends it */
function keepBelow(line: () => string): () => void {
  const streams = [process.stdout, process.stderr]
  const writes = streams.map((stream) => stream.write)
  for (const [index, stream] of streams.entries()) {
    const write = writes[index] as typeof stream.write
    stream.write = ((chunk: string | Uint8Array, ...more: never[]) => {
      write.call(process.stdout, CLEAR)
      const result = write.call(stream, chunk, ...more)
      // Only below whole lines: another part may follow.
      if (chunk.length === 0 || String(chunk).endsWith('\n'))
        write.call(process.stdout, line().slice(0, process.stdout.columns - 1))
      return result
    }) as typeof stream.write
  }
  return () => {
    for (const [index, stream] of streams.entries()) stream.write = writes[index] as typeof stream.write
    process.stdout.write(CLEAR)
  }
}

function read(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // There was no run before, or another one is writing.
    return {}
  }
}

/** Safe next to another run that does the same. */
function write(file: string, done: ReadonlyMap<string, number>): void {
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.${process.pid}`
  writeFileSync(part, JSON.stringify({ ...read(file), ...Object.fromEntries(done) }))
  renameSync(part, file)
}
