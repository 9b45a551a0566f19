import { setTimeout as delay } from 'node:timers/promises'
import { buildApp } from '../../src/app.ts'
import { signToken } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET, readConfig } from '../../src/config/index.ts'
import { ask, dataOf } from '../../test/path/support/ask.ts'
import { startPostgres } from '../../test/support/postgres.ts'

export interface Progress {
  readonly status: string
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly failures: { readonly nodes: readonly object[] }
}

/** Gateway and worker in this process over an empty PostgreSQL, asked as an operator. */
export async function startImportGateway(
  settings: Readonly<Record<string, string>>,
  options: Parameters<typeof buildApp>[1] = {},
) {
  const postgres = await startPostgres()
  const config = readConfig({
    PORT: '0',
    SYNC: 'off',
    SEED: 'off',
    LOG_LEVEL: 'error', // of rows that met the unexpected
    RATE_LIMIT: 'off',
    DATABASE_URL: await postgres.createDatabase(),
    ...settings,
  })
  const gateway = await buildApp(config, options).start()
  const token = await signToken(DEVELOPMENT_JWT_SECRET, {
    role: 'operator',
    subject: 'bench',
    ttlSeconds: 86_400,
  })
  const authorization = `Bearer ${token}`
  const asked = async <Data>(query: string, variables: Record<string, unknown>) =>
    dataOf(await ask<Data>(`http://127.0.0.1:${gateway.port}/graphql`, { query, variables, authorization }))
  return {
    sandboxUrl: gateway.sandboxUrl,
    asked,
    /** Looks at an import twice a second until it has ended. */
    async followed(id: string, look: (progress: Progress) => void): Promise<Progress> {
      for (;;) {
        const { catalogueImport } = await asked<{ catalogueImport: Progress }>(
          `query ($id: ID!) { catalogueImport(id: $id) { status done created updated unchanged failed
            failures(first: 5) { nodes { reference code message } } } }`,
          { id },
        )
        look(catalogueImport)
        if (catalogueImport.status !== 'RUNNING') return catalogueImport
        await delay(500)
      }
    },
    async stop() {
      await gateway.stop()
      await postgres.stop()
    },
  }
}
