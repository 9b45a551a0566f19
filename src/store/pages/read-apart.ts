import { Prisma, type PrismaClient } from '../generated/client.ts'
import type { Row } from '../rows/found.ts'
import type { Model, Models } from '../rows/model.ts'
import type { Apart, Count, Page } from './split.ts'

type Args = Readonly<Record<string, unknown>>

/** Methods of the client's delegate for any model. */
export interface Delegate {
  findMany(args?: Args): Promise<Row[]>
  findFirst(args?: Args): Promise<Row | null>
  findUnique(args: Args): Promise<Row | null>
  findUniqueOrThrow(args: Args): Promise<Row>
  groupBy(args: Args): Promise<Row[]>
}

export interface Reader {
  readonly prisma: PrismaClient
  readonly models: Models
  /** Reads the pages' own rows, which may have pages and counts below them. */
  delegateOf(model: string): Delegate
}

/**
 * The rows with what was read apart for them: one statement for each count, two for each page, however many rows there
 * are. Rows may be shared with other requests, so these are copies.
 */
export async function readApart(
  reader: Reader,
  { counts, pages, below }: Apart,
  rows: readonly Row[],
): Promise<Row[]> {
  if (rows.length === 0) return []
  const added = await Promise.all([
    counted(reader, counts, rows),
    ...pages.map((page) => paged(reader, page, rows)),
    ...below.map(({ field, apart }) => readBelow(reader, field, apart, rows)),
  ])
  return rows.map((row, at) => Object.assign({}, row, ...added.map((each) => each[at])) as Row)
}

/** The rows below are read apart together, for all rows above at once. */
async function readBelow(
  reader: Reader,
  field: string,
  apart: Apart,
  rows: readonly Row[],
): Promise<readonly Args[]> {
  const lists = rows.map((row) => row[field] as Row | Row[] | null)
  const all = lists.flatMap((list): Row[] => (Array.isArray(list) ? list : list ? [list] : []))
  const done = await readApart(reader, apart, all)
  let at = 0
  return lists.map((list) => ({
    [field]: Array.isArray(list) ? list.map(() => done[at++]) : list === null ? null : done[at++],
  }))
}

async function counted(reader: Reader, counts: readonly Count[], rows: readonly Row[]): Promise<Args[]> {
  if (counts.length === 0) return []
  const numbers = await Promise.all(counts.map((count) => countOf(reader, count, rows)))
  return rows.map((row) => ({
    _count: Object.fromEntries(
      counts.map(({ relation }, at) => [relation.field, numbers[at]?.get(row[relation.here]) ?? 0]),
    ),
  }))
}

/** Rows below by key of the row above. */
async function countOf(
  { delegateOf }: Reader,
  { relation, where }: Count,
  rows: readonly Row[],
): Promise<ReadonlyMap<unknown, number>> {
  const { there, here } = relation
  const groups = await delegateOf(relation.model).groupBy({
    by: [there],
    where: { AND: [{ [there]: { in: keysOf(rows, here) } }, where] },
    _count: { _all: true },
  })
  return new Map(groups.map((group) => [group[there], (group._count as { _all: number })._all]))
}

async function paged(reader: Reader, page: Page, rows: readonly Row[]): Promise<Args[]> {
  const { relation, fields } = page
  const idsOf = await pageIds(reader, page, keysOf(rows, relation.here))
  const ids = [...new Set([...idsOf.values()].flat())]
  const select = fields.select as Args | undefined
  const found =
    ids.length === 0
      ? []
      : await reader.delegateOf(relation.model).findMany({
          ...fields,
          ...(select && { select: { ...select, id: true } }),
          where: { id: { in: ids } },
        })
  const byId = new Map(found.map((row) => [row.id, row]))
  return rows.map((row) => ({
    [relation.field]: (idsOf.get(row[relation.here]) ?? []).flatMap((id) => byId.get(id) ?? []),
  }))
}

/** Ids of each row's page, read from the index by which the relation is ordered. */
async function pageIds(
  { prisma, models }: Reader,
  { relation, order, take, skip, cursor }: Page,
  keys: readonly unknown[],
): Promise<ReadonlyMap<unknown, readonly string[]>> {
  const model = models.get(relation.model) as Model
  const name = (field: string) => Prisma.raw(`"${model.columns.get(field)?.column ?? field}"`)
  const table = Prisma.raw(`"${model.table}"`)
  const names = Prisma.join(order.fields.map(name))
  // The last ones are the first ones of the opposite order, turned round again.
  const isDescending = (order.direction === 'desc') === take >= 0
  const direction = Prisma.raw(isDescending ? 'DESC' : 'ASC')
  const by = Prisma.join(order.fields.map((field) => Prisma.sql`${name(field)} ${direction}`))
  const from =
    cursor === null
      ? Prisma.empty
      : Prisma.sql`AND (${names}) ${Prisma.raw(isDescending ? '<=' : '>=')} (SELECT ${names} FROM ${table} WHERE id = ${cursor})`
  const rows = await prisma.$queryRaw<{ key: string; ids: string[] }[]>`
    SELECT above.key, ARRAY(
      SELECT id FROM ${table} WHERE ${name(relation.there)} = above.key ${from}
      ORDER BY ${by} LIMIT ${Math.abs(take)} OFFSET ${skip}
    ) AS ids
    FROM unnest(${keys}::text[]) AS above (key)`
  return new Map(rows.map(({ key, ids }) => [key, take < 0 ? ids.toReversed() : ids]))
}

function keysOf(rows: readonly Row[], field: string): unknown[] {
  return [...new Set(rows.map((row) => row[field]))].filter((key) => key !== null)
}
