/** A part of a list that is computed per request. */
export interface Slice {
  readonly offset: number
  readonly limit: number
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** In all; as of the same statement. 0 when the slice is behind the end. */
  readonly total: number
}

/** From the first instant to before the last. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** Rows that say how many there are in all, as `count(*) OVER ()`. */
export function pageOf<Row extends { readonly total: number }>(rows: readonly Row[]): Page<Row> {
  return { rows, total: rows[0]?.total ?? 0 }
}
