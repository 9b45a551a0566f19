import type { PurchaseLine } from '../state/purchase.ts'
import { isObject, type JsonObject, scalar } from '../wire/json-object.ts'
import { byItemId, byMpId } from './distribution-ids.ts'
import type { IopCall } from './iop-call.ts'
import { iopInvalid } from './iop-refusal.ts'

const FREIGHT_FEN = 600

interface Unavailable {
  item_id: string
  sku_id: string
  reason: string
  error_code: string
}

export interface ReadLines {
  lines: Omit<PurchaseLine, 'id'>[]
  unavailable: Unavailable[]
}

/** Both spellings are about: `item_id` and `itemId` (purchasing.md 1.4). */
const either = (row: JsonObject, snake: string, camel: string) => scalar(row[snake]) ?? scalar(row[camel])

/**
 * Reads a list of lines. Creating an order needs distribution ids; rendering takes the item's own as well.
 * Lines that cannot be bought are set apart with their reason.
 */
export function readLines(call: IopCall, name: string, ownIdsToo: boolean): ReadLines {
  const read: ReadLines = { lines: [], unavailable: [] }
  for (const row of call.some(name, 50)) {
    if (!isObject(row)) throw iopInvalid(name)
    const itemId = either(row, 'item_id', 'itemId')
    const skuId = either(row, 'sku_id', 'skuId')
    const quantity = Number(scalar(row.quantity))
    if (itemId === undefined || skuId === undefined || !Number.isInteger(quantity) || quantity < 1)
      throw iopInvalid(name)
    const fail = (error_code: string, reason: string) =>
      read.unavailable.push({ item_id: itemId, sku_id: skuId, reason, error_code })
    const { shelf } = call.state
    const found = byMpId(shelf, itemId) ?? (ownIdsToo ? byItemId(shelf, itemId) : undefined)
    const entry = found?.skus.find(
      ({ sku, mpSkuId }) => mpSkuId === skuId || (ownIdsToo && sku.externalSkuId === skuId),
    )
    if (!found?.item.onSale || !entry) fail('ITEM_NOT_FOUND', 'no such item or SKU for distribution')
    else if (entry.sku.quantity < quantity) fail('INVENTORY_NOT_ENOUGH', `only ${entry.sku.quantity} left`)
    else {
      const ownLine = either(row, 'order_line_no', 'orderLineNo') ?? ''
      read.lines.push({ item: found.item, sku: entry.sku, quantity, priceFen: entry.sku.priceFen, ownLine })
    }
  }
  return read
}

export interface SellerShare {
  seller: string
  lines: Omit<PurchaseLine, 'id'>[]
  goodsFen: number
  freightFen: number
}

/** One share per seller: each becomes an order of its own. */
export function bySeller(lines: readonly Omit<PurchaseLine, 'id'>[]): SellerShare[] {
  const shares = new Map<string, Omit<PurchaseLine, 'id'>[]>()
  for (const line of lines) shares.set(line.item.supplier, [...(shares.get(line.item.supplier) ?? []), line])
  return [...shares].map(([seller, own]) => ({
    seller,
    lines: own,
    goodsFen: own.reduce((sum, line) => sum + line.priceFen * line.quantity, 0),
    freightFen: FREIGHT_FEN,
  }))
}

export const shareTotal = (shares: readonly SellerShare[]): number =>
  shares.reduce((sum, share) => sum + share.goodsFen + share.freightFen, 0)
