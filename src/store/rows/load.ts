import { type Found, nothing, type Row, valuesAt } from './found.ts'
import type { Below, Shape } from './shape.ts'
import { belowStatement, type Statement } from './statement.ts'

/** Sends a statement of this form. */
export type AskRows = (statement: Statement, values: readonly unknown[], shape: Shape) => Promise<Found>

/** Reads the rows below, one statement for each relation of the form, and hangs them into those above. */
export async function fillBelow(ask: AskRows, shape: Shape, found: Found): Promise<void> {
  const { below } = shape
  if (below.length === 1) return fill(ask, shape, found, below[0] as Below)
  await Promise.all(below.map((one) => fill(ask, shape, found, one)))
}

async function fill(ask: AskRows, shape: Shape, above: Found, below: Below): Promise<void> {
  const { relation, hereAt, thereAt } = below
  const here = valuesAt(shape, above, hereAt)
  const keys = new Set(here)
  keys.delete(null)
  const found =
    keys.size > 0 ? await ask(belowStatement(below), [[...keys]], below.shape) : nothing(below.shape)
  const there = valuesAt(below.shape, found, thereAt)
  if (relation.list) linkLists(relation.field, above.rows, here, found.rows, there)
  else linkSingles(relation.field, above.rows, here, found.rows, there)
  await fillBelow(ask, below.shape, found)
}

function linkLists(
  field: string,
  above: readonly Row[],
  here: readonly unknown[],
  below: readonly Row[],
  there: readonly unknown[],
): void {
  const lists = new Map<unknown, Row[]>()
  for (let at = 0; at < above.length; at++) {
    const list: Row[] = []
    lists.set(here[at], list)
    ;(above[at] as Row)[field] = list
  }
  for (let at = 0; at < below.length; at++) lists.get(there[at])?.push(below[at] as Row)
}

/** Rows that refer to the same one share it: nobody changes what was read. */
function linkSingles(
  field: string,
  above: readonly Row[],
  here: readonly unknown[],
  below: readonly Row[],
  there: readonly unknown[],
): void {
  const byKey = new Map<unknown, Row>()
  for (let at = 0; at < below.length; at++) byKey.set(there[at], below[at] as Row)
  for (let at = 0; at < above.length; at++) (above[at] as Row)[field] = byKey.get(here[at]) ?? null
}
