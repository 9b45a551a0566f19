import { setTimeout as delay } from 'node:timers/promises'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/index.ts'
import type { Logger } from '../../src/server/logger.ts'
import type { FromProgram, ProgramSample, ToProgram } from './messages.ts'

/**
 * The program under observation, a child of the soak: `node --expose-gc program.ts` with the configuration in its
 * environment. Beyond the program there is nothing in this process but the answers to its parent.
 */
const problems = new Map<string, number>()
const note = (problem: string) => problems.set(problem, (problems.get(problem) ?? 0) + 1)
const words = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

process.on('unhandledRejection', (error) => note(`unhandled rejection: ${words(error)}`))
process.on('uncaughtException', (error) => note(`uncaught exception: ${error.stack}`))
// Among them: more listeners on one emitter than there should be.
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') note(`warning: ${words(warning)}`)
})

const silent = () => {}
const atError = (fields: unknown, message?: unknown) => {
  const cause = (fields as { err?: unknown } | null)?.err
  note(`logged as an error: ${String(message ?? fields)}${cause ? ` (${words(cause)})` : ''}`)
}
const log = { debug: silent, info: silent, warn: silent, error: atError, fatal: atError } as unknown as Logger

function sample(): ProgramSample {
  // The second collects what finalizers of the first let go.
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, rss, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return {
    heapUsed,
    rss,
    external,
    cpuMicros: user + system,
    resources: resources(),
    problems: [...problems],
  }
}

/** What keeps the process alive, by kind. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Sockets that were ended need a moment until the other side has ended them too. */
async function stop(): Promise<void> {
  await running.stop()
  for (let left = 50; left > 0 && resources().TCPSocketWrap; left--) await delay(100)
}

let isStopped = false
// Its parent is gone: there is no reader any more.
process.once('disconnect', () => {
  if (!isStopped) process.exit(1)
})
if (!process.connected) process.exit(1)
const tell = (message: FromProgram) => process.send?.(message)
const running = await buildApp(readConfig(process.env), { log }).start()
process.on('message', async ({ id, what }: ToProgram) => {
  if (what === 'stop') await stop()
  isStopped = what === 'stop'
  tell({ id, sample: sample() })
  // From here on nothing of ours may keep the process.
  if (what === 'stop') process.disconnect()
})
tell({ graph: `http://127.0.0.1:${running.port}/graphql`, sandboxUrl: running.sandboxUrl ?? '' })
