import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/binaries.ts'
import { postgresDatabase } from '../../../test/support/databases.ts'
import type { Database } from '../database.ts'
import { getDatamodel } from '../generated/pothos.ts'
import { openServerDatabase } from '../server-database.ts'
import { fillEveryTable } from './every-table.test-kit.ts'

const RUNS = 200

type Client = Record<string, Record<string, (args: object) => Promise<unknown>>>

const models = getDatamodel().datamodel.models
const names = Object.keys(models)
const fieldsOf = (name: string) => models[name]?.fields ?? []
const columnsOf = (name: string) => fieldsOf(name).filter(({ kind }) => kind !== 'object')
const sortable = (name: string) =>
  columnsOf(name).filter(({ type, isList }) => !isList && type !== 'Json' && type !== 'Bytes')
const delegateOf = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

/** Total, so that both have to give the same rows in the same order: ends with all that can be sorted by. */
const orderIn = (name: string): fc.Arbitrary<object[]> => {
  const fields = sortable(name)
  const ordered = fields.map(({ isRequired }) =>
    isRequired
      ? fc.constantFrom('asc', 'desc')
      : fc.constantFrom('asc', 'desc', { sort: 'asc', nulls: 'first' }, { sort: 'desc', nulls: 'last' }),
  )
  return fc
    .tuple(fc.shuffledSubarray(fields.map((_, at) => at)), fc.tuple(...ordered))
    .map(([first, directions]) =>
      [...new Set([...first, ...fields.keys()])].map((at) => ({ [fields[at]?.name ?? '']: directions[at] })),
    )
}

/** `select` or `include` with relations down to `depth`. */
function treeOf(name: string, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const relations = depth === 0 ? [] : fieldsOf(name).filter(({ kind }) => kind === 'object')
  const some = fc
    .subarray(relations, { maxLength: Math.min(2, relations.length) })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ name: field, type, isList }) =>
          fc
            .tuple(treeOf(type, depth - 1), orderIn(type), fc.boolean())
            .map(([tree, orderBy, bare]) => [field, isList ? { ...tree, orderBy } : bare ? true : tree]),
        ),
      ),
    )
  const columns = fc.subarray(columnsOf(name), { minLength: 1 })
  return fc.tuple(some, columns, fc.boolean()).map(([below, chosen, selects]) => {
    const entries = below as [string, unknown][]
    if (selects)
      return { select: Object.fromEntries([...chosen.map((field) => [field.name, true]), ...entries]) }
    return entries.length > 0 ? { include: Object.fromEntries(entries) } : {}
  })
}

const request = fc.constantFrom(...names).chain((name) =>
  fc.record({
    name: fc.constant(name),
    tree: treeOf(name, 3),
    orderBy: orderIn(name),
    method: fc.constantFrom('findMany', 'findFirst', 'findUnique', 'findUniqueOrThrow'),
    where: fc.constantFrom('none', 'empty', 'id', 'ids', 'condition', 'unknown'),
    take: fc.option(fc.nat(5), { nil: undefined }),
    skip: fc.option(fc.nat(3), { nil: undefined }),
  }),
)

type Request = typeof request extends fc.Arbitrary<infer One> ? One : never

function argsOf({ name, tree, orderBy, method, where, take, skip }: Request): object {
  const key = fieldsOf(name).find(({ isId, type }) => isId && type === 'String')?.name
  const table = name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
  const ids = [4, 0, 2, 77].map((row) => `${table}-${row}`)
  if (method.startsWith('findUnique') && key)
    return { ...tree, where: { [key]: where === 'unknown' ? 'unknown' : ids[0] } }
  const conditions: Record<string, object> = {
    empty: { AND: [] },
    ...(key && {
      id: { [key]: ids[0] },
      ids: { AND: [{ [key]: { in: ids } }] },
      condition: { NOT: { [key]: ids[1] } },
      unknown: { [key]: { in: [] } },
    }),
  }
  return { ...tree, orderBy, where: conditions[where], ...(method === 'findMany' && { take, skip }) }
}

/** Prisma names each column with its table. */
const isPrismas = (sql: string) => /"public"\."\w+"\."/.test(sql)

interface Failure {
  readonly failed: string
  readonly code: unknown
}
const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'failed' in value

async function outcome(client: Client, { name, method }: Request, args: object): Promise<unknown> {
  const unique = method.startsWith('findUnique') && !('orderBy' in args)
  const find = unique || !method.startsWith('findUnique') ? method : 'findMany'
  try {
    return await client[delegateOf(name)]?.[find]?.(args)
  } catch (error) {
    return { failed: (error as Error).name, code: (error as { code?: unknown }).code } satisfies Failure
  }
}

describeWith(['PostgreSQL'], 'the reader of rows', () => {
  let database: Database
  const statements: string[] = []
  beforeAll(async () => {
    const url = await postgresDatabase()
    await fillEveryTable(url)
    database = await openServerDatabase({ url, onStatement: (sql) => statements.push(sql) })
  })
  afterAll(() => database?.close())
  beforeEach(() => void statements.splice(0))
  it('gives all columns of all tables and all rows of each relation as Prisma does', async () => {
    let rows = 0
    for (const name of names) {
      const relations = fieldsOf(name).filter(({ kind }) => kind === 'object')
      const include = Object.fromEntries(
        relations.map(({ name: field, type, isList }) => [
          field,
          isList ? { orderBy: sortable(type).map((column) => ({ [column.name]: 'asc' })) } : true,
        ]),
      )
      const args = {
        ...(relations.length > 0 && { include }),
        orderBy: sortable(name).map((field) => ({ [field.name]: 'asc' })),
      }
      const [ours, prismas] = await Promise.all(
        [database.reads, database.prisma].map((client) =>
          (client as unknown as Client)[delegateOf(name)]?.findMany?.(args),
        ),
      )
      expect(ours).toStrictEqual(prismas)
      expect(isDeepStrictEqual(ours, prismas), name).toBe(true)
      rows += (ours as unknown[]).length
      expect((ours as unknown[]).length, name).toBeGreaterThan(0)
    }
    expect(rows).toBeGreaterThan(names.length * 5)
  })

  it('gives what Prisma gives for any form of question', async () => {
    const seen = { rows: 0, ours: 0 }
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const args = argsOf(asked)
        statements.length = 0
        const ours = await outcome(database.reads as unknown as Client, asked, args)
        if (!statements.some(isPrismas)) seen.ours++
        const prismas = await outcome(database.prisma as unknown as Client, asked, args)
        // Says where they differ; it takes a Buffer for any other array of bytes, the next line does not.
        if (!isDeepStrictEqual(ours, prismas)) expect(ours).toStrictEqual(prismas)
        expect(isDeepStrictEqual(ours, prismas)).toBe(true)
        if (ours !== null && !isFailure(ours)) seen.rows++
      }),
      { numRuns: RUNS },
    )
    expect(seen.rows).toBeGreaterThan(RUNS / 2)
    expect(seen.ours).toBeGreaterThan(RUNS / 2)
  })
})
