import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { Refused } from '../domain/user-error.ts'

const MOST_ROWS = 20_000
/** Characters. */
const LONGEST = 5_000_000

/** Rows as comma-separated values (RFC 4180), safe to open in a spreadsheet: what would be a formula there is a text. */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return stringify(rows as (string | null)[][], { record_delimiter: 'windows', escape_formulas: true })
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
  return body.map(({ record, info: { lines } }) => ({
    line: lines,
    at: (column) => withoutEscape(record[names.indexOf(column)] ?? '').trim(),
  }))
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

/** The apostrophe that `toCsv`, or a spreadsheet, has put before a formula's sign. */
function withoutEscape(field: string): string {
  return /^'[=+\-@\t\r]/.test(field) ? field.slice(1) : field
}

function tooMuch(what: string): Refused {
  return new Refused('LIMIT_EXCEEDED', ['csv'], `csv: takes at most ${what}`)
}
