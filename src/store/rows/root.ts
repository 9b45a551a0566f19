import type { Column, Model } from './model.ts'
import { given, isRecord, type Order, orderOf, type Shape } from './shape.ts'
import { rootStatement, type Statement } from './statement.ts'

/** How the rows at the top of a request are read by SQL of ours. */
export interface OwnRoot {
  readonly statement: Statement
  readonly values: readonly unknown[]
}

/** A part of the request that says which rows are wanted, not what of them. */
export interface Wanted {
  readonly where?: unknown
  readonly orderBy?: unknown
  readonly take?: unknown
  readonly skip?: unknown
}

export interface Among {
  readonly column: Column
  readonly values: readonly unknown[]
}

/** Null where only Prisma knows which rows these are. */
export function ownRoot(shape: Shape, args: Record<string, unknown>, most: 1 | null): OwnRoot | null {
  const { where, orderBy, take, skip = 0, ...rest } = given(args)
  const order = orderOf(shape.model, orderBy)
  const among = amongOf(shape.model, where)
  const limit = most ?? take
  const counted = [limit ?? 0, skip]
  if (Object.keys(rest).length > 0 || !order || among === null || !counted.every(isCount)) return null
  if (most !== null && (take !== undefined || skip !== 0)) return null
  const values: unknown[] = among === 'all' ? [] : [among.values]
  if (limit !== undefined) values.push(limit)
  if (skip !== 0) values.push(skip)
  const form = {
    among: among === 'all' ? null : among.column,
    orderBy: order as readonly Order[],
    take: limit !== undefined,
    skip: skip !== 0,
  }
  return { statement: rootStatement(shape, form), values }
}

/** `{ id: … }` of a unique column, and nothing else; null for anything else. */
export function uniqueOf(model: Model, where: unknown): { column: Column; value: string } | null {
  const [one, ...more] = isRecord(where) ? Object.entries(given(where)) : []
  const column = one && model.columns.get(one[0])
  if (!one || !column?.unique || more.length > 0 || !fits(column, one[1])) return null
  return { column, value: one[1] as string }
}

/** Rows by values of a unique column, or all of them: these need no plan per value. */
function amongOf(model: Model, where: unknown): Among | 'all' | null {
  if (where === undefined) return 'all'
  if (!isRecord(where)) return null
  const conditions = Object.entries(given(where))
  const [one, ...more] = conditions
  if (!one) return 'all'
  if (more.length > 0) return null
  const [field, value] = one
  if (field === 'AND') {
    const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [value]
    return others.length > 0 ? null : amongOf(model, first)
  }
  const column = model.columns.get(field)
  if (!column?.unique) return null
  if (fits(column, value)) return { column, values: [value] }
  const [only, ...others] = isRecord(value) ? Object.entries(given(value)) : []
  if (!only || others.length > 0 || only[0] !== 'in' || !Array.isArray(only[1])) return null
  return only[1].every((each) => fits(column, each)) ? { column, values: only[1] } : null
}

/** Text only: other values, and what PostgreSQL would refuse, are Prisma's to judge. */
function fits({ type }: Column, value: unknown): boolean {
  return type === 'String' && typeof value === 'string' && !value.includes('\0') && value.isWellFormed()
}

/** As LIMIT and OFFSET take it. Prisma counts from the end when it is negative. */
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff
}
