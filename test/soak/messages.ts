/** One look into the program's process, after a collection of garbage. Bytes. */
export interface ProgramSample {
  readonly heapUsed: number
  readonly rss: number
  readonly external: number
  /** CPU used since its start, user and system. */
  readonly cpuMicros: number
  /** What keeps the process alive, counted by kind. */
  readonly resources: Readonly<Record<string, number>>
  /** Unhandled rejections, warnings and logged errors so far, with how often. */
  readonly problems: readonly (readonly [string, number])[]
}

export interface ToProgram {
  readonly id: number
  readonly what: 'sample' | 'stop'
}

export type FromProgram =
  | { readonly graph: string; readonly sandboxUrl: string }
  | { readonly id: number; readonly sample: ProgramSample }
