import type { SecretBox } from '../secret-box.ts'

export interface SeedOptions {
  /** The instant that the data ends at: orders, movements and parcels lie in the weeks before it. */
  now: Date
  /** Where product pictures are served, without a slash at the end, for example `http://localhost:4010/images`. */
  imageBase: string
  /** Seals access tokens and addresses. */
  secretBox: SecretBox
  /** Access tokens by the seed's shop key, for example `taobao-shop-1`. A shop without one needs authorization. */
  shopTokens: Readonly<Record<string, string>>
  /** Told after each table: rows written so far, rows in all, the table's name. */
  onProgress?: (done: number, total: number, what: string) => void
}
