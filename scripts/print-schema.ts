// npm run schema writes schema/schema.graphql; with --check it only compares with the committed file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from '../schema/index.ts'

const FILE = 'schema/schema.graphql'

const printed = `# Printed from the code by "npm run schema". Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, printed)
} else {
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  if (committed !== printed) {
    process.stderr.write(`${FILE} is not what the code says: run "npm run schema" and commit it.\n`)
    process.exit(1)
  }
}
