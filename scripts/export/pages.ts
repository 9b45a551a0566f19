import type { ExportPage } from './rows.ts'

/** The exported pages. */
export interface Pages {
  /** Default start; null: the first. */
  readonly after: string | null
  read(after: string | null): Promise<ExportPage>
  /** Rows as the file has them. @param first they are the first, so names of the columns go before them */
  textOf(rows: readonly unknown[], first: boolean): string
}
