import { spreadOf } from './percentiles.ts'

/** A Markdown table, its columns padded so that it reads well on a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

export function number(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US')
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Median, with the range when there was more than one round. */
export function spread(values: readonly number[]): string {
  const found = spreadOf(values)
  if (!found) return '-'
  const { median, low, high } = found
  return values.length > 1 ? `${number(median)} (${number(low)}-${number(high)})` : number(median)
}

/** Median of the ratios of the rounds, which were measured next to each other. */
export function ratio(values: readonly number[], base: readonly number[]): string {
  return spreadOf(ratiosOf(values, base))?.median.toFixed(2) ?? '-'
}

export function ratiosOf(values: readonly number[], base: readonly number[]): number[] {
  return values.map((value, round) => value / (base[round] ?? Number.NaN)).filter(Number.isFinite)
}
