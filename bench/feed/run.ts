import { availableParallelism, cpus, loadavg } from 'node:os'
import { pinned } from './child.ts'
import type { ContenderName } from './contender.ts'
import { minutesOf } from './duration.ts'
import { installPeers } from './install.ts'
import { readOptions } from './options.ts'
import { runOwn } from './own-skus.ts'
import type { Part } from './part.ts'
import { runHot } from './run-hot.ts'
import { runStorm } from './storm.ts'
import { runStuck } from './stuck.ts'
import { targetTable } from './targets.ts'

/** `npm run bench:feed`: the feed next to other servers, on this machine, over loopback. Ends automatically. */
const say = (text: string) => process.stdout.write(`${text}\n`)

const load = () => loadavg()[0]?.toFixed(1)

/** Load of the machine before each part: what else ran is part of the result. */
const heading = (text: string) => say(`\n### ${text} (load ${load()})\n`)

/** These need nothing that the project has not. */
const AT_HOME: readonly ContenderName[] = ['ours']

try {
  const options = readOptions(process.argv.slice(2))
  if (options.contenders.some((name) => !AT_HOME.includes(name))) installPeers()
  const began = performance.now()
  process.stderr.write(
    `This takes about ${minutesOf(options)} minutes on a machine that does nothing else.\n`,
  )
  const bound = pinned()
    ? 'servers on core 0, clients on core 1'
    : 'servers and clients not bound to cores (no taskset)'
  say(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${bound}; ` +
      `medians of ${options.rounds} interleaved rounds of ${options.ms} ms, with ranges.`,
  )
  const part: Part = { options, say, heading }
  const { scenarios } = options
  const hot = scenarios.includes('hot') ? await runHot(part) : new Map()
  if (scenarios.includes('own')) await runOwn(part)
  const stuck = scenarios.includes('stuck') ? await runStuck(part) : []
  const storm = scenarios.includes('storm') ? await runStorm(part) : []
  heading('What was to be reached')
  say(targetTable({ hot, stuck, storm }))
  const minutes = (performance.now() - began) / 60_000
  process.stderr.write(`Done after ${minutes.toFixed(1)} minutes.\n`)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
