import type { Column, Model, Models, Relation } from './model.ts'

/** Columns of a model's rows, and of those below them. Compiled once for each form of a request. */
export interface Shape {
  readonly model: Model
  /** Columns that are read: those that the rows show, then keys that only relations need. */
  readonly columns: readonly Column[]
  /** Names of the shown ones, which come first in `columns`. */
  readonly fields: readonly string[]
  readonly below: readonly Below[]
}

/** Rows that a relation leads to. */
export interface Below {
  readonly relation: Relation
  readonly shape: Shape
  /** Column index of the key in the rows above; `thereAt`: in the rows below. */
  readonly hereAt: number
  readonly thereAt: number
  readonly orderBy: readonly Order[]
}

export interface Order {
  readonly column: Column
  /** As SQL has it behind the column. */
  readonly direction: string
}

/** Deeper requests are Prisma's. */
const MAX_DEPTH = 20

/** The form of `select` and `include`; null where something else than columns, relations and their order is asked for. */
export function shapeOf(
  models: Models,
  name: string,
  args: unknown,
  link: string | null = null,
  depth = 0,
): Shape | null {
  const model = models.get(name)
  const asked = askedOf(model, args)
  if (!model || !asked || depth > MAX_DEPTH) return null
  const columns: Column[] = []
  const relations: [Relation, unknown][] = []
  for (const [field, value] of asked) {
    const column = model.columns.get(field)
    const relation = model.relations.get(field)
    if (column && value === true) columns.push(column)
    else if (relation && (value === true || isRecord(value))) relations.push([relation, value])
    else return null
  }
  const fields = columns.map(({ field }) => field)
  const placeOf = (field: string) => {
    const at = columns.findIndex((column) => column.field === field)
    if (at >= 0) return at
    return columns.push(model.columns.get(field) as Column) - 1
  }
  if (link !== null) placeOf(link)
  const below: Below[] = []
  for (const [relation, given] of relations) {
    const nested = given === true ? {} : (given as Record<string, unknown>)
    const { orderBy: order, ...rest } = nested
    const shape = shapeOf(models, relation.model, rest, relation.there, depth + 1)
    const orderBy = shape && orderOf(shape.model, order)
    // Prisma takes no order where there is one row at most.
    if (!shape || !orderBy || (order !== undefined && !relation.list)) return null
    const thereAt = shape.columns.findIndex(({ field }) => field === relation.there)
    below.push({ relation, shape, hereAt: placeOf(relation.here), thereAt, orderBy })
  }
  return { model, columns, fields, below }
}

/** Fields with what is asked of each; null where that is more than `select` or `include`, or nothing. */
function askedOf(model: Model | undefined, args: unknown): [string, unknown][] | null {
  if (!model || !isRecord(args)) return null
  const { select, include, ...rest } = given(args)
  if (Object.keys(rest).length > 0 || (select !== undefined && include !== undefined)) return null
  if (select !== undefined) {
    const asked = isRecord(select) ? entries(select) : []
    return asked.length > 0 ? asked : null
  }
  if (!model.complete) return null
  const all = [...model.columns.keys()].map((field): [string, unknown] => [field, true])
  if (include === undefined) return all
  return isRecord(include) ? [...all, ...entries(include)] : null
}

/** By columns of the model itself; null for any other order. */
export function orderOf(model: Model, orderBy: unknown): readonly Order[] | null {
  if (orderBy === undefined) return []
  const orders: Order[] = []
  for (const one of Array.isArray(orderBy) ? orderBy : [orderBy]) {
    const [asked, ...more] = isRecord(one) ? Object.entries(given(one)) : []
    const column = asked && model.columns.get(asked[0])
    const direction = asked && directionOf(asked[1])
    if (!column || !direction || more.length > 0) return null
    orders.push({ column, direction })
  }
  return orders
}

function directionOf(value: unknown): string | null {
  if (value === 'asc' || value === 'desc') return value.toUpperCase()
  if (!isRecord(value)) return null
  const { sort, nulls, ...more } = given(value)
  const first =
    nulls === undefined ? '' : nulls === 'first' ? ' NULLS FIRST' : nulls === 'last' ? ' NULLS LAST' : null
  const direction = sort === 'asc' || sort === 'desc' ? sort.toUpperCase() : null
  return direction === null || first === null || Object.keys(more).length > 0 ? null : direction + first
}

/** Prisma does not see what is undefined. */
export function given(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined))
}

function entries(asked: object): [string, unknown][] {
  return Object.entries(asked).filter(([, value]) => value !== undefined && value !== false)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
