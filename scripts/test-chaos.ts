import { LINK_KINDS, PROCESS_KINDS } from '../test/chaos/faults.ts'
import { HELP, readOptions } from '../test/chaos/options.ts'
import { LONG, runChaos } from '../test/chaos/run.ts'

/** `npm run test:chaos`: the feed under faults; 0 when every promise was kept, else 1 with what was not. */
const SHOWN = 30
// Leaves by the front door: the processes of the run end with this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help')
    process.stdout.write(`${HELP}\nkinds: ${[...PROCESS_KINDS, ...LINK_KINDS].join(', ')}\n`)
  else {
    const start = performance.now()
    const log = (line: string) =>
      process.stdout.write(`${((performance.now() - start) / 1_000).toFixed(1).padStart(7)} s  ${line}\n`)
    const { counts, violations } = await runChaos({ ...LONG, ...options, log })
    process.stdout.write(`\n${counts.lines().join('\n')}\n\n`)
    for (const violation of violations.slice(0, SHOWN)) process.stdout.write(`VIOLATED  ${violation}\n`)
    process.stdout.write(
      violations.length === 0
        ? 'Every promise was kept.\n'
        : `${violations.length} violations. Run again with --seed ${options.seed}.\n`,
    )
    process.exit(violations.length === 0 ? 0 : 1)
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
