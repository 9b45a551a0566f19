// npm run backup: the embedded database in one file.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError, readConfig } from '../src/config/index.ts'
import { DatabaseUnavailable } from '../src/store/database.ts'
import { backUpEmbedded } from '../src/store/embedded-backup.ts'
import { CommandFailure, runCommand } from './support/command.ts'
import { hasEmbeddedData } from './support/open-database.ts'

const USAGE = `Writes the embedded database of DATA_DIR to one file. Stop the gateway before: it refuses while a process has the
folder. What lies encrypted in it needs the same ENCRYPTION_KEY after a restore: keep that apart. Uploaded files and pictures
are not in it: copy MEDIA_FOLDER, or back up the bucket, as well.

  npm run backup -- [--out FILE]

  --out  the file, which must not exist yet (default: haitao-graph-<time>.tar.gz in the present folder)

With DATABASE_URL the database has tools of its own, which back it up while it is used: pg_dump.`

const options = { out: { type: 'string' } } as const

await runCommand({ usage: USAGE, options, expected: [ConfigError, DatabaseUnavailable] }, async ({ out }) => {
  const config = readConfig()
  if (config.databaseUrl)
    throw new CommandFailure(
      `DATABASE_URL is set: back up PostgreSQL while it runs with

  pg_dump --format=custom --file=haitao-graph.dump "$DATABASE_URL"

pg_dump has to be as new as the server. Redis need not be backed up: it repeats what the database has. Copy MEDIA_FOLDER, or
back up the bucket, as well: uploaded files and pictures are not in the database.`,
    )
  if (!hasEmbeddedData(config))
    throw new DatabaseUnavailable(`There is no database in ${config.dataDir}: nothing to back up.`)
  const file = resolve(out ?? `haitao-graph-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.tar.gz`)
  if (existsSync(file)) throw new CommandFailure(`${file} exists already: name another one with --out.`)
  const bytes = await backUpEmbedded(config.dataDir, file)
  process.stdout.write(`${file}: ${(bytes / 1e6).toFixed(1)} MB\n`)
  const { bucket, folder } = config.media
  const place = bucket ? `the bucket ${bucket.bucket}` : folder
  if (bucket || (folder !== null && existsSync(folder)))
    process.stdout.write(`Uploaded files and pictures are in ${place}: copy it as well.\n`)
  return 0
})
