// npm run verify:ledger: checks that every stock level is the sum of its ledger, and names every difference.
import { ConfigError, readConfig } from '../src/config/index.ts'
import { type Database, DatabaseUnavailable } from '../src/store/database.ts'
import { checkLedger } from '../src/store/ledger-check.ts'
import { openDatabase } from './support/open-database.ts'

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
  const database = await openDatabase(readConfig())
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
