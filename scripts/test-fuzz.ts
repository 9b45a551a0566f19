// npm run test:fuzz: generated operations, good and spoiled, against the program in a process of its own.
import { randomInt } from 'node:crypto'
import { schema } from '../schema/index.ts'
import { signToken } from '../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET } from '../src/config/index.ts'
import type { Role } from '../src/domain/viewer.ts'
import type { Attempt } from '../test/fuzz/attempt.ts'
import { type FuzzReport, fuzz } from '../test/fuzz/fuzz.ts'
import { sender } from '../test/fuzz/send.ts'
import { idsOf } from '../test/fuzz/world.ts'
import { ask, dataOf } from '../test/path/support/ask.ts'
import { median, slope } from '../test/soak/judge.ts'
import { type SoakedProgram, startSoakedProgram } from '../test/soak/program-process.ts'
import { fillLog } from '../test/support/fill-log.ts'
import { numberOf, runCommand } from './support/command.ts'

/** Operations that fill the caches of about 1,000 parsed documents and as many statement plans. */
const WARM_UP_OPERATIONS = 6_000
/** Fewer looks after that make no trend. */
const LEAST_LOOKS = 6

const USAGE = `Sends generated operations over the whole schema, two in five of them spoiled in one way, as every role, over POST,
GET, server-sent events and WebSocket. None may crash the program, be answered by a masked error or a status of 500,
or tell of the inside. What goes wrong is made as simple as it goes and printed. Memory has to stay flat once what the
program keeps is full: the feed's log, which is filled before, and parsed documents and plans of statements after
${WARM_UP_OPERATIONS} operations; a shorter run does not judge it.

  npm run test:fuzz -- [--operations 20000] [--seed N] [--keep-going]

  --operations  how many
  --seed        of a run that is to be repeated; a new one otherwise
  --keep-going  every different violation is printed as it comes, none is simplified`

/** Number of memory measurements. */
const LOOKS = 30
/** Maximum growth of the heap after the warm-up, in megabytes. */
const HEAP_LIMIT = 20
const MB = 1024 * 1024

const tokens = new Map<Role, Promise<string>>()
async function authorizationOf(role: Role): Promise<string | undefined> {
  if (role === 'anonymous') return undefined
  const subject = role === 'supplier' ? 'yunling-tea' : `fuzz-${role}`
  const token =
    tokens.get(role) ?? signToken(DEVELOPMENT_JWT_SECRET, { role, subject, ttlSeconds: 24 * 3600 })
  tokens.set(role, token)
  return `Bearer ${await token}`
}

/** As an operator. @throws Error when there are errors */
async function asOperator(graph: string, query: string): Promise<Record<string, unknown>> {
  return dataOf(await ask(graph, { query, authorization: await authorizationOf('operator') }))
}

function report({ seed, outcomes, rootFields, spoiled }: FuzzReport, heap: readonly number[]): string {
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
  const counts = [...outcomes].sort(([, a], [, b]) => b - a)
  return [
    `seed ${seed}: ${total} operations, ${spoiled} of them spoiled, ${rootFields.size} root fields`,
    ...counts.map(([outcome, count]) => `${String(count).padStart(8)}  ${outcome}`),
    `heap in MB: ${heap.map((value) => value.toFixed(0)).join(' ')}`,
  ].join('\n')
}

const shown = (attempt: Attempt) => JSON.stringify(attempt, null, 2)

async function violationsOf(program: SoakedProgram, operations: number, seed: number, keepGoing: boolean) {
  const heap: number[] = []
  const measured: number[] = []
  const seen = new Set<string>()
  const sending = sender(program.graph, authorizationOf)
  const look = async () => (await program.sample()).heapUsed / MB
  process.stderr.write(`heap ${(await look()).toFixed(1)} MB; filling the log of the feed\n`)
  const events = await fillLog((query) => asOperator(program.graph, query))
  process.stderr.write(`heap ${(await look()).toFixed(1)} MB with ${events} events\n`)
  const result = await fuzz({
    schema,
    sender: sending,
    ids: await idsOf((query) => asOperator(program.graph, query)),
    operations,
    seed,
    async onProgress(done) {
      if (done % Math.ceil(operations / LOOKS) !== 0) return
      const now = await look()
      heap.push(now)
      if (done >= WARM_UP_OPERATIONS) measured.push(now)
      process.stderr.write(`${done} of ${operations}, heap ${now.toFixed(1)} MB\n`)
    },
    ...(keepGoing && {
      onViolation(attempt: Attempt, what: string) {
        const kind = what.replace(/[0-9a-f-]{36}|"[^"]*"|\d+/g, '…')
        if (seen.has(kind)) return
        seen.add(kind)
        process.stdout.write(`VIOLATION  ${what}\n${shown(attempt)}\n`)
      },
    }),
  })
  await sending.close()
  process.stdout.write(`\n${report(result, heap)}\n`)
  const violations = [...seen]
  if (result.failure)
    violations.push(
      `${result.failure.what}\n${shown(result.failure.attempt)}\nrepeat it with --seed ${result.seed}`,
    )
  violations.push(...(await program.sample()).problems.map(([problem, times]) => `${times} times ${problem}`))
  violations.push(...judgeHeap(measured))
  return violations
}

function judgeHeap(measured: readonly number[]): string[] {
  if (measured.length < LEAST_LOOKS) {
    process.stdout.write('too few operations after the warm-up to judge the heap\n')
    return []
  }
  const growth = slope([...measured.keys()], measured) * (measured.length - 1)
  const level = median(measured).toFixed(0)
  process.stdout.write(
    `after ${WARM_UP_OPERATIONS} operations the heap is ${level} MB, its trend ${growth.toFixed(1)} MB\n`,
  )
  return growth > HEAP_LIMIT ? [`the heap grew by ${growth.toFixed(1)} MB; ${HEAP_LIMIT} are allowed`] : []
}

const options = {
  operations: { type: 'string', default: '20000' },
  seed: { type: 'string' },
  'keep-going': { type: 'boolean', default: false },
} as const

await runCommand({ usage: USAGE, options }, async (given) => {
  const operations = numberOf('operations', given.operations, 1, 10_000_000)
  const seed = given.seed ? numberOf('seed', given.seed, -(2 ** 31), 2 ** 31 - 1) : randomInt(2 ** 31 - 1)
  process.stderr.write('starting the program with its sandbox\n')
  const program = await startSoakedProgram({
    DATA_DIR: ':memory:',
    PORT: '0',
    SANDBOX_PORT: '0',
    SANDBOX_TRAFFIC: 'off',
    SYNC: 'off',
  })
  try {
    const violations = await violationsOf(program, operations, seed, given['keep-going'])
    for (const violation of violations) process.stdout.write(`FOUND  ${violation}\n`)
    if (violations.length === 0) process.stdout.write('Nothing was found.\n')
    return violations.length === 0 ? 0 : 1
  } finally {
    program.kill()
  }
})
