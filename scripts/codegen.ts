// npm run codegen [example ...] writes the typed documents of the examples, all of them or those named;
// npm run check:codegen compares only, writes nothing, and names every file that differs.
import { EXAMPLES, type Example } from '../codegen.ts'
import { differing, generatedFiles, write } from './codegen/generated-files.ts'

const { checks, examples } = readArguments(process.argv.slice(2))
const files = await generatedFiles(examples)
const stale = checks ? differing(files) : write(files)
if (checks && stale.length > 0) {
  process.stderr.write(`Not what the schema and the documents say: run "npm run codegen" and commit\n`)
  for (const file of stale) process.stderr.write(`  ${file}\n`)
  process.exit(1)
}
if (!checks) process.stdout.write(stale.length > 0 ? `${stale.join('\n')}\n` : 'Everything was up to date.\n')

function readArguments(words: readonly string[]): { checks: boolean; examples: readonly Example[] } {
  const names = words.filter((word) => word !== '--check')
  const unknown = names.find((name) => !EXAMPLES.some((example) => example === name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no example "${unknown}": ${EXAMPLES.join(', ')}\n`)
    process.exit(2)
  }
  const asked = EXAMPLES.filter((example) => names.length === 0 || names.includes(example))
  return { checks: words.includes('--check'), examples: asked }
}
