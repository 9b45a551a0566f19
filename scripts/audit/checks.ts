import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { z } from 'zod'

/** A list of somebody else's, and the tests that hold us to it. */
export interface Checklist {
  readonly name: string
  readonly files: readonly string[]
  /** Tests of the files that are its items; absent: all of them. */
  readonly items?: RegExp
}

export interface Checked {
  readonly name: string
  readonly passed: number
  readonly skipped: number
  readonly failed: readonly string[]
}

const HEADING = '## OWASP'

/** The command, with the files that the page names. */
export function checklists(page: string, root: string): Checklist[] {
  return [
    // Titles of audits begin with their ids.
    {
      name: 'GraphQL over HTTP',
      files: ['test/path/http-audit.test.ts'],
      items: /^[0-9A-Z]{4} (MUST|SHOULD|MAY)\b/,
    },
    { name: 'graphql-cop', files: ['test/security/cop.test.ts'] },
    { name: 'OWASP GraphQL', files: owaspFiles(page, root) },
  ]
}

/** Test files that the table of docs/security.md names, so that the page decides what is run. */
export function owaspFiles(page: string, root: string): string[] {
  const [, section = ''] = page.split(HEADING)
  const [table = ''] = section.split('\n## ')
  const named = [...table.matchAll(/`([\w./*-]+\.test\.ts)`/g)].map(([, path = '']) => path)
  const files = named.flatMap((path) => {
    const found = globSync(path, { cwd: root })
    if (found.length === 0) throw new Error(`docs/security.md names ${path}, which does not exist`)
    return found
  })
  return [...new Set(files)].sort()
}

/** Output of vitest's JSON reporter. */
const Result = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ title: z.string(), fullName: z.string(), status: z.string() })),
    }),
  ),
})
export type TestResult = z.output<typeof Result>

/** Runs the tests of all lists once. */
export async function runTests(files: readonly string[], root: string): Promise<TestResult> {
  const folder = await mkdtemp(join(tmpdir(), 'haitao-audit-'))
  try {
    const out = join(folder, 'result.json')
    const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile=${out}`, ...files]
    // Output of vitest goes to standard error: standard output has only the table.
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', process.stderr, process.stderr],
    })
    await new Promise((resolve) => child.once('close', resolve))
    return Result.parse(JSON.parse(await readFile(out, 'utf8')))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A file that was to be run and has no result counts as failed. */
export function judgeList(
  { name, files, items = /./ }: Checklist,
  result: TestResult,
  root: string,
): Checked {
  const failed: string[] = []
  let passed = 0
  let skipped = 0
  for (const file of files) {
    const ran = result.testResults.find((one) => relative(root, one.name) === file)
    const tests = ran?.assertionResults.filter(({ title }) => items.test(title)) ?? []
    if (tests.length === 0) failed.push(`${file}: nothing was run${ran?.message ? `, ${ran.message}` : ''}`)
    for (const { fullName, status } of tests)
      if (status === 'passed') passed++
      else if (status === 'failed') failed.push(`${file}: ${fullName}`)
      else skipped++
  }
  return { name, passed, skipped, failed }
}
