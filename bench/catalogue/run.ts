// npm run bench:catalogue: pages of a large catalogue next to those of a small one, in turns, on one real PostgreSQL.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { facetCounter } from '../../src/catalogue/facets.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrator.ts'
import { countSold } from '../../src/store/product-sold.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { askPage } from '../../test/big/pages.ts'
import { planOf, statementsOf } from '../../test/big/plans.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { ratio, spread } from '../feed/table.ts'
import { fillCatalogue } from './fill.ts'
import { type CataloguePage, PAGES } from './pages.ts'

const { values } = parseArgs({
  options: {
    skus: { type: 'string', default: '200000' },
    small: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '15' },
    /** Says as well which large tables PostgreSQL reads whole. */
    plans: { type: 'boolean', default: false },
  },
})

interface Filled {
  readonly url: string
  readonly database: Database
  readonly facets: ReturnType<typeof facetCounter>
}

async function filled(skus: number): Promise<Filled> {
  const url = await postgres.createDatabase()
  const database = await openServerDatabase({ url, poolSize: 4 })
  await migrate(database)
  const started = performance.now()
  await fillCatalogue(url, skus)
  await countSold(database.prisma)
  const seconds = Math.round((performance.now() - started) / 1_000)
  process.stderr.write(`${skus} SKUs are there after ${seconds} s\n`)
  return { url, database, facets: facetCounter(database.prisma) }
}

async function timed({ database, facets }: Filled, page: CataloguePage): Promise<number> {
  const started = performance.now()
  await askPage(database, page, page.countsAnew ? undefined : facets)
  return performance.now() - started
}

async function scannedBy({ url, database }: Filled, page: CataloguePage): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const scanned: string[] = []
    for (const statement of await statementsOf(() => askPage(database, page)))
      scanned.push(...(await planOf(client, statement)).scanned)
    return scanned
  } finally {
    await client.end()
  }
}

async function measure(few: Filled, many: Filled, page: CataloguePage): Promise<string> {
  const times: [number[], number[]] = [[], []]
  for (let round = -2; round < Number(values.rounds); round++) {
    const pair = [await timed(few, page), await timed(many, page)] as const
    // The first rounds fill caches and compile.
    if (round < 0) continue
    times[0].push(pair[0])
    times[1].push(pair[1])
  }
  return `| ${page.name} | ${spread(times[0])} | ${spread(times[1])} | ${ratio(times[1], times[0])} |`
}

const postgres = await startPostgres()
try {
  const few = await filled(Number(values.small))
  const many = await filled(Number(values.skus))
  process.stdout.write(
    `Medians of ${values.rounds} rounds in turns, with ranges; load ${loadavg()[0]?.toFixed(1)}.\n\n`,
  )
  process.stdout.write(
    `| page | ${values.small} SKUs, ms | ${values.skus} SKUs, ms | ratio |\n|---|---:|---:|---:|\n`,
  )
  for (const page of PAGES) {
    process.stdout.write(`${await measure(few, many, page)}\n`)
    if (!values.plans) continue
    const scanned = await scannedBy(many, page)
    if (scanned.length > 0) process.stderr.write(`${page.name} reads ${scanned.join(', ')} whole\n`)
  }
  await few.database.close()
  await many.database.close()
} finally {
  await postgres.stop()
}
