import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { plainCell, safeCell } from '../domain/csv/cells.ts'
import { Refused, type UserError } from '../domain/user-error.ts'

const MOST_ROWS = 20_000
/** Maximum number of errors in one answer. */
export const MOST_TOLD = 100
/** Characters. */
const LONGEST = 5_000_000

/** Rows as comma-separated values (RFC 4180), safe to open in a spreadsheet: formulas are escaped. */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (cell === null ? null : safeCell(cell)))),
    { record_delimiter: 'windows' },
  )
}

/** One row below the names of the columns. */
export interface TableRow {
  /** Of the text, counted from 1: where people look for it. */
  readonly line: number
  /** The field of a column, trimmed; '' where there is none. */
  at(column: string): string
}

/**
 * A table that somebody filled in and brings back as the argument `csv`.
 * @throws Refused when it can't be read, is too long, or lacks one of the columns
 */
export function readTable(csv: string, columns: readonly string[]): TableRow[] {
  if (csv.length > LONGEST) throw tooMuch(`${LONGEST} characters`)
  const [head, ...body] = rowsOf(csv)
  if (body.length > MOST_ROWS) throw tooMuch(`${MOST_ROWS} rows`)
  const names = (head?.record ?? []).map((name) => name.trim().toLowerCase())
  const missing = columns.find((name) => !names.includes(name))
  if (missing) throw new Refused('INVALID_INPUT', ['csv'], `csv: the first row has no column ${missing}`)
  const twice = columns.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice) throw new Refused('INVALID_INPUT', ['csv'], `csv: the first row has the column ${twice} twice`)
  return body.map(({ record, info: { lines } }) => ({
    line: lines,
    at: (column) => plainCell(record[names.indexOf(column)] ?? '').trim(),
  }))
}

/**
 * The rows without repetitions.
 * @param about columns that name what a row is about; two rows about the same thing have to agree in `says`
 * @throws Refused that names both lines of rows that contradict each other
 */
export function agreeingRows(
  rows: readonly TableRow[],
  about: readonly string[],
  says: readonly string[],
): TableRow[] {
  const textOf = (row: TableRow, columns: readonly string[]) => JSON.stringify(columns.map(row.at))
  const first = new Map<string, TableRow>()
  const errors: UserError[] = []
  for (const row of rows) {
    const key = textOf(row, about)
    const earlier = first.get(key)
    if (!earlier) first.set(key, row)
    else if (textOf(earlier, says) !== textOf(row, says))
      errors.push({
        code: 'INVALID_INPUT',
        field: ['csv'],
        message: `csv: lines ${earlier.line} and ${row.line} contradict each other: both are about ${about.map((column) => `${column} "${row.at(column).slice(0, 60)}"`).join(', ')}`,
      })
  }
  if (errors.length > 0) throw new Refused(errors.slice(0, MOST_TOLD))
  return [...first.values()]
}

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function rowsOf(csv: string): ParsedRow[] {
  try {
    return parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as ParsedRow[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Refused('INVALID_INPUT', ['csv'], `csv: ${error.message}`)
  }
}

function tooMuch(what: string): Refused {
  return new Refused('LIMIT_EXCEEDED', ['csv'], `csv: takes at most ${what}`)
}
