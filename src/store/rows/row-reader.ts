import type { PrismaClient } from '../database.ts'
import type { Found, Row } from './found.ts'
import { type AskRows, fillBelow } from './load.ts'
import { type Model, modelsOf } from './model.ts'
import { ownRoot, uniqueOf } from './root.ts'
import { given, type Shape } from './shape.ts'
import { Shapes } from './shapes.ts'
import { UniqueRows } from './unique-rows.ts'

type Args = Record<string, unknown>
type Find = (args?: Args) => Promise<unknown>
type Delegate = Readonly<Record<'findMany' | 'findFirst' | 'findUnique' | 'findUniqueOrThrow', Find>>

/**
 * The same client for reading: what `findMany`, `findFirst` and `findUnique` give is the same, but relations are read
 * and put together here, by one prepared statement each, at a fraction of Prisma's work. Which rows are at the top is
 * left to Prisma where that takes more than an id, and so is everything that has another form (conditions, pages and
 * counts below). Callers share rows and must not change them. Reads in a transaction are Prisma's.
 */
export function rowReader(prisma: PrismaClient, ask: AskRows): PrismaClient {
  const models = modelsOf(prisma)
  const shapes = new Shapes(models)
  const uniques = new UniqueRows(ask)
  const members = new Map<PropertyKey, unknown>()
  for (const model of models.values()) {
    const name = model.name.charAt(0).toLowerCase() + model.name.slice(1)
    const delegate = prisma[name as keyof PrismaClient] as unknown as Delegate
    members.set(name, replaced(delegate, readsOf(model, delegate, { ask, shapes, uniques })))
  }
  return new Proxy(prisma, {
    get(client, key) {
      const known = members.get(key)
      if (known !== undefined) return known
      const value = Reflect.get(client, key, client) as unknown
      // A transaction must not find this client behind its own.
      return typeof value === 'function' ? value.bind(client) : value
    },
  })
}

interface Parts {
  readonly ask: AskRows
  readonly shapes: Shapes
  readonly uniques: UniqueRows
}

function readsOf({ name }: Model, delegate: Delegate, { ask, shapes, uniques }: Parts): Delegate {
  const findSome = async (method: 'findMany' | 'findFirst', args: Args) => {
    const { select, include, ...wanted } = given(args)
    const shape = shapes.of(name, { select, include })
    const root = shape && ownRoot(shape, wanted, method === 'findFirst' ? 1 : null)
    if (shape && root) {
      const found = await ask(root.statement, root.values, shape)
      await fillBelow(ask, shape, found)
      return found.rows
    }
    if (!shape || shape.below.length === 0) return null
    const found = await delegate[method]({ ...wanted, select: scalarsOf(shape) })
    return belowPrisma(ask, shape, (Array.isArray(found) ? found : found ? [found] : []) as Row[])
  }
  const findOne = (args: Args) => {
    const { select, include, where, ...rest } = given(args)
    const shape = Object.keys(rest).length === 0 ? shapes.of(name, { select, include }) : null
    const key = shape && uniqueOf(shape.model, where)
    // The key must be among what is read, so that rows find those who asked for them.
    return shape && key && shape.columns.includes(key.column)
      ? uniques.load(shape, key.column, key.value)
      : null
  }
  return {
    findMany: async (args = {}) => (await findSome('findMany', args)) ?? delegate.findMany(args),
    findFirst: async (args = {}) => {
      const rows = await findSome('findFirst', args)
      return rows ? (rows[0] ?? null) : delegate.findFirst(args)
    },
    findUnique: (args = {}) => findOne(args) ?? delegate.findUnique(args),
    findUniqueOrThrow: async (args = {}) => (await findOne(args)) ?? delegate.findUniqueOrThrow(args),
  }
}

/** Request to Prisma when the rows below are read here. */
function scalarsOf({ columns }: Shape): Record<string, true> {
  return Object.fromEntries(columns.map(({ field }) => [field, true]))
}

async function belowPrisma(ask: AskRows, shape: Shape, given: readonly Row[]): Promise<Row[]> {
  const hidden = shape.columns.slice(shape.fields.length).map(({ field }) => given.map((row) => row[field]))
  const shown = (row: Row) => Object.fromEntries(shape.fields.map((field) => [field, row[field]]))
  const found: Found = { rows: hidden.length > 0 ? given.map(shown) : [...given], hidden }
  await fillBelow(ask, shape, found)
  return found.rows
}

function replaced<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get: (object, key) =>
      Object.hasOwn(methods, key) ? methods[key as keyof T] : (Reflect.get(object, key, object) as unknown),
  })
}
