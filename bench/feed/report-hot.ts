import type { HotLine } from './run-hot.ts'
import { number, ratio, spread, table } from './table.ts'

const HEAD = [
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

export function hotTable(lines: readonly HotLine[]): string {
  const limit = lines.find(({ label }) => label === 'frames')
  const plain = lines.find(({ label }) => label === 'plain')
  return table(
    HEAD,
    lines.map((line) => [
      line.label,
      spread(rates(line)),
      ratio(rates(line), rates(limit)),
      spread(cpus(line)),
      ratio(cpus(limit), cpus(line)),
      spread(line.latencies.map(({ p50 }) => p50)),
      spread(p99s(line)),
      ratio(p99s(line), p99s(plain)),
      spread(line.latencies.map(({ p999 }) => p999)),
      number(line.memory?.kb ?? Number.NaN),
      number(line.memory?.kbCompact ?? Number.NaN),
    ]),
  )
}

export const rates = (line?: HotLine) => line?.results.map(({ rate }) => rate) ?? []
export const cpus = (line?: HotLine) => line?.results.map(({ cpuPerDelivery }) => cpuPerDelivery) ?? []
export const p99s = (line?: HotLine) => line?.latencies.map(({ p99 }) => p99) ?? []
