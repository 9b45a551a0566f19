import DataLoader from 'dataloader'
import pg from 'pg'
import type { Given } from '../contender.ts'
import { memorySource, type Source } from '../source.ts'
import { sqlSource } from '../sql-source.ts'
import { type Context, contextOf } from './schema.ts'

/** Connections to PostgreSQL that every server gets. */
export const POOL = 10

/** Makes the context of each request of a server that is not ours. */
export function contexts({ rows, databaseUrl }: Given): () => Context {
  const source: Source = databaseUrl
    ? sqlSource(new pg.Pool({ connectionString: databaseUrl, max: POOL }))
    : memorySource(rows)
  return () => contextOf(source, (batch) => new DataLoader(batch))
}
