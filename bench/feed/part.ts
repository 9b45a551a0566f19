import type { BenchOptions } from './options.ts'

/** Inputs of each part of the benchmark. */
export interface Part {
  readonly options: BenchOptions
  readonly say: (text: string) => void
  /** Says what comes next, and how busy the machine is just then. */
  readonly heading: (text: string) => void
}
