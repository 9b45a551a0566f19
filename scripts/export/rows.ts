import { ExportError } from './options.ts'
import type { Plan } from './plan.ts'

export interface ExportPage {
  readonly rows: readonly unknown[]
  /** In all, where the query asks for it. */
  readonly total: number | null
  /** Null: this was the last one. */
  readonly next: string | null
}

interface Connection {
  readonly nodes?: readonly unknown[]
  readonly edges?: readonly { readonly node?: unknown }[]
  readonly totalCount?: unknown
  readonly exportPage?: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** @throws ExportError when the answer has nothing where the rows should be */
export function pageIn(data: unknown, { path, rows }: Pick<Plan, 'path' | 'rows'>): ExportPage {
  if (path === null) return { rows: firstList(data), total: null, next: null }
  const found = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data)
  const connection = found as Connection | null | undefined
  const items = connection?.[rows]
  if (!connection || !items) throw new ExportError(`the answer has nothing at ${path.join('.')}`)
  const { hasNextPage = false, endCursor = null } = connection.exportPage ?? {}
  return {
    rows: items,
    total: typeof connection.totalCount === 'number' ? connection.totalCount : null,
    next: hasNextPage ? endCursor : null,
  }
}

function firstList(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data
  for (const value of Object.values(data ?? {})) {
    if (Array.isArray(value)) return value
    const inner = value && typeof value === 'object' ? firstList(value) : []
    if (inner.length > 0) return inner
  }
  return []
}

/** Value of a row at a path; lists on the way are joined. */
export function cellAt(row: unknown, path: readonly string[]): string | number | boolean | null {
  const values = valuesAt(row, path).filter((value) => value !== null && value !== undefined)
  if (values.length === 0) return null
  return values.length === 1 ? cell(values[0]) : values.map((value) => cell(value)).join('; ')
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [key, ...rest] = path
  if (key === undefined) return [value]
  return value && typeof value === 'object' ? valuesAt((value as Record<string, unknown>)[key], rest) : []
}

/** Texts that a spreadsheet would take for a formula are kept from it; numbers are no formulas. */
function cell(value: unknown): string | number | boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}
