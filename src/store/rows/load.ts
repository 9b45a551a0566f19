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
  const link = relation.list ? linkLists : linkSingles
  link(relation.field, { rows: above.rows, keys: here }, { rows: found.rows, keys: there })
  await fillBelow(ask, below.shape, found)
}

/** Rows with the key of each. */
interface Keyed {
  readonly rows: readonly Row[]
  readonly keys: readonly unknown[]
}

function linkLists(field: string, above: Keyed, below: Keyed): void {
  const lists = new Map<unknown, Row[]>()
  for (let at = 0; at < above.rows.length; at++) {
    const list: Row[] = []
    lists.set(above.keys[at], list)
    ;(above.rows[at] as Row)[field] = list
  }
  for (let at = 0; at < below.rows.length; at++) lists.get(below.keys[at])?.push(below.rows[at] as Row)
}

/** Rows that refer to the same one share it: rows are read-only. */
function linkSingles(field: string, above: Keyed, below: Keyed): void {
  const byKey = new Map<unknown, Row>()
  for (let at = 0; at < below.rows.length; at++) byKey.set(below.keys[at], below.rows[at] as Row)
  for (let at = 0; at < above.rows.length; at++)
    (above.rows[at] as Row)[field] = byKey.get(above.keys[at]) ?? null
}
