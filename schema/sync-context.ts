import type { Outcome } from '../src/domain/user-error.ts'
import type { SyncKind } from '../src/store/generated/client.ts'

/** A SKU of ours that an unmatched listing may be. */
export interface SkuSuggestion {
  readonly skuId: string
  readonly by: 'CODE' | 'BARCODE' | 'SIBLING'
}

/** Inputs are parsed inside: they arrive as GraphQL input with global ids made local. */
export interface SyncUseCases {
  /** Gives the run's id. */
  trigger(shopId: string, kind: SyncKind): Promise<Outcome<string>>
  /** Gives the state's key. */
  setSchedule(input: unknown): Promise<Outcome<{ readonly shopId: string; readonly kind: SyncKind }>>
  /** Seconds between two runs of a kind without a schedule of its own. */
  defaultSeconds(kind: SyncKind): number
  /** Gives the failures' ids. */
  retryFailures(input: unknown): Promise<Outcome<readonly string[]>>
  /** Gives the mapping's id. */
  saveFieldMapping(input: unknown): Promise<Outcome<string>>
  previewFieldMapping(
    input: unknown,
    externalId: string,
  ): Promise<Outcome<{ readonly before: unknown; readonly after: unknown }>>
  /** Gives the mappings' ids. `shopId` null: for all shops. */
  importFieldMappings(shopId: string | null, csv: string): Promise<Outcome<readonly string[]>>
  exportFieldMappings(shopId: string | null): Promise<string>
  /** Gives the ids of the listings that are matched otherwise now. */
  confirmSkuMappings(input: unknown): Promise<Outcome<readonly string[]>>
  importSkuMappings(shopId: string, csv: string): Promise<Outcome<readonly string[]>>
  exportSkuMappings(shopId: string): Promise<string>
  /** Gives the comparison's id. `day` null: yesterday. */
  reconcile(shopId: string, day: string | null): Promise<Outcome<string>>
  /** Gives the discrepancy's id. */
  applyRepair(input: unknown, actor: string): Promise<Outcome<string>>
}
