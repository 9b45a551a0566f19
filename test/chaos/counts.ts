/** What happened in a run, by name; printed at the end. */
export class Counts {
  readonly #counts = new Map<string, number>()

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by)
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  lines(): string[] {
    const rows = [...this.#counts].sort(([a], [b]) => a.localeCompare(b))
    const width = Math.max(0, ...rows.map(([name]) => name.length))
    return rows.map(([name, count]) => `  ${name.padEnd(width)}  ${count.toLocaleString('en')}`)
  }
}
