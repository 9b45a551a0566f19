import { presentScope, runDetached, type Scope } from '../../domain/scope.ts'
import { type Row, valuesAt } from './found.ts'
import { type AskRows, fillBelow } from './load.ts'
import type { Column } from './model.ts'
import type { Shape } from './shape.ts'
import { rootStatement } from './statement.ts'

interface Batch {
  readonly scope: Scope | undefined
  /** Several requests wait: the end of one must not end it for the others. */
  shared: boolean
  readonly keys: Set<string>
  readonly rows: Promise<ReadonlyMap<string, Row>>
}

/** Rows by a unique column: those asked for at the same time in the same form are read together, as Prisma does. */
export class UniqueRows {
  readonly #ask: AskRows
  readonly #batches = new Map<Shape, Map<string, Batch>>()

  constructor(ask: AskRows) {
    this.#ask = ask
  }

  async load(shape: Shape, column: Column, value: string): Promise<Row | null> {
    const batches = this.#batches.get(shape) ?? new Map<string, Batch>()
    this.#batches.set(shape, batches)
    const scope = presentScope()
    const batch = batches.get(column.field) ?? this.#begin(shape, column, scope)
    batches.set(column.field, batch)
    if (batch.scope !== scope) batch.shared = true
    batch.keys.add(value)
    return (await batch.rows).get(value) ?? null
  }

  #begin(shape: Shape, column: Column, scope: Scope | undefined): Batch {
    const begun = Promise.withResolvers<void>()
    const keys = new Set<string>()
    const read = async () => {
      const form = { among: column, orderBy: [], take: false, skip: false }
      const found = await this.#ask(rootStatement(shape, form), [[...keys]], shape)
      await fillBelow(this.#ask, shape, found)
      const values = valuesAt(shape, found, shape.columns.indexOf(column)) as string[]
      return new Map(found.rows.map((row, at) => [values[at] as string, row]))
    }
    const batch: Batch = {
      scope,
      shared: false,
      keys,
      rows: begun.promise.then(() => (batch.shared ? runDetached(read) : read())),
    }
    // After everything that is ready now: sibling resolvers ask within one turn.
    queueMicrotask(() =>
      process.nextTick(() => {
        this.#batches.delete(shape)
        begun.resolve()
      }),
    )
    return batch
  }
}
