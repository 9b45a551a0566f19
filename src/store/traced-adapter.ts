import type { PrismaPGlite } from 'pglite-prisma-adapter'
import type { Trace } from '../domain/trace.ts'

type Adapter = Awaited<ReturnType<PrismaPGlite['connect']>>
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>
type Queryable = Pick<Transaction, 'queryRaw' | 'executeRaw'>
/** Common part of Prisma's adapters; their classes differ. */
type Factory = { connect(): Promise<Adapter> }

/** Every statement that Prisma sends for something that is traced, as a span: its text with placeholders, never its values. */
export function tracedAdapter<F extends Factory>(factory: F, trace: Trace): F {
  if (!trace.on) return factory
  const connect = async () => {
    const adapter = await factory.connect()
    return replaced(adapter, { ...statements(adapter, trace), ...transactions(adapter, trace) })
  }
  return replaced(factory, { connect } as Partial<F>)
}

function transactions(adapter: Adapter, trace: Trace): Partial<Adapter> {
  return {
    async startTransaction(isolation) {
      const begun = await traced(trace, 'BEGIN', () => adapter.startTransaction(isolation))
      const ends: Partial<Transaction> = {
        commit: () => traced(trace, 'COMMIT', () => begun.commit()),
        rollback: () => traced(trace, 'ROLLBACK', () => begun.rollback()),
      }
      return replaced(begun, { ...statements(begun, trace), ...ends })
    },
  }
}

function statements(queryable: Queryable, trace: Trace): Queryable {
  return {
    queryRaw: (query) => traced(trace, query.sql, () => queryable.queryRaw(query)),
    executeRaw: (query) => traced(trace, query.sql, () => queryable.executeRaw(query)),
  }
}

/** Longer texts are cut. */
const LONGEST = 2_000

export function traced<T>(trace: Trace, sql: string, run: () => T): T {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': sql.slice(0, LONGEST) }
  const name = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SQL'
  return trace.span(name, { kind: 'client', attributes, onlyInside: true }, run)
}

/** The same object with some methods replaced; the others keep their own `this`. */
function replaced<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get(object, key) {
      if (Object.hasOwn(methods, key)) return methods[key as keyof T]
      const value = Reflect.get(object, key, object) as unknown
      return typeof value === 'function' ? value.bind(object) : value
    },
  })
}
