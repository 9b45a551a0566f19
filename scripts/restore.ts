// npm run restore: puts a backup of the embedded database back.
import { ConfigError, readConfig } from '../src/config/index.ts'
import { type Database, DatabaseUnavailable } from '../src/store/database.ts'
import { restoreEmbedded } from '../src/store/embedded-backup.ts'
import { openEmbeddedDatabase } from '../src/store/embedded-database.ts'
import { checkLedger } from '../src/store/ledger-check.ts'
import { migrate } from '../src/store/migrator.ts'
import { beginEpoch } from '../src/store/outbox.ts'
import { CommandFailure, runCommand, UsageError } from './support/command.ts'
import { hasEmbeddedData, openDatabase } from './support/open-database.ts'

const USAGE = `Puts a backup that "npm run backup" wrote into DATA_DIR, after it was brought to this version's migrations and its
ledger was checked. Refuses while a process has the folder, and when there is data already. Uploaded files and pictures are
not in it: put MEDIA_FOLDER or the bucket back as well.

  npm run restore -- --from FILE [--force]
  npm run restore -- --restored

  --from      the backup
  --force     in place of the data in DATA_DIR, which is moved aside
  --restored  PostgreSQL of DATABASE_URL was restored with pg_restore: what clients know of the feed is void, so they
              get a FeedGap and fresh state`

const options = {
  from: { type: 'string' },
  force: { type: 'boolean', default: false },
  restored: { type: 'boolean', default: false },
} as const

/** The sequence of the restored feed may name other events than the ones that clients have seen. */
async function settle(database: Database): Promise<string> {
  await migrate(database)
  const { levels, movements, differences } = await checkLedger(database.prisma)
  await beginEpoch(database.prisma)
  for (const { sku, warehouse, what } of differences)
    process.stdout.write(`${sku} in ${warehouse}: ${what}\n`)
  return `${levels} levels and ${movements} movements, ${differences.length} differences`
}

await runCommand(
  { usage: USAGE, options, expected: [ConfigError, DatabaseUnavailable] },
  async ({ from, force, restored }) => {
    const config = readConfig()
    if (restored) {
      if (from !== undefined || !config.databaseUrl)
        throw new UsageError('--restored is for the database of DATABASE_URL, and takes no --from.')
      const database = await openDatabase(config)
      try {
        process.stdout.write(`Settled: ${await settle(database)}.\n`)
      } finally {
        await database.close()
      }
      return 0
    }
    if (config.databaseUrl)
      throw new CommandFailure(
        `DATABASE_URL is set: stop gateways and workers, restore PostgreSQL into an empty database, and void the cursors with

  pg_restore --no-owner --exit-on-error --dbname="$DATABASE_URL" haitao-graph.dump
  npm run restore -- --restored`,
      )
    if (from === undefined) throw new UsageError('--from has to name the backup.')
    if (config.dataDir === ':memory:') throw new UsageError('DATA_DIR has to be a folder.')
    if (hasEmbeddedData(config) && !force)
      throw new CommandFailure(
        `${config.dataDir} has data already: --force puts the backup in its place and moves it aside.`,
      )
    let found = ''
    const check = async (dataDir: string) => {
      const database = await openEmbeddedDatabase({ dataDir })
      try {
        found = await settle(database)
      } finally {
        await database.close()
      }
    }
    const aside = await restoreEmbedded(from, config.dataDir, check, new Date())
    process.stdout.write(`Restored into ${config.dataDir}: ${found}.\n`)
    if (aside !== null) process.stdout.write(`The former data is in ${aside}: delete it when all is well.\n`)
    return 0
  },
)
