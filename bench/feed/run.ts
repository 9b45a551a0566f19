import { availableParallelism, cpus, loadavg } from 'node:os'
import { pinned } from './child.ts'
import type { ContenderName } from './contender.ts'
import { installPeers } from './install.ts'
import { readOptions } from './options.ts'
import type { Part } from './part.ts'
import { runHot } from './run-hot.ts'
import { runOwn, runStorm, runStuck } from './run-others.ts'

/** `npm run bench:feed`: the feed beside other servers, on this machine, over loopback. Ends by itself. */
const say = (text: string) => process.stdout.write(`${text}\n`)

/** Load of the machine before each part: what else ran is part of the result. */
const heading = (text: string) => say(`\n## ${text} (load ${loadavg()[0]?.toFixed(1)})\n`)

/** These need nothing that the project has not. */
const AT_HOME: readonly ContenderName[] = ['ours']

try {
  const options = readOptions(process.argv.slice(2))
  if (options.contenders.some((name) => !AT_HOME.includes(name))) installPeers()
  say(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores,`)
  say(pinned() ? 'server on core 0, clients on core 1' : 'server and clients not bound to cores (no taskset)')
  const part: Part = { options, say, heading }
  if (options.scenarios.includes('hot')) await runHot(part)
  if (options.scenarios.includes('own')) await runOwn(part)
  if (options.scenarios.includes('stuck')) await runStuck(part)
  if (options.scenarios.includes('storm')) await runStorm(part)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
