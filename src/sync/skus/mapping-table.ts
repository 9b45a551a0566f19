import { type Outcome, outcome, Refused, type UserError } from '../../domain/user-error.ts'
import { readMappingLines } from '../../store/sku-mapping.ts'
import { agreeingRows, MOST_TOLD, readTable, toCsv } from '../csv.ts'
import type { SyncDeps } from '../deps.ts'
import { applyMatches } from './confirm-mappings.ts'

const COLUMNS = ['external_id', 'external_sku_id', 'outer_id', 'barcode', 'title', 'sku_code'] as const
/** Columns that must be there when the table comes back. */
const NEEDED = ['external_id', 'external_sku_id', 'sku_code'] as const

/** All listings of a shop as a table; filled in by hand, it can be brought back. */
export async function exportSkuMappings(deps: SyncDeps, shopId: string): Promise<string> {
  const lines = await readMappingLines(deps.prisma, shopId)
  const rows = lines.map((line) => [
    line.externalId,
    line.externalSkuId,
    line.outerId,
    line.barcode,
    line.title,
    line.skuCode,
  ])
  return toCsv([[...COLUMNS], ...rows])
}

/**
 * Imports a table: a listing is the SKU whose code is in its row; rows without a code leave it as it is. All or
 * nothing, also when two rows contradict each other. @returns the ids of the listings that are matched otherwise now
 */
export function importSkuMappings(deps: SyncDeps, shopId: string, csv: string): Promise<Outcome<string[]>> {
  return outcome(async () => {
    const filled = readTable(csv, NEEDED).filter((row) => row.at('sku_code') !== '')
    const rows = agreeingRows(filled, ['external_id', 'external_sku_id'], ['sku_code'])
    const listings = await deps.prisma.listing.findMany({
      where: { shopId },
      select: { id: true, externalId: true, externalSkuId: true },
    })
    const listingOf = new Map(listings.map((one) => [`${one.externalId} ${one.externalSkuId}`, one.id]))
    const codes = [...new Set(rows.map((row) => row.at('sku_code')))]
    const skus = await deps.prisma.sku.findMany({
      where: { code: { in: codes } },
      select: { id: true, code: true },
    })
    const skuOf = new Map(skus.map((sku) => [sku.code, sku.id]))
    const errors: UserError[] = []
    const matches = rows.flatMap(({ line, at }) => {
      const [externalId, externalSkuId, code] = NEEDED.map(at) as [string, string, string]
      const listingId = listingOf.get(`${externalId} ${externalSkuId}`)
      const skuId = skuOf.get(code)
      if (!listingId) errors.push(wrong(line, `the shop has no listing ${externalId} ${externalSkuId}`))
      if (!skuId) errors.push(wrong(line, `there is no SKU of the code ${code.slice(0, 60)}`))
      return listingId && skuId ? [{ listingId, skuId }] : []
    })
    if (errors.length > 0) throw new Refused(errors.slice(0, MOST_TOLD))
    return applyMatches(deps, matches)
  })
}

function wrong(line: number, message: string): UserError {
  return { code: 'NOT_FOUND', field: ['csv'], message: `csv: line ${line}: ${message}` }
}
