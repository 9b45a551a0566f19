import type { SecretBox } from '../secret-box.ts'

/** A shop that is linked from the start. */
export interface SeedAccount {
  /** The platform's id of the account, in its OAuth answers and messages. */
  externalShopId: string
  accessToken: string
  refreshToken: string
}

export interface SeedOptions {
  /** The instant that the data ends at: orders, movements and parcels are from the weeks before it. */
  now: Date
  /** Where product pictures are served, without a slash at the end, for example `http://localhost:4010/images`. */
  imageBase: string
  /** Seals tokens and addresses. */
  secretBox: SecretBox
  /** Accounts by the seed's shop key, for example `taobao-shop-1`. A shop without one needs authorization. */
  shopAccounts: Readonly<Record<string, SeedAccount>>
  /** Told after each table: rows written so far, rows in all, the table's name. */
  onProgress?: (done: number, total: number, what: string) => void
}
