/** Sums since the process started, for metrics. */
export interface QueryCounters {
  /** Answers made by a compiled query. */
  compiled: number
  /** Started by a compiled query, then rerun by the general executor. */
  repeated: number
  /** Compiled, and answered without the rest of the pipeline. */
  direct: number
  cacheHits: number
  cacheMisses: number
  /** Kept answers that were forgotten because something changed. */
  cacheInvalidations: number
}

export function queryCounters(): QueryCounters {
  return { compiled: 0, repeated: 0, direct: 0, cacheHits: 0, cacheMisses: 0, cacheInvalidations: 0 }
}
