import { createHash } from 'node:crypto'
import type { Column } from './model.ts'
import type { Below, Order, Shape } from './shape.ts'

export interface Statement {
  readonly text: string
  /** Under which PostgreSQL keeps its plan; undefined: it is planned each time. */
  readonly name: string | undefined
}

/** Values of a root's request. They are parameters, in this order. */
export interface RootForm {
  /** Rows in which it is one of the values of $1. */
  readonly among: Column | null
  readonly orderBy: readonly Order[]
  readonly take: boolean
  readonly skip: boolean
}

/** Every connection keeps a plan for each name, some ten kilobytes. */
const MAX_NAMED = 300
const named = new Map<string, string>()

const roots = new WeakMap<Shape, Map<string, Statement>>()
const belows = new WeakMap<Below, Statement>()

export function rootStatement(shape: Shape, form: RootForm): Statement {
  const known = roots.get(shape) ?? new Map<string, Statement>()
  roots.set(shape, known)
  const { among, orderBy, take, skip } = form
  const key = [
    among?.field,
    take,
    skip,
    ...orderBy.flatMap(({ column, direction }) => [column.field, direction]),
  ].join()
  const statement = known.get(key) ?? statementOf(rootText(shape, form))
  known.set(key, statement)
  return statement
}

function rootText(shape: Shape, { among, orderBy, take, skip }: RootForm): string {
  let values = among ? 1 : 0
  const where = among ? ` WHERE ${quoted(among.column)} = ANY($1)` : ''
  const limit = take ? ` LIMIT $${++values}` : ''
  const offset = skip ? ` OFFSET $${++values}` : ''
  return `${selectFrom(shape)}${where}${ordered(orderBy)}${limit}${offset}`
}

/** The rows below for all rows above at once. */
export function belowStatement(below: Below): Statement {
  const statement = belows.get(below) ?? statementOf(belowText(below))
  belows.set(below, statement)
  return statement
}

function belowText({ shape, relation, orderBy }: Below): string {
  const there = shape.model.columns.get(relation.there)?.column ?? relation.there
  return `${selectFrom(shape)} WHERE ${quoted(there)} = ANY($1)${ordered(orderBy)}`
}

function selectFrom({ columns, model }: Shape): string {
  // An absent list is an empty one to Prisma.
  const read = columns.map(({ column, type }) =>
    type === 'LIST' ? `COALESCE(${quoted(column)}, '{}')` : quoted(column),
  )
  return `SELECT ${read.join(', ')} FROM "public".${quoted(model.table)}`
}

function ordered(orderBy: readonly Order[]): string {
  if (orderBy.length === 0) return ''
  return ` ORDER BY ${orderBy.map(({ column, direction }) => `${quoted(column.column)} ${direction}`).join(', ')}`
}

function statementOf(text: string): Statement {
  const known = named.get(text)
  if (known !== undefined || named.size >= MAX_NAMED) return { text, name: known }
  const name = `rows_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  named.set(text, name)
  return { text, name }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
