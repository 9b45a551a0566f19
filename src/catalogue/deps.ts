import type { SetPictures } from '../media/index.ts'
import type { PrismaClient } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'

/** Stock of a new SKU, and the path of each entry in the input, for errors. */
export interface OpeningStock {
  readonly skuId: string
  readonly warehouseId: string
  readonly quantity: number
  readonly field: readonly string[]
}

/** Dependencies of catalogue changes by people; built in app.ts. */
export interface EditorDeps {
  readonly prisma: PrismaClient
  /** Puts units on hand through the ledger. @throws Refused NOT_FOUND for a warehouse, LIMIT_EXCEEDED */
  /** Makes these the pictures of a product or of one of its SKUs. */
  readonly setPictures: SetPictures
  readonly openStock: (tx: Tx, stock: readonly OpeningStock[], actor: string) => Promise<unknown>
}
