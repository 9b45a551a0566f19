// npm run verify:ledger: checks that every stock level is the sum of its ledger, and names every difference.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from '../src/config.ts'
import { type Database, DatabaseUnavailable } from '../src/store/database.ts'
import { openEmbeddedDatabase } from '../src/store/embedded-database.ts'
import { checkLedger } from '../src/store/ledger-check.ts'
import { openServerDatabase } from '../src/store/server-database.ts'

/** The database of DATABASE_URL, else the embedded one in DATA_DIR. */
async function open(): Promise<Database> {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl) return openServerDatabase({ url: databaseUrl })
  // Opening would make a new one, with nothing in it.
  if (!existsSync(join(dataDir, 'postgres')))
    throw new DatabaseUnavailable(`There is no database in ${dataDir}: set DATABASE_URL or DATA_DIR.`)
  return openEmbeddedDatabase({ dataDir })
}

async function verify({ prisma }: Database): Promise<number> {
  const [table] = await prisma.$queryRaw<
    { there: boolean }[]
  >`SELECT to_regclass('stock_movement') IS NOT NULL AS there`
  if (!table?.there) throw new DatabaseUnavailable('The database has no ledger yet: start the gateway once.')
  const { levels, movements, differences } = await checkLedger(prisma)
  for (const { sku, warehouse, what } of differences)
    process.stdout.write(`${sku} in ${warehouse}: ${what}\n`)
  process.stdout.write(
    `${levels} levels and ${movements} movements checked, ${differences.length} differences.\n`,
  )
  return differences.length > 0 ? 1 : 0
}

try {
  const database = await open()
  try {
    process.exitCode = await verify(database)
  } finally {
    await database.close()
  }
} catch (error) {
  if (!(error instanceof DatabaseUnavailable || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
