// npm run audit: checks of public lists for GraphQL servers, and known weaknesses of dependencies.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AdvisoryVerdict, askNpm, judge } from './audit/advisories.ts'
import { checklists, judgeList, runTests } from './audit/checks.ts'
import { runCommand } from './support/command.ts'

const USAGE = `Runs the audits of docs/security.md and prints a table: the audits of GraphQL over HTTP (graphql-http), the items of
graphql-cop, the lines of OWASP's GraphQL list, and npm audit. Ends with 0 when nothing was found. A registry that gives no
answer is said, and is no finding. Takes some minutes.

  npm run audit`

const ROOT = resolve(import.meta.dirname, '..')
const PAGE = 'docs/security.md'

function shown(verdict: AdvisoryVerdict): readonly [count: string, findings: readonly string[]] {
  switch (verdict.kind) {
    case 'clean':
      return [`clean: ${verdict.packages} packages`, []]
    case 'explained':
      return [`${verdict.explained.length} advisories, explained in ${PAGE}`, []]
    case 'found':
      return [`${verdict.unexplained.length} advisories that ${PAGE} does not explain`, verdict.unexplained]
    case 'no answer':
      return [`not known: the registry gave no answer (${verdict.why})`, []]
  }
}

await runCommand({ usage: USAGE, options: {} }, async () => {
  const page = readFileSync(resolve(ROOT, PAGE), 'utf8')
  const lists = checklists(page, ROOT)
  const files = [...new Set(lists.flatMap((list) => list.files))]
  const result = await runTests(files, ROOT)
  const checked = lists.map((list) => judgeList(list, result, ROOT))
  const [advisories, unexplained] = shown(judge(await askNpm(), page))
  const rows = checked.map(({ name, passed, skipped, failed }) => {
    const counts = [`${passed} of ${passed + skipped + failed.length} passed`]
    if (skipped > 0) counts.push(`${skipped} skipped`)
    return [name, counts.join(', ')]
  })
  const lines = [...rows, ['npm audit', advisories]].map(([name = '', said]) => `${name.padEnd(20)}${said}`)
  const findings = [...checked.flatMap(({ failed }) => failed), ...unexplained]
  process.stdout.write(`\n${lines.join('\n')}\n`)
  for (const finding of findings) process.stdout.write(`FOUND  ${finding}\n`)
  return findings.length === 0 ? 0 : 1
})
