// npm run schema writes schema/schema.graphql; with --check it only compares: with the committed file, and with
// the contract beside the project where that is present.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from '../schema/index.ts'

const FILE = 'schema/schema.graphql'
const CONTRACT_CHECK = '../shared/tools/contract-check.mjs'

const printed = `# Printed from the code by "npm run schema". Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, printed)
} else {
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  if (committed !== printed) {
    process.stderr.write(`${FILE} is not what the code says: run "npm run schema" and commit it.\n`)
    process.exit(1)
  }
  if (existsSync(CONTRACT_CHECK)) {
    const { status } = spawnSync(process.execPath, [CONTRACT_CHECK, '--all'], { stdio: 'inherit' })
    process.exit(status ?? 1)
  }
}
