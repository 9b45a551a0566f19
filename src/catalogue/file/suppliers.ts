import { v7 } from 'uuid'
import type { Tx } from '../../store/transaction.ts'
import type { ImportFieldChange } from '../field-changes.ts'
import { requiredName } from '../product-input.ts'
import { type ChangedBy, recordChanges } from '../record-changes.ts'

/** What a cell names by its key or code. */
export interface Named {
  readonly id: string
  readonly archived: boolean
}

export const named = ({ id, archivedAt }: { id: string; archivedAt: Date | null }): Named => ({
  id,
  archived: archivedAt !== null,
})

/** Suppliers that some lines name, as a transaction sees them. */
export class Suppliers {
  private readonly byKey: Map<string, Named>

  private constructor(byKey: Map<string, Named>) {
    this.byKey = byKey
  }

  static async read(tx: Tx, keys: ReadonlySet<string>): Promise<Suppliers> {
    const rows = await tx.supplier.findMany({ where: { key: { in: [...keys] } } })
    return new Suppliers(new Map(rows.map(({ key, ...one }) => [key, named(one)])))
  }

  /** Why a product can't have the supplier, continuing after its key; null: it can. @param name of a new one */
  problem(key: string, name: string | undefined): string | null {
    const found = this.byKey.get(key)
    if (found) return found.archived ? 'is archived' : null
    if (name !== undefined) return null
    return 'is the key of no supplier: give its name in the column supplier_name, and it is made'
  }

  /** The supplier's id; a missing one is created. @param made collects what was created */
  async ensure(
    tx: Tx,
    key: string,
    name: string | undefined,
    by: ChangedBy,
    made: ImportFieldChange[],
  ): Promise<string> {
    const found = this.byKey.get(key)
    if (found) return found.id
    const [id, called] = [v7(), requiredName.parse(name)]
    await tx.supplier.create({ data: { id, key, name: called }, select: { id: true } })
    const changes = [
      { field: 'key', before: null, after: key },
      { field: 'name', before: null, after: called },
    ]
    await recordChanges(tx, by, [{ type: 'Supplier', id, changes }])
    made.push({ field: `supplier.${key}`, before: null, after: called, keptByHand: false })
    this.byKey.set(key, { id, archived: false })
    return id
  }
}
