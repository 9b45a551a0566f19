import type { Graph } from './graph.ts'

/** Outcome of one race, and its violations. */
export interface Report {
  readonly attempts: number
  /** Answers and how often each came. */
  readonly answers: Readonly<Record<string, number>>
  /** Violations in words; empty when all is well. */
  readonly violations: readonly string[]
}

export interface Race {
  readonly name: string
  run(graph: Graph): Promise<Report>
}

export function tally(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1
  return counts
}

/** Names what differs from what must be. */
export function expectThat(...checks: readonly (readonly [holds: boolean, otherwise: string])[]): string[] {
  return checks.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]))
}

/** All at once, each a little later than the other in no order. */
export function rush<T>(count: number, work: (index: number) => Promise<T>, jitterMs = 30): Promise<T[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * jitterMs))
      return work(index)
    }),
  )
}

/** Reports of several rounds as one. */
export function joined(reports: readonly Report[]): Report {
  const answers: Record<string, number> = {}
  for (const report of reports)
    for (const [answer, count] of Object.entries(report.answers))
      answers[answer] = (answers[answer] ?? 0) + count
  return {
    attempts: reports.reduce((sum, report) => sum + report.attempts, 0),
    answers,
    violations: reports.flatMap((report) => report.violations),
  }
}
