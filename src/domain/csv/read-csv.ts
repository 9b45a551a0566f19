import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { plainCell } from './cells.ts'

/** Opens the file from its first byte, each time it is called. */
export type OpenFile = () => Promise<AsyncIterable<Uint8Array>>

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** One line of a table; a line whose cells have line breaks spans several of the file. */
export interface CsvLine {
  /** Of the file, from 1: where people look for it. */
  readonly line: number
  /** Trimmed, without the apostrophe that keeps a spreadsheet from running them. */
  readonly cells: readonly string[]
}

export interface CsvTable {
  readonly encoding: CsvEncoding
  readonly separator: string
  /** The first line that is not empty. */
  readonly header: CsvLine
  /** Those below it, read as they are asked for; empty ones are left out. */
  readonly lines: AsyncGenerator<CsvLine>
}

/** The file can't be read as a table. The message tells its author where and why. */
export class CsvUnreadable extends Error {
  override readonly name = 'CsvUnreadable'
}

/** Longest line, in characters: a quote that is never closed would take in the whole file. */
const LONGEST_LINE = 1_000_000
/** Characters in which the line of the separator has to end. */
const LONGEST_HEAD = 100_000
const SEPARATORS = [',', ';', '\t'] as const

/**
 * Reads a file as spreadsheets save it: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030; cells
 * separated by the comma, semicolon or tab that the first line has most. Memory holds a part of the file at a time.
 * @throws CsvUnreadable, at once and while lines are read
 */
export async function readCsv(open: OpenFile): Promise<CsvTable> {
  const encoding = await encodingOf(await open())
  const text = plainLines(decoded(await open(), encoding))
  let head = ''
  for (;;) {
    const next = await text.next()
    if (!next.done) head += next.value
    if (next.done || head.length > LONGEST_HEAD || /\S[^\n]*\n/.test(head)) break
  }
  const named = /^\s*sep=([,;\t])\n/.exec(head)
  if (named) head = head.slice(named[0].length)
  const separator = named?.[1] ?? separatorOf(head)
  const lines = linesOf(head, text, separator, named ? 1 : 0)
  const first = await lines.next()
  if (first.done) throw new CsvUnreadable('The file is empty: its first line names the columns.')
  return { encoding, separator, header: first.value, lines }
}

/** Looks at the whole file: the first byte that tells UTF-8 from GB18030 may be in its last line. */
async function encodingOf(file: AsyncIterable<Uint8Array>): Promise<CsvEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let start = Buffer.alloc(0)
  try {
    for await (const part of file) {
      const known = start.length
      if (known < 2) start = Buffer.concat([start, part])
      if (start.length < 2) continue
      if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
      if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
      utf8.decode(known < 2 ? start : part, { stream: true })
    }
    utf8.decode(start.length < 2 ? start : undefined)
    return 'utf-8'
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return 'gb18030'
  }
}

async function* decoded(file: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const part of file) yield decoder.decode(part, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new CsvUnreadable(
      encoding === 'gb18030'
        ? 'The file is neither UTF-8 nor GB18030: save it as "CSV UTF-8".'
        : `The file begins as ${encoding} and has bytes that are none: save it as "CSV UTF-8".`,
    )
  }
}

/** With `\n` alone at the end of lines, so that they are counted alike everywhere. */
async function* plainLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const part of text) {
    const whole = held + part
    held = whole.endsWith('\r') ? '\r' : ''
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n')
  }
  if (held) yield '\n'
}

function separatorOf(head: string): string {
  const line = head.trimStart().split('\n', 1)[0] ?? ''
  const bare = line.replace(/"[^"]*"/g, '')
  const count = (separator: string) => bare.split(separator).length
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best))
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

async function* linesOf(
  head: string,
  rest: AsyncIterable<string>,
  delimiter: string,
  before: number,
): AsyncGenerator<CsvLine> {
  let last = before
  const parser = parse({
    delimiter,
    info: true,
    // Of lines that wait to be asked for too: an error drops them.
    on_record: ((row: Parsed) => {
      last = row.info.lines + before
      return row
    }) as never,
    record_delimiter: '\n',
    max_record_size: LONGEST_LINE,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  })
  async function* all() {
    yield head
    yield* rest
  }
  // Errors end the parser, and with it the loop below.
  pipeline(Readable.from(all()), parser, () => {})
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      yield { line: info.lines + before - breaks, cells: record.map((cell) => plainCell(cell).trim()) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CsvUnreadable(
      `After line ${last} a cell begins with a quote that is not closed: write " inside of a cell as "".`,
    )
  }
}
