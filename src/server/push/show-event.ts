import { setTimeout as delay } from 'node:timers/promises'
import { type ExecutionResult, GraphQLError } from 'graphql'

export interface ShowTimes {
  /** One attempt may take so long, ms: a database that is gone without a word must not hold up all that follows. */
  readonly attemptMs: number
  /** After so long it is given up, ms. */
  readonly giveUpMs: number
}

const TIMES: ShowTimes = { attemptMs: 10_000, giveUpMs: 20_000 }
/** Between two attempts, ms; twice as long each time. */
const FIRST_REST_MS = 100
const LONGEST_REST_MS = 2_000

/**
 * Runs a selection over an event of a feed. An event is a promise: when its resolvers can't be run now, because the
 * database is away, it is tried again for a while rather than shown as an error, and what follows waits behind it.
 * Given up, the subscription has to end, so that the client comes back with the cursor of the event before.
 * @param run with loaders of its own each time
 * @throws (or rejects with) an error for clients when it was given up
 */
export function showEvent(
  run: () => ExecutionResult | Promise<ExecutionResult>,
  mask: (error: unknown) => Error,
  times: ShowTimes = TIMES,
): ExecutionResult | Promise<ExecutionResult> {
  const first = run()
  if (!(first instanceof Promise) && !failureIn(first)) return masked(first, mask)
  return untilShown(first, run, mask, times)
}

async function untilShown(
  first: ExecutionResult | Promise<ExecutionResult>,
  run: () => ExecutionResult | Promise<ExecutionResult>,
  mask: (error: unknown) => Error,
  { attemptMs, giveUpMs }: ShowTimes,
): Promise<ExecutionResult> {
  const end = performance.now() + giveUpMs
  let attempt = first
  for (let rest = FIRST_REST_MS; ; rest = Math.min(2 * rest, LONGEST_REST_MS)) {
    const result = await within(attempt, attemptMs)
    const failure = failureIn(result)
    if (!failure) return masked(result, mask)
    if (performance.now() + rest > end) throw mask(failure)
    await delay(rest, undefined, { ref: false })
    attempt = run()
  }
}

/** Nothing to show, for a reason that nobody expected: what was refused, or asked for wrongly, stays so. */
function failureIn({ data, errors }: ExecutionResult): GraphQLError | null {
  if (data != null) return null
  return (
    errors?.find(({ originalError }) => originalError && !(originalError instanceof GraphQLError)) ?? null
  )
}

async function within(
  attempt: ExecutionResult | Promise<ExecutionResult>,
  ms: number,
): Promise<ExecutionResult> {
  if (!(attempt instanceof Promise)) return attempt
  const { promise: late, resolve } = Promise.withResolvers<ExecutionResult>()
  const timer = setTimeout(() => {
    const originalError = new Error(`the resolvers of an event took more than ${ms} ms`)
    resolve({ data: null, errors: [new GraphQLError(originalError.message, { originalError })] })
  }, ms)
  timer.unref()
  try {
    return await Promise.race([attempt, late])
  } finally {
    clearTimeout(timer)
  }
}

function masked(result: ExecutionResult, mask: (error: unknown) => Error): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map(mask) as GraphQLError[] } : result
}
