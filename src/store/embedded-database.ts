import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { fromPglite } from 'pg-boss'
import type { Trace } from '../domain/trace.ts'
import { type Database, DatabaseUnavailable, type SqlSession } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { pagedReads } from './pages/paged-reads.ts'
import { type OnStatement, prismaOver } from './prisma-client.ts'

export interface EmbeddedDatabaseOptions {
  /** Folder for the data; null keeps it in memory (tests). */
  dataDir: string | null
  /** A cluster to begin with, as PGlite dumps it, for data in memory; absent: one is made, which takes seconds. */
  cluster?: Blob | undefined
  onStatement?: OnStatement | undefined
  trace?: Trace | undefined
}

/**
 * PostgreSQL in this process (PGlite): one connection, one process. A lease is
 * therefore granted at once; a file in the folder keeps a second process out.
 * @throws DatabaseUnavailable
 */
export async function openEmbeddedDatabase({
  dataDir,
  cluster,
  onStatement,
  trace,
}: EmbeddedDatabaseOptions): Promise<Database> {
  if (dataDir) await mkdir(dataDir, { recursive: true }).catch((error: Error) => unusable(dataDir, error))
  const unlock = dataDir ? await lockFolder(dataDir) : async () => {}
  const lite = new PGlite(
    dataDir ? { dataDir: join(dataDir, 'postgres') } : { ...(cluster && { loadDataDir: cluster }) },
  )
  await lite.waitReady.catch(async (error: Error) => {
    await unlock()
    unusable(dataDir ?? 'memory', error)
  })
  const prisma = prismaOver(lite, onStatement, trace)
  const session: SqlSession = {
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await lite.query<Row>(sql, [...params])).rows,
    exec: async (sql) => void (await lite.exec(sql)),
  }
  const jobSql = fromPglite(lite)
  let last: Promise<unknown> = Promise.resolve()
  return {
    kind: 'embedded',
    prisma,
    reads: pagedReads(prisma),
    // One connection: sections of different names would meet in one transaction, so they queue as well.
    exclusively(_name, work) {
      const mine = last.then(() => work(session))
      last = mine.catch(() => {})
      return mine
    },
    tryLease: async () => ({ lost: new AbortController().signal, release: async () => {} }),
    listen: async (channel, onNotify) => lite.listen(channel, onNotify),
    jobs: {
      backend: 'pglite',
      executeSql: (text, values) => jobSql.executeSql(text, values),
      async listen(channel, onNotify, onReconnect) {
        const close = await lite.listen(channel, onNotify)
        onReconnect()
        return { close: () => close() }
      },
    },
    async close() {
      await prisma.$disconnect()
      if (!lite.closed) await lite.close()
      await unlock()
    },
  }
}

function unusable(where: string, error: Error): never {
  throw new DatabaseUnavailable(`The embedded database in ${where} can't be opened: ${error.message}.`, error)
}
