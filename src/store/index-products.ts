import type { Tx } from './transaction.ts'

/** Indexes each product that `work` changes once, after it, however many statements change it. Locks them by id. */
export async function indexedOnce<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await indexLater(tx)
  const result = await work()
  await tx.$executeRaw`SELECT index_due_products()`
  return result
}

/** From now on this transaction indexes no product that it changes: for one that is rolled back. */
export async function indexLater(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT set_config('haitao.search_due', ' ', true)`
}
