import type { ContenderName } from './contender.ts'
import { openPair, type Pair } from './pair.ts'

/** One line of a table: a server that stays up while the others are measured too, and what was measured of it. */
export interface Line<Result> {
  readonly label: string
  readonly contender: ContenderName
  /** One for each round; a server that failed has fewer. */
  readonly results: Result[]
  pair: Pair | null
  failure: string | null
}

export function lineOf<Result>(contender: ContenderName, label: string = contender): Line<Result> {
  return { label, contender, results: [], pair: null, failure: null }
}

/** Starts the servers one after the other, with what must be done before the first round. */
export async function openAll<One extends Line<unknown>>(
  lines: readonly One[],
  prepare: (line: One, pair: Pair) => Promise<void>,
): Promise<void> {
  for (const line of lines)
    await attempt(line, async () => {
      line.pair = await openPair(line.contender)
      await prepare(line, line.pair)
    })
}

/**
 * Rounds are short and interleaved, and each begins with another server: other load of the machine meets all
 * alike, and the results of one round may be compared.
 */
export async function rounds<One extends Line<unknown>>(
  count: number,
  lines: readonly One[],
  measure: (line: One, pair: Pair) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < count; round++)
    for (const [index] of lines.entries()) {
      const line = lines[(index + round) % lines.length]
      if (line) await attempt(line, () => (line.pair ? measure(line, line.pair) : Promise.resolve()))
    }
}

export function closeAll(lines: readonly Line<unknown>[]): void {
  for (const line of lines) close(line)
}

export function failures(lines: readonly Line<unknown>[]): string[] {
  return lines.flatMap(({ label, failure }) => (failure ? [`\n${label}: ${failure}`] : []))
}

/** A server that fails is out; the others go on. */
async function attempt(line: Line<unknown>, work: () => Promise<void>): Promise<void> {
  if (line.failure) return
  try {
    await work()
  } catch (error) {
    line.failure = (error as Error).message.slice(0, 300)
    close(line)
  }
}

function close(line: Line<unknown>): void {
  line.pair?.close()
  line.pair = null
}
