import { z } from 'zod'
import { storable } from '../../domain/text.ts'
import { type ImportRow, RowRefused } from '../imports/kind.ts'
import { type About, BadCell } from './columns.ts'
import type { Column } from './header.ts'

/** A line of the file, as it waits to be done. Keys are short: there may be 100,000 of them. */
export const Payload = z.object({
  /** By name of the column; empty ones are left out. */
  cells: z.record(z.string(), z.string()),
  /** Object of the line: code of a SKU, handle of its product, slug of a category. */
  sku: z.string().optional(),
  product: z.string().optional(),
  category: z.string().optional(),
  /** Why it can't be read at all. */
  problem: z.string().optional(),
  /** Position of the first line about the same product; absent: this one. */
  first: z.number().optional(),
  /** Positions of the lines that make categories which it names. */
  needs: z.array(z.number()).optional(),
  /** Another line says something else of the same thing. */
  clash: z.object({ about: z.string(), column: z.string(), lines: z.array(z.number()) }).optional(),
})
export type Payload = z.output<typeof Payload>

export interface FileRow extends Payload {
  readonly position: number
  readonly line: number
}

export function fileRow({ position, line, payload }: ImportRow): FileRow {
  return { position, line: line ?? position + 2, ...Payload.parse(payload) }
}

const read = (column: string, text: string | undefined, columns: readonly (Column | null)[]) => {
  const kind = columns.find((one) => one?.name === column)?.kind
  if (!kind || text === undefined) return undefined
  try {
    return kind.read(text)
  } catch {
    // Its line will fail, and say why.
    return undefined
  }
}

/** Remaining work of a line. */
export function payloadOf(
  cells: readonly string[],
  columns: readonly (Column | null)[],
): Payload & { reference: string | undefined } {
  const named: Record<string, string> = {}
  let problem: string | undefined
  for (const [index, text] of cells.entries()) {
    if (text === '') continue
    const column = columns[index]
    if (column) named[column.name] = storable(text)
    else
      problem ??= `cell ${index + 1}, ${quoted(text)}, stands under no column: the first line names ${columns.length}`
  }
  const sku = read('sku', named.sku, columns)
  const product = read('handle', named.handle, columns)
  const isCategory = named.sku === undefined && named.handle === undefined
  const category = isCategory ? read('category', named.category, columns) : undefined
  const reference = named.sku ?? named.handle ?? named.category
  if (reference === undefined) problem ??= 'it needs a sku, a handle or a category'
  else if (!isCategory && named.category !== undefined)
    problem ??= 'a category has a line of its own: the column for those of a product is categories'
  return {
    cells: named,
    ...(sku && { sku }),
    ...(product && { product }),
    ...(category && { category }),
    ...(problem && { problem }),
    reference,
  }
}

/** All errors of a line, in one message. */
export class Problems {
  private readonly found: string[] = []
  private readonly line: number
  constructor(line: number) {
    this.line = line
  }
  /** @param message continues after the column and the value */
  add(column: string, text: string | null, message: string): void {
    this.found.push([column, ...(text === null ? [] : [quoted(text)]), message].join(' ').trim())
  }
  /** @throws RowRefused */
  refuse(code = 'INVALID_INPUT'): void {
    if (this.found.length > 0) throw this.refusal(code)
  }

  refusal(code = 'INVALID_INPUT'): RowRefused {
    return new RowRefused(code, `Line ${this.line}: ${this.found.join('; ')}.`)
  }
}

/** A cell that differs from the stored value. */
export interface NewCell {
  readonly column: Column
  readonly value: string
}

/**
 * Cells of a line that differ from stored values.
 * @param stored '' where there is nothing
 */
export function differing(
  { cells }: FileRow,
  columns: readonly Column[],
  about: About,
  stored: (column: Column) => string,
  problems: Problems,
): NewCell[] {
  return columns.flatMap((column): NewCell[] => {
    const text = cells[column.name]
    if (column.kind.about !== about || text === undefined) return []
    const before = stored(column).replace(/\r\n?/g, '\n').trim()
    // An exported value counts as unchanged, even if it would not be accepted from a person.
    if (text === before) return []
    try {
      const value = column.kind.read(text)
      return value === before || value === '' ? [] : [{ column, value }]
    } catch (error) {
      if (!(error instanceof BadCell)) throw error
      problems.add(column.name, text, error.message)
      return []
    }
  })
}

/** The value of the column of this name, where it differs. */
export const valueIn = (cells: readonly NewCell[]) => (name: string) =>
  cells.find(({ column }) => column.kind.name === name)?.value

/** Those of a text, by language. */
export const textsIn = (cells: readonly NewCell[], name: string) =>
  cells
    .filter(({ column }) => column.kind.name === name)
    .map(({ column, value }) => ({ locale: column.part, text: value }))

export const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
