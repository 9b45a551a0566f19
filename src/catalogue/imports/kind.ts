import type { ImportRow, NewImportRow, RowResult, TakenImport } from '../../store/catalogue-import.ts'
import type { Tx } from '../../store/transaction.ts'

export type { ImportRow, NewImportRow, RowResult, TakenImport } from '../../store/catalogue-import.ts'

/** Writes a row to the catalogue, in the transaction that also marks the row as done. */
export type WriteRow = (tx: Tx) => Promise<RowResult>

/**
 * One kind of import: its rows, and how to do them. The runner does the rest: turns, leases, retries,
 * waiting, counting and telling.
 */
export interface ImportKindWork {
  /**
   * Lists the rows, a batch at a time, for an import that was made without them. Interrupted, it begins again with no
   * row. Absent: the rows were made with the import.
   */
  listRows?(
    job: TakenImport,
    add: (rows: readonly NewImportRow[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>
  /** Rows are done one by one, each with a source of its own, or in their order, some in one transaction. */
  readonly work: RowWork | SliceWork
}

export interface RowWork {
  /**
   * Reads what the row needs, outside of any transaction, and returns its writer. The runner rolls a
   * dry run back.
   * @throws RowRefused for a row that can't be done; UpstreamError: the row is tried again
   */
  prepareRow(job: TakenImport, row: ImportRow, signal: AbortSignal): Promise<WriteRow>
}

export interface SliceWork {
  /** Rows of one transaction at most. */
  readonly most: number
  /** Does the rows in their order. The runner rolls a dry run back. @returns a result for each */
  writeRows(tx: Tx, job: TakenImport, rows: readonly ImportRow[]): Promise<readonly RowResult[]>
}

/** The row can't be done, however often it is tried. `code` is one of the graph's words for it, such as NOT_FOUND. */
export class RowRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'RowRefused'
    this.code = code
  }
}

/** The import as a whole can't go on: its shop is not linked any more, its file can't be read. */
export class ImportRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImportRefused'
  }
}
