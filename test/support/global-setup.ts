import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { TestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the service that makes what test files share, at their first request. */
    sharedParts: string
  }
}

/** A migrated, empty database that test files copy: faster than migrating in each. */
export const TEMPLATE = 'haitao_template'

/**
 * Test files share one PostgreSQL and one empty embedded database a run. Each is made when the first file
 * asks for it, so a run that needs neither pays for neither.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = []
  const parts: Record<string, () => Promise<string>> = {
    '/empty-cluster': once(async () => {
      const { makeEmptyCluster } = await import('./make-empty-cluster.ts')
      const cluster = await makeEmptyCluster()
      stops.push(cluster.remove)
      return cluster.path
    }),
    '/postgres': once(async () => {
      const { startPostgres } = await import('./postgres.ts')
      const postgres = await startPostgres()
      stops.push(postgres.stop)
      await makeTemplate(postgres)
      return postgres.url('')
    }),
  }
  const server = createServer((request, response) => {
    // A kept connection may be closed at the moment at which the next question is sent on it.
    response.setHeader('connection', 'close')
    const make = parts[request.url ?? '']
    if (!make) return void response.writeHead(404).end()
    make().then(
      (part) => response.end(part),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  provide('sharedParts', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.close()
    for (const stop of stops) await stop()
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

async function makeTemplate(postgres: TestPostgres): Promise<void> {
  const [{ query }, { openServerDatabase }, { migrate }] = await Promise.all([
    import('./postgres.ts'),
    import('../../src/store/server-database.ts'),
    import('../../src/store/migrator.ts'),
  ])
  await query(postgres.url(), `CREATE DATABASE ${TEMPLATE} TEMPLATE template0`)
  const database = await openServerDatabase({ url: postgres.url(TEMPLATE), poolSize: 1 })
  await migrate(database).finally(() => database.close())
}
