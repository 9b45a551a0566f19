import { v7 } from 'uuid'
import { importFileWork } from '../../src/catalogue/file/import-file.ts'
import type { SliceWork } from '../../src/catalogue/imports/kind.ts'
import { importRunner } from '../../src/catalogue/imports/run-import.ts'
import { importFile } from '../../src/catalogue/imports/start-import.ts'
import { applyChanges } from '../../src/inventory/apply-changes.ts'
import type { TestDatabase } from './databases.ts'

/** Lines of a slice, where a test does not want the usual number. */
export const SLICE = 50
const files = new Map<string, string>()

/** Imports files without the rest of the program. @param most lines of a slice; null: as always */
export function importDesk(of: TestDatabase, most: number | null = null) {
  const { prisma } = of()
  const errors: unknown[] = []
  const kept = {
    open: async (id: string) => {
      const text = files.get(id)
      return text === undefined
        ? null
        : (async function* () {
            yield Buffer.from(text)
          })()
    },
    keep: async (text: string) => {
      const id = v7()
      files.set(id, text)
      return id
    },
  }
  const kind = importFileWork({
    prisma,
    files: kept,
    shownAt: () => null,
    pictureProblem: async () => null,
    setPictures: async () => new Set<string | null>(),
    openStock: (tx, stock, actor) =>
      applyChanges(
        tx,
        { onLevelsChanged: async () => {} },
        stock.map(({ skuId, warehouseId, quantity }) => ({
          skuId,
          warehouseId,
          to: { kind: 'add', opens: true, onHand: quantity },
          reason: 'RECEIPT',
          reference: null,
          fields: { sku: null, warehouse: null, quantity: null },
        })),
        actor,
      ),
  })
  const runnerWith = (around: (work: SliceWork) => SliceWork) =>
    importRunner({
      prisma,
      kinds: {
        CSV: { ...kind, work: around({ ...(kind.work as SliceWork), ...(most !== null && { most }) }) },
      },
      rowsAtOnce: 1,
      onError: (error) => void errors.push(error),
    })
  return {
    prisma,
    errors,
    runnerWith,
    async begin(text: string, dryRun = false) {
      const begun = await importFile(
        { prisma, files: kept, mostReferences: 1, onStarted: () => {} },
        { source: { text }, dryRun, idempotencyKey: v7() },
        'operator:ada',
      )
      if (!begun.ok) throw new Error(JSON.stringify(begun.errors))
      return begun.value
    },
    async finish() {
      const runner = runnerWith((work) => work)
      while (await runner.work(new AbortController().signal));
    },
    read: (id: string) => prisma.catalogueImport.findUniqueOrThrow({ where: { id } }),
  }
}
