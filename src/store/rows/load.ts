import type { Below, Shape } from './shape.ts'
import { belowStatement, type Statement } from './statement.ts'

/** Rows as arrays of values, in the order of the columns asked for. */
export type AskRows = (statement: Statement, values: readonly unknown[]) => Promise<readonly Values[]>
export type Values = readonly unknown[]
export type Row = Record<string, unknown>

/** Rows with those below them, one statement for each relation of the form. */
export async function loaded(ask: AskRows, shape: Shape, values: readonly Values[]): Promise<Row[]> {
  const rows = rowsOf(shape, values)
  await fillBelow(ask, shape, values, rows)
  return rows
}

export async function fillBelow(
  ask: AskRows,
  { below }: Shape,
  values: readonly Values[],
  rows: readonly Row[],
): Promise<void> {
  if (below.length === 1) return fill(ask, below[0] as Below, values, rows)
  await Promise.all(below.map((one) => fill(ask, one, values, rows)))
}

async function fill(
  ask: AskRows,
  below: Below,
  above: readonly Values[],
  rows: readonly Row[],
): Promise<void> {
  const keys = new Set<unknown>()
  for (const values of above) if (values[below.hereAt] !== null) keys.add(values[below.hereAt])
  const found = keys.size > 0 ? await ask(belowStatement(below), [[...keys]]) : []
  const children = rowsOf(below.shape, found)
  if (below.relation.list) linkLists(below, above, rows, found, children)
  else linkSingles(below, above, rows, found, children)
  await fillBelow(ask, below.shape, found, children)
}

function linkLists(
  { relation, hereAt, thereAt }: Below,
  above: readonly Values[],
  rows: readonly Row[],
  found: readonly Values[],
  children: readonly Row[],
): void {
  const lists = new Map<unknown, Row[]>()
  for (let at = 0; at < rows.length; at++) {
    const list: Row[] = []
    lists.set(above[at]?.[hereAt], list)
    ;(rows[at] as Row)[relation.field] = list
  }
  for (let at = 0; at < found.length; at++) lists.get(found[at]?.[thereAt])?.push(children[at] as Row)
}

/** Rows that refer to the same one share it: nobody changes what was read. */
function linkSingles(
  { relation, hereAt, thereAt }: Below,
  above: readonly Values[],
  rows: readonly Row[],
  found: readonly Values[],
  children: readonly Row[],
): void {
  const byKey = new Map<unknown, Row>()
  for (let at = 0; at < found.length; at++) byKey.set(found[at]?.[thereAt], children[at] as Row)
  for (let at = 0; at < rows.length; at++)
    (rows[at] as Row)[relation.field] = byKey.get(above[at]?.[hereAt]) ?? null
}

function rowsOf({ fields }: Shape, found: readonly Values[]): Row[] {
  const rows: Row[] = new Array(found.length)
  for (let at = 0; at < found.length; at++) {
    const values = found[at] as Values
    const row: Row = {}
    for (let i = 0; i < fields.length; i++) row[fields[i] as string] = values[i]
    rows[at] = row
  }
  return rows
}
