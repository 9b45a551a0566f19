import { spreadOf } from './percentiles.ts'
import { cpus, p99s, rates } from './report-hot.ts'
import type { HotLine } from './run-hot.ts'
import type { StormResult } from './storm.ts'
import { cpuOf, ratesOf, type StuckPair } from './stuck.ts'
import { ratiosOf, table } from './table.ts'

export interface Measured {
  readonly hot: ReadonlyMap<number, readonly HotLine[]>
  readonly stuck: readonly StuckPair[]
  readonly storm: readonly StormResult[]
}

interface Target {
  readonly name: string
  /** Values that must all be reached; unmeasured ones are left out. */
  readonly values: readonly Value[]
  readonly atLeast?: number
  readonly atMost?: number
}

interface Value {
  readonly of: string
  readonly value: number
}

/** What the feed was built to reach, and what this run says to it: by CPU, and by the rate where both exist. */
export function targetTable(measured: Measured): string {
  const rows = targetsOf(measured)
    .filter(({ values }) => values.length > 0)
    .map((target) => [
      target.name,
      target.values.map(({ of, value }) => `${of} ${value.toFixed(2)}`).join(', '),
      verdict(target),
    ])
  return table(['to reach', 'measured', ''], rows)
}

function verdict({ values, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Target) {
  const missed = values.filter(({ value }) => !(value >= atLeast && value <= atMost))
  return missed.length === 0
    ? 'met'
    : `**missed** by ${missed.map(({ of }) => of.replace(/:$/, '')).join(', ')}`
}

function targetsOf({ hot, stuck, storm }: Measured): Target[] {
  const below = [...hot].filter(([count]) => count < 10_000)
  const most = [...hot].filter(([count]) => count >= 10_000)
  const times = (than: string) =>
    below.flatMap(([count, lines]) => compared(lines, 'ours', than, String(count)))
  const ours = stuck.filter(({ contender }) => contender === 'ours')
  return [
    {
      name: '0.9 of the limit with equal ids',
      atLeast: 0.9,
      values: [...hot].flatMap(([count, lines]) => compared(lines, 'ours', 'frames', String(count))),
    },
    {
      name: '0.8 with random ids',
      atLeast: 0.8,
      values: [...hot].flatMap(([count, lines]) =>
        compared(lines, 'ours, random ids', 'frames', String(count)),
      ),
    },
    { name: '5 times Yoga', atLeast: 5, values: times('yoga') },
    { name: '3.5 times Apollo Server', atLeast: 3.5, values: times('apollo') },
    { name: '3.5 times Mercurius', atLeast: 3.5, values: times('mercurius') },
    {
      name: 'at most 12 KB per connection at 10,000',
      atMost: 12,
      values: most.flatMap(([, lines]) =>
        lines.flatMap(({ contender, label, memory }) =>
          contender === 'ours' && memory ? [{ of: label, value: memory.kb }] : [],
        ),
      ),
    },
    {
      name: 'p99 within 1.2 of plain `ws`',
      atMost: 1.2,
      values: [...hot].flatMap(([count, lines]) =>
        lines
          .filter(({ contender }) => contender === 'ours')
          .flatMap((line) =>
            median(
              `${line.label}, ${count}:`,
              p99s(line),
              p99s(lines.find(({ label }) => label === 'plain')),
            ),
          ),
      ),
    },
    {
      name: '1 % stuck: 0.95 of the speed for the rest',
      atLeast: 0.95,
      values: ours.flatMap(({ all, some }) => [
        ...median('CPU', cpuOf(all), cpuOf(some)),
        ...median('rate', ratesOf(some), ratesOf(all)),
      ]),
    },
    {
      name: 'all resumed in under 10 s, none missed',
      atMost: 10,
      values: storm.map(({ ms, wrong, complete, clients }, round) => ({
        of: `round ${round + 1}: ${complete} of ${clients} complete, ${wrong} wrong, seconds`,
        value: wrong === 0 && complete === clients ? ms / 1_000 : Number.NaN,
      })),
    },
  ]
}

/** How many times as good as the other it is, by CPU and by the rate. */
function compared(lines: readonly HotLine[], label: string, other: string, at: string): Value[] {
  const [one, than] = [label, other].map((wanted) => lines.find((line) => line.label === wanted))
  return [
    ...median(`CPU at ${at}:`, cpus(than), cpus(one)),
    ...median(`rate at ${at}:`, rates(one), rates(than)),
  ]
}

function median(of: string, values: readonly number[], base: readonly number[]): Value[] {
  const spread = spreadOf(ratiosOf(values, base))
  return spread ? [{ of, value: spread.median }] : []
}
