import type { BenchOptions } from './options.ts'

/** What each part of the benchmark is given. */
export interface Part {
  readonly options: BenchOptions
  readonly say: (text: string) => void
  /** Says what comes next, and how busy the machine is just then. */
  readonly heading: (text: string) => void
}
