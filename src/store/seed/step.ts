import type { Tx } from '../transaction.ts'

/** The rows of one table, ready to be written. */
export interface Step {
  /** For progress, for example `products`. */
  readonly what: string
  readonly count: number
  /** `written` is told how many rows were written since it was last called. */
  run(tx: Tx, written: (rows: number) => void): Promise<void>
}

/** Rows of one statement: wide rows times this many stay below PostgreSQL's 65535 parameters. */
const CHUNK = 1000

export function step<Row>(
  what: string,
  rows: readonly Row[],
  insert: (tx: Tx, data: Row[]) => Promise<unknown>,
): Step {
  return {
    what,
    count: rows.length,
    async run(tx, written) {
      for (let start = 0; start < rows.length; start += CHUNK) {
        const data = rows.slice(start, start + CHUNK)
        await insert(tx, data)
        written(data.length)
      }
    },
  }
}
