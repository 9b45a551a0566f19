import { openAsBlob } from 'node:fs'
import { inject } from 'vitest'
import type { ClusterContent } from './cluster-content.ts'

/** Address of this run's PostgreSQL, up to the database's name. Its template database is migrated. */
export const sharedPostgres = (): Promise<string> => ask('/postgres')

/** What embedded databases in memory start from in tests. */
export const cluster = async (content: ClusterContent): Promise<Blob> =>
  openAsBlob(await ask(`/cluster/${content}`))

async function ask(part: string): Promise<string> {
  const answer = await fetch(inject('sharedParts') + part)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
