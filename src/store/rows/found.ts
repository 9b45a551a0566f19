import { READ, type ReadValue } from './read-value.ts'
import type { Shape } from './shape.ts'

export type Row = Record<string, unknown>

/** Rows of one statement. */
export interface Found {
  readonly rows: Row[]
  /** Columns that the rows do not show, each with a value for each row. */
  readonly hidden: readonly unknown[][]
}

/** Values of one column, by its place in the form. */
export function valuesAt({ fields }: Shape, { rows, hidden }: Found, at: number): readonly unknown[] {
  const field = fields[at]
  return field === undefined ? (hidden[at - fields.length] ?? []) : rows.map((row) => row[field])
}

/** The empty result of a shape. */
export function nothing({ columns, fields }: Shape): Found {
  return { rows: [], hidden: columns.slice(fields.length).map(() => []) }
}

/** Takes a row in the format of PostgreSQL's message: the number of values, each after its length, -1 for null. */
export type TakeRow = (bytes: Buffer, start: number) => void

/** Puts rows of a form into `found`. */
export function rowTaker({ columns, fields, below }: Shape, { rows, hidden }: Found): TakeRow {
  const read = columns.map(({ type }) => READ[type] ?? noWay(type))
  // All rows of a form begin as copies of one object, so that they have one hidden class from the start.
  const blank: Row = Object.fromEntries(
    [...fields, ...below.map(({ relation }) => relation.field)].map((f) => [f, null]),
  )
  const shown = fields.length
  return (bytes, start) => {
    let at = start + 2
    const row = { ...blank }
    for (let i = 0; i < read.length; i++) {
      // A value is shorter than 2 GB: a negative length means null.
      const length =
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number)
      at += 4
      let value: unknown = null
      if (length >= 0) {
        value = (read[i] as ReadValue)(bytes, at, at + length)
        at += length
      }
      if (i < shown) row[fields[i] as string] = value
      else hidden[i - shown]?.push(value)
    }
    rows.push(row)
  }
}

function noWay(type: string): never {
  throw new Error(`values of type ${type} can't be read`)
}
