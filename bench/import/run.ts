// npm run bench:import: a thousand items of other sellers, imported from the sandbox into an empty PostgreSQL.
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { buildApp } from '../../src/app.ts'
import { signToken } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET, readConfig } from '../../src/config/index.ts'
import { ask, dataOf } from '../../test/path/support/ask.ts'
import { startPostgres } from '../../test/support/postgres.ts'

const { values } = parseArgs({ options: { items: { type: 'string', default: '1000' } } })
const MARKETS = ['TAOBAO', 'ALIBABA_1688', 'JD', 'WEIDIAN', 'PINDUODUO']
const wanted = Number(values.items)
const MIB = 2 ** 20

const postgres = await startPostgres()
const config = readConfig({
  PORT: '0',
  SANDBOX_PORT: '0',
  SANDBOX: 'on',
  SANDBOX_TRAFFIC: 'off',
  SYNC: 'off',
  SEED: 'off',
  LOG_LEVEL: 'error', // of rows that met the unexpected
  RATE_LIMIT: 'off',
  DATABASE_URL: await postgres.createDatabase(),
})
const gateway = await buildApp(config).start()
const authorization = `Bearer ${await signToken(DEVELOPMENT_JWT_SECRET, { role: 'operator', subject: 'bench', ttlSeconds: 600 })}`
const asked = async <Data>(query: string, variables: Record<string, unknown>) =>
  dataOf(await ask<Data>(`http://127.0.0.1:${gateway.port}/graphql`, { query, variables, authorization }))

try {
  const references: string[] = []
  for (const platform of MARKETS) {
    const count = Math.ceil(wanted / MARKETS.length)
    const answer = await fetch(`${gateway.sandboxUrl}/_control/share?platform=${platform}&count=${count}`)
    const { items } = (await answer.json()) as { items: { externalId: string }[] }
    references.push(...items.map(({ externalId }) => `${platform}:${externalId}`))
  }
  await asked(
    'mutation ($input: SavePriceRuleInput!) { savePriceRule(input: $input) { userErrors { message } } }',
    {
      input: { name: 'All', markupPercent: '20' },
    },
  )
  const started = performance.now()
  const { importItems } = await asked<{ importItems: { catalogueImport: { id: string } } }>(
    'mutation ($input: ImportItemsInput!) { importItems(input: $input) { catalogueImport { id } userErrors { message } } }',
    { input: { references: references.slice(0, wanted), publish: true, idempotencyKey: v7() } },
  )
  const heaps: { done: number; mib: number }[] = []
  for (;;) {
    const { catalogueImport } = await asked<{ catalogueImport: Progress }>(
      'query ($id: ID!) { catalogueImport(id: $id) { status done created failed failures(first: 5) { nodes { reference code message } } } }',
      { id: importItems.catalogueImport.id },
    )
    globalThis.gc?.()
    heaps.push({ done: catalogueImport.done, mib: process.memoryUsage().heapUsed / MIB })
    if (catalogueImport.status !== 'RUNNING') {
      report(catalogueImport, (performance.now() - started) / 1_000, heaps)
      break
    }
    await delay(500)
  }
} finally {
  await gateway.stop()
  await postgres.stop()
}

interface Progress {
  readonly status: string
  readonly done: number
  readonly created: number
  readonly failed: number
  readonly failures: { readonly nodes: readonly object[] }
}

/** @param heaps what lived in memory, gateway and sandbox together, at each look */
function report(
  { status, created, failed, failures }: Progress,
  seconds: number,
  heaps: readonly { done: number; mib: number }[],
): void {
  const at = (share: number) => heaps.find(({ done }) => done >= share * wanted)?.mib.toFixed(0) ?? '?'
  process.stdout.write(
    `${status}: ${created} items created, ${failed} failed, in ${seconds.toFixed(1)} s; load ${loadavg()[0]?.toFixed(1)}\n` +
      `heap in use: ${at(0.1)} MiB at a tenth, ${at(0.5)} MiB at half, ${heaps.at(-1)?.mib.toFixed(0)} MiB at the end\n`,
  )
  for (const failure of failures.nodes) process.stderr.write(`${JSON.stringify(failure)}\n`)
}
