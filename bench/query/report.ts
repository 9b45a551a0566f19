import { ratio, spread, table } from '../feed/table.ts'
import type { Line, Measured } from './line.ts'

const HEAD = [
  'server',
  'answers/s',
  '/ yoga',
  '/ ready',
  'µs CPU each',
  'yoga / it',
  'mercurius / it',
  'ready / it',
  'µs of PostgreSQL',
  'p50 ms',
  'p99 ms',
  'KB',
  'SQL',
]

/** Rates, and the CPU that decides when other programs share the machine: "yoga / it" 2 is half the CPU of Yoga. */
export function queryTable(lines: readonly Line[]): string {
  const of = (name: string, key: keyof Measured) =>
    values(
      lines.find((line) => line.name === name),
      key,
    )
  const rows = lines.map((line) => [
    line.name,
    spread(values(line, 'rate')),
    ratio(values(line, 'rate'), of('yoga', 'rate')),
    ratio(values(line, 'rate'), of('ready', 'rate')),
    spread(values(line, 'cpu')),
    ratio(of('yoga', 'cpu'), values(line, 'cpu')),
    ratio(of('mercurius', 'cpu'), values(line, 'cpu')),
    ratio(of('ready', 'cpu'), values(line, 'cpu')),
    spread(values(line, 'sqlCpu')),
    spread(values(line, 'p50')),
    spread(values(line, 'p99')),
    spread(values(line, 'kb').slice(0, 1)),
    line.statements === null ? '-' : String(line.statements),
  ])
  const failures = lines.flatMap(({ name, failure }) => (failure ? [`${name}: ${failure}`] : []))
  return [table(HEAD, rows), ...failures].join('\n')
}

function values(line: Line | undefined, key: keyof Measured): number[] {
  return line?.measured.map((one) => one[key]) ?? []
}
