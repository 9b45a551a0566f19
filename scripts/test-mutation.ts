// npm run test:mutation: changes the code in one place at a time and lists the changes that no near test notices.
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { LEAST_SHARE, MUTATED_PARTS, type MutatedPart, type PartName } from '../test/mutation/parts.ts'

type Options = ConstructorParameters<typeof Stryker>[0]
type Change = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

const USAGE = `Mutation testing of the code where a wrong line costs money or goods, one part after the other.
Fails when the tests of a part notice fewer than ${LEAST_SHARE} % of the changes.

  npm run test:mutation [-- part ...]

  parts: ${Object.keys(MUTATED_PARTS).join(', ')}; without names all`

/** A mutated loop may never end: such a change counts as noticed. In ms. */
const TIMEOUT = 10_000

function optionsOf({ code, workers = 2 }: MutatedPart): Options {
  // The plugin's own options are not in the type, so they are spread.
  const plugin = { vitest: { configFile: 'test/mutation/vitest.config.ts', related: false } }
  return {
    ...plugin,
    mutate: [...code, '!**/*.test.ts', '!**/*.test-kit.ts'],
    testRunner: 'vitest',
    // Node strips the types, so nothing is compiled.
    tsconfigFile: 'none',
    coverageAnalysis: 'perTest',
    concurrency: workers,
    reporters: [],
    logLevel: 'error' as NonNullable<Options['logLevel']>,
    tempDirName: '.mutation',
    cleanTempDir: 'always',
    // No test of a part reads these, so they are not copied.
    ignorePatterns: ['.data', 'docs', 'client-examples', 'deploy'],
    timeoutMS: TIMEOUT,
  }
}

const isNoticed = ({ status }: Change) => status === 'Killed' || status === 'Timeout'

/** `src/a.ts:3:7 Survived: a < b -> a <= b` */
async function lineOf({ fileName, location, replacement, status }: Change): Promise<string> {
  const lines = (await readFile(fileName, 'utf8')).split('\n')
  const { start, end } = location
  const first = lines[start.line - 1] ?? ''
  const was = first.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)
  const is = (replacement ?? '').split('\n')[0]
  return `${relative('.', fileName)}:${start.line}:${start.column} ${status}: ${was} -> ${is}\n`
}

async function testPart(name: PartName): Promise<{ row: string; share: number }> {
  const part: MutatedPart = MUTATED_PARTS[name]
  // test/mutation/vitest.config.ts reads it in the worker processes.
  process.env.MUTATION_TESTS = part.tests.join(' ')
  // A change that crashes the test process itself (RuntimeError) says nothing of the tests.
  const changes = (await new Stryker(optionsOf(part)).runMutationTest()).filter(
    ({ status }) => status !== 'Ignored' && status !== 'RuntimeError',
  )
  for (const change of changes) if (!isNoticed(change)) process.stdout.write(await lineOf(change))
  const noticed = changes.filter(isNoticed).length
  const share = (100 * noticed) / Math.max(1, changes.length)
  return { row: `| ${name} | ${changes.length} | ${noticed} | ${share.toFixed(1)} % |`, share }
}

const names = process.argv.slice(2)
const isPart = (name: string): name is PartName => Object.hasOwn(MUTATED_PARTS, name)
const unknown = names.filter((name) => !isPart(name))
if (unknown.length > 0) {
  process.stderr.write(`${USAGE}\n\nUnknown: ${unknown.join(', ')}\n`)
  process.exit(1)
}
const rows: string[] = []
for (const name of names.length > 0 ? names : Object.keys(MUTATED_PARTS)) {
  if (!isPart(name)) continue
  const { row, share } = await testPart(name)
  rows.push(row)
  process.stdout.write(`${row}\n`)
  if (share < LEAST_SHARE) process.exitCode = 1
}
process.stdout.write(`\n| part | changes | noticed | share |\n|---|---:|---:|---:|\n${rows.join('\n')}\n`)
