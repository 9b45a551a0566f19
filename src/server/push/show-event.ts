import { setTimeout as delay } from 'node:timers/promises'
import { type ExecutionResult, GraphQLError } from 'graphql'

export interface ShowTimes {
  /** Timeout of one attempt, in ms, so that a silent database does not block later events. */
  readonly attemptMs: number
  /** Time after which we give up, in ms. */
  readonly giveUpMs: number
}

const TIMES: ShowTimes = { attemptMs: 10_000, giveUpMs: 20_000 }
/** Between two attempts, ms; twice as long each time. */
const FIRST_REST_MS = 100
const LONGEST_REST_MS = 2_000

/** Handling of an event's errors. */
export interface EventErrors {
  /** An error as clients may see it; unexpected ones are logged. */
  readonly mask: (error: unknown) => Error
  /** True if the error is temporary. */
  readonly passes: (error: unknown) => boolean
}

/**
 * Runs a selection over an event of a feed. An event is a promise: when its resolvers can't be run now, because the
 * database is down, it is tried again for a while rather than shown as an error, and what follows waits behind it.
 * Given up, the subscription has to end, so that the client comes back with the cursor of the event before. What would
 * fail however often it is tried is shown as an error, and the subscription goes on.
 * @param run with loaders of its own each time
 * @throws (or rejects with) an error for clients when it was given up
 */
export function showEvent(
  run: () => ExecutionResult | Promise<ExecutionResult>,
  errors: EventErrors,
  times: ShowTimes = TIMES,
): ExecutionResult | Promise<ExecutionResult> {
  const first = run()
  if (!(first instanceof Promise) && !passingIn(first, errors)) return masked(first, errors)
  return untilShown(first, run, errors, times)
}

async function untilShown(
  first: ExecutionResult | Promise<ExecutionResult>,
  run: () => ExecutionResult | Promise<ExecutionResult>,
  errors: EventErrors,
  { attemptMs, giveUpMs }: ShowTimes,
): Promise<ExecutionResult> {
  const end = performance.now() + giveUpMs
  let attempt = first
  for (let rest = FIRST_REST_MS; ; rest = Math.min(2 * rest, LONGEST_REST_MS)) {
    const result = await within(attempt, attemptMs)
    const failure = passingIn(result, errors)
    if (!failure) return masked(result, errors)
    if (performance.now() + rest > end) throw errors.mask(failure)
    await delay(rest, undefined, { ref: false })
    attempt = run()
  }
}

/** Nothing to show, for a reason that passes. */
function passingIn({ data, errors }: ExecutionResult, { passes }: EventErrors): GraphQLError | null {
  if (data != null) return null
  return errors?.find(({ originalError }) => originalError instanceof Late || passes(originalError)) ?? null
}

/** An attempt that took too long. */
class Late extends Error {}

async function within(
  attempt: ExecutionResult | Promise<ExecutionResult>,
  ms: number,
): Promise<ExecutionResult> {
  if (!(attempt instanceof Promise)) return attempt
  const { promise: late, resolve } = Promise.withResolvers<ExecutionResult>()
  const timer = setTimeout(() => {
    const originalError = new Late(`the resolvers of an event took more than ${ms} ms`)
    resolve({ data: null, errors: [new GraphQLError(originalError.message, { originalError })] })
  }, ms)
  timer.unref()
  try {
    return await Promise.race([attempt, late])
  } finally {
    clearTimeout(timer)
  }
}

function masked(result: ExecutionResult, { mask }: EventErrors): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map(mask) as GraphQLError[] } : result
}
