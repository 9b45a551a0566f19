import type { Model } from '../rows/model.ts'
import { isRecord } from '../rows/shape.ts'

/** An order of rows: all columns in one direction, the last one the id, so that no two rows are equal. */
export interface TotalOrder {
  readonly fields: readonly string[]
  readonly direction: 'asc' | 'desc'
}

/** Null for an order that mixes directions, does not end with the id, or goes by anything but the model's own columns. */
export function totalOrderOf(model: Model, orderBy: unknown): TotalOrder | null {
  const parts = (Array.isArray(orderBy) ? (orderBy as unknown[]) : [orderBy]).map((one) =>
    isRecord(one) ? Object.entries(one) : [],
  )
  const directions = new Set(parts.map(([part]) => part?.[1]))
  const [direction] = directions
  const fields = parts.map(([part]) => part?.[0] ?? '')
  const isTotal =
    directions.size === 1 &&
    parts.every((part) => part.length === 1) &&
    fields.every((field) => model.columns.has(field)) &&
    fields.at(-1) === 'id'
  return isTotal && (direction === 'asc' || direction === 'desc') ? { fields, direction } : null
}

/**
 * Condition for the rows from `row` on (it included), towards the end of the order or towards its start. The first
 * column has a bound of its own: PostgreSQL then starts at that place of the index instead of at its beginning.
 */
export function fromRowOn(
  { fields, direction }: TotalOrder,
  row: Readonly<Record<string, unknown>>,
  towards: 'end' | 'start',
): Record<string, unknown> {
  const beyond = (direction === 'asc') === (towards === 'end') ? 'gt' : 'lt'
  const [field = 'id', ...rest] = fields
  const value = row[field]
  if (rest.length === 0) return { [field]: { [`${beyond}e`]: value } }
  return {
    AND: [
      { [field]: { [`${beyond}e`]: value } },
      { OR: [{ [field]: { [beyond]: value } }, fromRowOn({ fields: rest, direction }, row, towards)] },
    ],
  }
}
