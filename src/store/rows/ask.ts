import type pg from 'pg'
import type { Trace } from '../../domain/trace.ts'
import type { OnStatement } from '../prisma-client.ts'
import { traced } from '../traced-adapter.ts'
import type { Found } from './found.ts'
import type { AskRows } from './load.ts'
import { RowsQuery } from './rows-query.ts'

/**
 * Errors of a stale prepared plan: a migration has changed a column's type, or the session has lost it.
 * Then we plan it again.
 */
const PLAN_IS_OVER = new Set(['0A000', '26000'])

/** Asks over the pool, counted and traced as Prisma's statements are, and ended with the request that they are for. */
export function askRows(pool: pg.Pool, trace: Trace, onStatement?: OnStatement): AskRows {
  const send: AskRows = (statement, values, shape) => {
    const query = new RowsQuery(statement, values, shape)
    return pool.query(query as unknown as string) as unknown as Promise<Found>
  }
  const ask: AskRows = async (statement, values, shape) => {
    onStatement?.(statement.text)
    try {
      return await send(statement, values, shape)
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (statement.name === undefined || typeof code !== 'string' || !PLAN_IS_OVER.has(code)) throw error
      return send({ text: statement.text, name: undefined }, values, shape)
    }
  }
  return trace.on
    ? (statement, values, shape) => traced(trace, statement.text, () => ask(statement, values, shape))
    : ask
}
