// npm run reference writes docs/reference from the schema and from the metrics of a process; with --check it compares.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schema } from '../schema/index.ts'
import { graphPages } from './reference/graph.ts'
import { metricsPage } from './reference/metrics.ts'
import { runCommand } from './support/command.ts'

const FOLDER = 'docs/reference'
const NOTE = '<!-- Written by "npm run reference". Do not edit. -->\n'
const USAGE = `Writes the reference pages in ${FOLDER}.

  npm run reference -- [--check]

  --check  only compares, names what differs, and ends with 1`

await runCommand({ usage: USAGE, options: { check: { type: 'boolean' } } }, async ({ check = false }) => {
  const pages = { ...graphPages(schema), 'metrics.md': metricsPage() }
  mkdirSync(FOLDER, { recursive: true })
  const strangers = readdirSync(FOLDER).filter((file) => !Object.hasOwn(pages, file))
  const stale = Object.entries(pages).filter(([file, text]) => {
    const path = join(FOLDER, file)
    return !existsSync(path) || readFileSync(path, 'utf8') !== NOTE + text
  })
  if (!check) {
    for (const file of strangers) rmSync(join(FOLDER, file))
    for (const [file, text] of stale) writeFileSync(join(FOLDER, file), NOTE + text)
    return 0
  }
  const differing = [...strangers, ...stale.map(([file]) => file)]
  for (const file of differing)
    process.stderr.write(
      `${FOLDER}/${file} is not what the code says: run "npm run reference" and commit it.\n`,
    )
  return differing.length === 0 ? 0 : 1
})
