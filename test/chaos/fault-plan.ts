import { setTimeout as delay } from 'node:timers/promises'
import type { Counts } from './counts.ts'
import { type FaultContext, type FaultKind, LINK_KINDS, makeFault, PROCESS_KINDS } from './faults.ts'
import { Random } from './random.ts'

export interface PlanOptions {
  readonly seed: number
  readonly counts: Counts
  /** Kinds to draw from; all when empty. */
  readonly only: readonly string[]
  /** Rest between two faults of a lane, ms. */
  readonly restMs: readonly [number, number]
  /** Longest time that one fault lasts, ms. */
  readonly longestMs: number
  /** How often each kind comes at most; null: until the signal. */
  readonly rounds: number | null
  readonly log: (line: string) => void
}

/**
 * Two lanes of faults until `signal` is aborted or all rounds are done, each drawing its kinds from a shuffled bag, so that each comes
 * before one comes again. Everything is healed when it resolves.
 */
export async function runFaults(
  context: Omit<FaultContext, 'random'>,
  options: PlanOptions,
  signal: AbortSignal,
): Promise<void> {
  const wanted = (kinds: readonly FaultKind[]) =>
    kinds.filter((kind) => options.only.length === 0 || options.only.includes(kind))
  await Promise.all(
    [wanted(PROCESS_KINDS), wanted(LINK_KINDS)].map((kinds, number) =>
      lane({ ...context, random: new Random(options.seed + number) }, kinds, options, signal),
    ),
  )
}

async function lane(
  context: FaultContext,
  kinds: readonly FaultKind[],
  { counts, restMs, longestMs, rounds, log }: PlanOptions,
  signal: AbortSignal,
): Promise<void> {
  const { random } = context
  let bag: FaultKind[] = []
  let round = 0
  const rest = (ms: number) => delay(ms, undefined, { signal }).catch(() => {})
  while (!signal.aborted && kinds.length > 0) {
    if (bag.length === 0) {
      if (round++ === rounds) return
      bag = random.shuffled(kinds)
    }
    const fault = makeFault(bag.pop() as FaultKind, context)
    const ms = Math.min(fault.forMs, longestMs)
    counts.add(`fault: ${fault.kind}`)
    log(`${fault.kind}: ${fault.target}, ${ms} ms`)
    await fault.apply()
    await rest(ms)
    await fault.heal?.()
    await rest(random.between(restMs[0], restMs[1]))
  }
}
