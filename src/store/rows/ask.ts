import type pg from 'pg'
import type { Trace } from '../../domain/trace.ts'
import type { OnStatement } from '../prisma-client.ts'
import { traced } from '../traced-adapter.ts'
import type { AskRows, Values } from './load.ts'
import type { Statement } from './statement.ts'
import { VALUES } from './values.ts'

/**
 * What a kept plan is refused for: a migration has changed a column's type since, or the session has forgotten it.
 * Then it is planned anew.
 */
const PLAN_IS_OVER = new Set(['0A000', '26000'])

/** Asks over the pool, counted and traced as Prisma's statements are, and ended with the request that they are for. */
export function askRows(pool: pg.Pool, trace: Trace, onStatement?: OnStatement): AskRows {
  const send = async ({ text, name }: Statement, values: readonly unknown[]) => {
    const query = { text, name, values: [...values], rowMode: 'array' as const, types: VALUES }
    return (await pool.query<unknown[]>(query as pg.QueryArrayConfig)).rows as readonly Values[]
  }
  const ask: AskRows = async (statement, values) => {
    onStatement?.(statement.text)
    try {
      return await send(statement, values)
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (statement.name === undefined || typeof code !== 'string' || !PLAN_IS_OVER.has(code)) throw error
      return send({ text: statement.text, name: undefined }, values)
    }
  }
  return trace.on ? (statement, values) => traced(trace, statement.text, () => ask(statement, values)) : ask
}
