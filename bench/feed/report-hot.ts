import type { HotResult } from './hot.ts'
import { ratio, spread, table } from './table.ts'

/** What was measured of one line of the table, round by round; a round that failed says why. */
export interface Line<Result> {
  readonly label: string
  readonly results: Result[]
  failure: string | null
}

export function hotTable(lines: readonly Line<HotResult>[]): string {
  const of = (line: Line<HotResult> | undefined, key: keyof HotResult) =>
    line?.results.map((result) => result[key]) ?? []
  const limit = lines.find(({ label }) => label === 'frames')
  const plain = lines.find(({ label }) => label === 'plain')
  const rows = lines.map((line) => [
    line.label,
    spread(of(line, 'rate')),
    ratio(of(line, 'rate'), of(limit, 'rate')),
    spread(of(line, 'cpuPerDelivery')),
    ratio(of(limit, 'cpuPerDelivery'), of(line, 'cpuPerDelivery')),
    spread(of(line, 'p50')),
    spread(of(line, 'p99')),
    ratio(of(line, 'p99'), of(plain, 'p99')),
    spread(of(line, 'p999')),
    spread(of(line, 'kbPerConnection')),
    spread(of(line, 'kbCompact')),
  ])
  const head = [
    'server',
    'deliveries/s',
    '/ frames',
    'µs CPU each',
    'frames / it',
    'p50 ms',
    'p99 ms',
    '/ plain',
    'p999 ms',
    'KB/connection',
    'compacted',
  ]
  return [table(head, rows), ...failures(lines)].join('\n')
}

export function failures(lines: readonly Line<unknown>[]): string[] {
  return lines.flatMap(({ label, failure }) => (failure ? [`${label}: ${failure}`] : []))
}
