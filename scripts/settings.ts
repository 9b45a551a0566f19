// npm run settings writes docs/configuration.md and deploy/env.example from the tables in src/config; with --check it compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { GROUPS } from '../src/config/tables.ts'
import { configurationPage } from './settings/configuration-page.ts'
import { envExample } from './settings/env-example.ts'
import { runCommand } from './support/command.ts'

const USAGE = `Writes docs/configuration.md and deploy/env.example from the tables of settings in src/config.

  npm run settings -- [--check]

  --check  only compares, names what differs, and ends with 1`

await runCommand({ usage: USAGE, options: { check: { type: 'boolean' } } }, async ({ check = false }) => {
  const files = {
    'docs/configuration.md': configurationPage(GROUPS),
    'deploy/env.example': envExample(GROUPS),
  }
  const stale = Object.entries(files).filter(
    ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
  )
  for (const [file, text] of stale)
    if (check)
      process.stderr.write(`${file} is not what src/config says: run "npm run settings" and commit it.\n`)
    else writeFileSync(file, text)
  return check && stale.length > 0 ? 1 : 0
})
