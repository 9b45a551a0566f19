import type { StockEvent } from '../index.ts'

/** Counts what did not come: the versions of a level have no holes, unless a change says that it covers others. */
export class Continuity {
  readonly #versions = new Map<string, number>()
  changes = 0
  missed = 0

  /** Told of every event that was new to the client. */
  saw(event: StockEvent): void {
    if (event.__typename === 'FeedGap') this.#versions.clear()
    if (event.__typename === 'StockSnapshot')
      for (const { id, version } of event.levels) this.#versions.set(id, version)
    if (event.__typename !== 'StockChange') return
    const { level, coalesced } = event
    const before = this.#versions.get(level.id)
    if (before !== undefined) this.missed += level.version - before - 1 - coalesced
    this.#versions.set(level.id, level.version)
    this.changes += 1 + coalesced
  }

  versions(): ReadonlyMap<string, number> {
    return this.#versions
  }
}
