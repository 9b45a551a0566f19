/** One row of the table: what was seen at one time. Megabytes and counts. */
export interface Sample {
  /** Since the load began. */
  readonly minute: number
  readonly heap: number
  readonly rss: number
  /** Handles of network sockets in the program, timers, and all resources together. */
  readonly sockets: number
  readonly timers: number
  readonly resources: number
  readonly redis: number
  readonly sql: number
  readonly operations: number
  readonly events: number
  /** Per cent of one core since the row before. */
  readonly cpu: number
}

/** What may grow after the warm-up, over the whole rest of the run. */
export interface Limit {
  readonly column: keyof Sample
  /** In units of the column, and as a part of where it was; the larger counts. */
  readonly growth: number
  readonly part: number
}

const LIMITS: readonly Limit[] = [
  { column: 'heap', growth: 10, part: 0.1 },
  // V8 and the allocator give memory back late: what leaks shows in the heap or goes on for longer than this.
  { column: 'rss', growth: 40, part: 0.15 },
  { column: 'sockets', growth: 12, part: 0 },
  { column: 'timers', growth: 12, part: 0.1 },
  { column: 'resources', growth: 25, part: 0.1 },
  { column: 'redis', growth: 1, part: 0 },
  // The pool opens and closes connections as it needs them, up to 20.
  { column: 'sql', growth: 20, part: 0 },
]

/** The first part of the run in which caches fill, pools open and V8 settles. */
const WARM_UP = 0.3

export interface Verdict {
  readonly column: keyof Sample
  readonly start: number
  readonly end: number
  /** Growth over the rest of the run by the trend of all samples. */
  readonly growth: number
  readonly allowed: number
  readonly ok: boolean
}

/** Compares the trend of each column after the warm-up with what it may grow. */
export function judge(samples: readonly Sample[], limits: readonly Limit[] = LIMITS): Verdict[] {
  const last = samples.at(-1)?.minute ?? 0
  const measured = samples.filter(({ minute }) => minute >= last * WARM_UP)
  const minutes = measured.map(({ minute }) => minute)
  const length = (minutes.at(-1) ?? 0) - (minutes[0] ?? 0)
  return limits.map(({ column, growth: absolute, part }) => {
    const values = measured.map((sample) => sample[column])
    const start = median(values.slice(0, 3))
    const end = median(values.slice(-3))
    const growth = slope(minutes, values) * length
    const allowed = Math.max(absolute, part * start)
    return { column, start, end, growth, allowed, ok: growth <= allowed }
  })
}

/** Theil-Sen: the median of the slopes of all pairs; single outliers do not move it. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const slopes: number[] = []
  for (let i = 0; i < x.length; i++)
    for (let j = i + 1; j < x.length; j++) {
      const run = (x[j] ?? 0) - (x[i] ?? 0)
      if (run > 0) slopes.push(((y[j] ?? 0) - (y[i] ?? 0)) / run)
    }
  return slopes.length > 0 ? median(slopes) : 0
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
