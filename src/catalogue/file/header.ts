import { localeOf } from '../localized-input.ts'
import { COLUMNS, type ColumnKind } from './columns.ts'

export interface Column {
  readonly kind: ColumnKind
  /** Its name as an export writes it: `price`, `title:en`, `opening_stock:HUB`. */
  readonly name: string
  /** The language or the code of the warehouse; '' where the kind has none. */
  readonly part: string
}

const KINDS: ReadonlyMap<string, ColumnKind> = new Map(COLUMNS.map((kind) => [kind.name, kind]))
const PARTS = { language: '<language>', warehouse: '<warehouse code>' } as const
const namesOfKinds = COLUMNS.map((kind: ColumnKind) =>
  kind.per ? `${kind.name}:${PARTS[kind.per]}` : kind.name,
)

/** Columns that an empty file begins with. */
export function columnsFor(languages: readonly string[], warehouses: readonly string[]): Column[] {
  return COLUMNS.flatMap((kind: ColumnKind) => {
    if (!kind.per) return [{ kind, name: kind.name, part: '' }]
    const parts = kind.per === 'language' ? languages : warehouses
    return parts.map((part) => ({ kind, name: `${kind.name}:${part}`, part }))
  })
}

/**
 * Columns of a file by its first line; null for one without a name. Case, spaces and hyphens do not matter.
 * @returns or the errors of the line, a sentence for each column
 */
export function readHeader(
  cells: readonly string[],
): { readonly columns: readonly (Column | null)[] } | { readonly problems: readonly string[] } {
  const problems: string[] = []
  const seen = new Set<string>()
  const columns = cells.map((cell, index): Column | null => {
    if (cell === '') return null
    const column = columnOf(cell)
    if (typeof column === 'string') problems.push(`Column ${index + 1}, ${quoted(cell)}, ${column}`)
    else if (seen.has(column.name)) problems.push(`The column ${column.name} is there twice.`)
    else {
      seen.add(column.name)
      return column
    }
    return null
  })
  if (problems.length === 0 && !['sku', 'handle', 'category'].some((name) => seen.has(name)))
    problems.push('A column sku, handle or category has to say what each line is about.')
  return problems.length > 0 ? { problems } : { columns }
}

/** A sentence for an unknown column. */
function columnOf(cell: string): Column | string {
  const [, name = '', part = ''] = /^([^:：]*)(?:[:：]([\s\S]*))?$/.exec(cell) ?? []
  const kind = KINDS.get(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  )
  if (!kind) return `is none of the file's columns: ${namesOfKinds.join(', ')}.`
  const given = part.trim()
  if (!kind.per)
    return given === '' ? { kind, name: kind.name, part: '' } : `has to be ${kind.name}, without ":".`
  if (given === '') return `needs a ${kind.per} behind it: ${kind.name}:${PARTS[kind.per]}.`
  const known = kind.per === 'language' ? localeOf(given) : given
  if (known === null) return `names no BCP 47 language, such as ${kind.name}:en or ${kind.name}:zh.`
  return { kind, name: `${kind.name}:${known}`, part: known }
}

const quoted = (cell: string) => JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell)
