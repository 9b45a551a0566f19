import type { Database } from '../../src/store/database.ts'
import { globalId } from './global-id.ts'
import type { Figures, StockMirror } from './mirror.ts'
import type { Acknowledged } from './writers.ts'

/** What was committed: the figures of every version of every level, by the level's global id. */
export class Ledger {
  readonly #levels: ReadonlyMap<string, ReadonlyMap<number, Figures>>
  readonly changes: number

  private constructor(levels: ReadonlyMap<string, ReadonlyMap<number, Figures>>, changes: number) {
    this.#levels = levels
    this.changes = changes
  }

  static async read({ prisma }: Database): Promise<Ledger> {
    const ids = new Map<string, string>()
    for (const { id, skuId, warehouseId } of await prisma.stockLevel.findMany())
      ids.set(`${skuId} ${warehouseId}`, globalId('StockLevel', id))
    const levels = new Map<string, Map<number, Figures>>()
    const movements = await prisma.stockMovement.findMany({
      select: { skuId: true, warehouseId: true, levelVersion: true, onHandAfter: true, reservedAfter: true },
    })
    for (const { skuId, warehouseId, levelVersion, onHandAfter, reservedAfter } of movements) {
      const id = ids.get(`${skuId} ${warehouseId}`) ?? ''
      const versions = levels.get(id) ?? new Map<number, Figures>()
      const available = Math.max(0, onHandAfter - reservedAfter)
      levels.set(
        id,
        versions.set(levelVersion, { id, version: levelVersion, onHand: onHandAfter, available }),
      )
    }
    return new Ledger(levels, movements.length - levels.size)
  }

  at(levelId: string, version: number): Figures | undefined {
    return this.#levels.get(levelId)?.get(version)
  }

  last(levelId: string): Figures | undefined {
    const versions = this.#levels.get(levelId)
    return versions && this.at(levelId, Math.max(...versions.keys()))
  }

  /** Acknowledged writes that are missing. */
  missing(acknowledged: readonly Acknowledged[]): string[] {
    return acknowledged
      .filter(
        ({ levelId, version, onHand }) =>
          this.at(globalId('StockLevel', levelId), version)?.onHand !== onHand,
      )
      .map(({ levelId, version }) => `acknowledged and not in the ledger: ${levelId} version ${version}`)
  }

  /** Levels that a subscriber shows otherwise than they are. */
  behind({ shown }: StockMirror, watched: ReadonlySet<string>): string[] {
    return [...watched].filter((id) => shown.get(id)?.version !== this.last(id)?.version)
  }

  /** What a subscriber was shown and never was. */
  invented({ name, facts }: StockMirror): string[] {
    const violations: string[] = []
    for (const { id, version, onHand, available, change } of facts) {
      const truth = this.at(id, version)
      const told = `${name}: ${id} version ${version}`
      if (!truth) violations.push(`${told} was never committed`)
      else if (truth.onHand !== onHand || truth.available !== available)
        violations.push(
          `${told} has ${onHand} (${available}), committed ${truth.onHand} (${truth.available})`,
        )
      else if (change) {
        const before = this.at(id, version - change.coalesced - 1)?.onHand ?? Number.NaN
        if (before + change.delta !== onHand)
          violations.push(`${told}: ${before} and ${change.delta} do not make ${onHand}`)
      }
    }
    return violations
  }
}
