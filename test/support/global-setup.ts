import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { CLUSTER_CONTENTS } from './cluster-content.ts'
import type { TestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the service that makes what test files share, at their first request. */
    sharedParts: string
  }
}

/** Seeded times are told from the moment of the seeding: it is never longer ago, in ms. */
const FRESH_MS = 5 * 60_000

/** A migrated, empty database that test files copy: faster than migrating in each. */
export const TEMPLATE = 'haitao_template'

/**
 * Test files share one PostgreSQL a run, and what their embedded databases begin with. Each is made when the first
 * file asks for it, so a run that needs none pays for none.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = []
  const parts: Record<string, () => Promise<string>> = {
    ...Object.fromEntries(
      CLUSTER_CONTENTS.map((content) => [
        `/cluster/${content}`,
        onceIn(FRESH_MS, async () => {
          const { makeCluster } = await import('./make-cluster.ts')
          const cluster = await makeCluster(content)
          stops.push(cluster.remove)
          return cluster.path
        }),
      ]),
    ),
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
  return onceIn(Number.POSITIVE_INFINITY, make)
}

/** Made again when it is asked for after this time, in ms. */
function onceIn<T>(ms: number, make: () => Promise<T>): () => Promise<T> {
  let made: { readonly at: number; readonly part: Promise<T> } | undefined
  return () => {
    if (!made || performance.now() - made.at > ms) made = { at: performance.now(), part: make() }
    return made.part
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
