import type { PrismaClient } from '../generated/client.ts'
import { type Model, modelsOf } from '../rows/model.ts'
import { isRecord } from '../rows/shape.ts'
import { fromRowOn, totalOrderOf } from './keyset.ts'
import { type Delegate, type Reader, readApart } from './read-apart.ts'
import { splitRequest } from './split.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * The same client for reading tables of any size. It uses an index where Prisma would read a whole table:
 * - counts of relations: Prisma groups all rows of the other table and joins the result;
 * - pages of relations of several rows: Prisma reads all their rows and cuts the pages out in memory;
 * - pages behind a cursor: Prisma's condition makes PostgreSQL walk the index from its beginning.
 * Every other request goes to `reads` as it is.
 */
export function pagedReads(reads: PrismaClient): PrismaClient {
  const models = modelsOf(reads)
  const delegates = new Map<PropertyKey, Delegate>()
  const reader: Reader = {
    prisma: reads,
    models,
    delegateOf: (model) => delegates.get(memberOf(model)) as Delegate,
  }
  for (const model of models.values())
    delegates.set(memberOf(model.name), pagedDelegate(reader, model, reads))
  return new Proxy(reads, {
    get: (client, key) => delegates.get(key) ?? (Reflect.get(client, key, client) as unknown),
  })
}

const memberOf = (model: string) => model.charAt(0).toLowerCase() + model.slice(1)

function pagedDelegate(reader: Reader, model: Model, reads: PrismaClient): Delegate {
  const own = reads[memberOf(model.name) as keyof PrismaClient] as unknown as Delegate
  const many = async (args: Args) => own.findMany(await fromCursor(own, model, args))
  const one =
    (find: 'findFirst' | 'findUnique' | 'findUniqueOrThrow') =>
    (args: Args = {}) => {
      const split = splitRequest(reader.models, model, args)
      if (!split) return own[find](args)
      return own[find](split.args).then(async (row) => {
        const [whole = null] = row ? await readApart(reader, split.apart, [row]) : []
        return whole
      })
    }
  const paged: Partial<Delegate> = {
    findMany: (args = {}) => {
      const split = splitRequest(reader.models, model, args)
      if (!split) return args.cursor === undefined ? own.findMany(args) : many(args)
      return many(split.args).then((rows) => readApart(reader, split.apart, rows))
    },
    findFirst: one('findFirst'),
    findUnique: one('findUnique'),
    findUniqueOrThrow: one('findUniqueOrThrow') as Delegate['findUniqueOrThrow'],
  }
  return new Proxy(own, {
    get: (delegate, key) =>
      Object.hasOwn(paged, key)
        ? paged[key as keyof Delegate]
        : (Reflect.get(delegate, key, delegate) as unknown),
  })
}

/** The request with a condition instead of its cursor, where its order allows that. */
async function fromCursor(own: Delegate, model: Model, args: Args): Promise<Args> {
  const { cursor, where = {}, ...rest } = args
  const id = isRecord(cursor) ? cursor.id : undefined
  const order = totalOrderOf(model, args.orderBy)
  if (typeof id !== 'string' || !order) return args
  const select = Object.fromEntries(order.fields.map((field) => [field, true]))
  const row = await own.findUnique({ where: { id }, select })
  const isKnown = row !== null && order.fields.every((field) => row[field] !== null)
  if (!isKnown) return args
  const towards = Number(args.take ?? 1) < 0 ? 'start' : 'end'
  return { ...rest, where: { AND: [where, fromRowOn(order, row, towards)] } }
}
