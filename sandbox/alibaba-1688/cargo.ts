import type { PurchaseLine } from '../state/purchase.ts'
import { isObject, scalar } from '../wire/json-object.ts'
import type { AopCall } from './aop-call.ts'
import { aopInvalid } from './aop-refusal.ts'

const FREE_FREIGHT_FROM_FEN = 20_000
const FREIGHT_FEN = 800
const MAX_SKUS = 100

/** Why a cargo list cannot be ordered: the code and text of the business envelope. */
export interface CargoProblem {
  code: string
  message: string
}

export type Cargo = { lines: Omit<PurchaseLine, 'id'>[]; freightFen: number } | { problem: CargoProblem }

const problem = (code: string, message: string): Cargo => ({ problem: { code, message } })

/** Reads `cargoParamList`: one supplier per call, and a line is named by its specId, not its skuId (protocols.md 3.4, 3.5). */
export function readCargo(call: AopCall): Cargo {
  const list = call.list('cargoParamList')
  if (list.length === 0) throw aopInvalid('cargoParamList')
  if (list.length > MAX_SKUS) return problem('SKU_COUNT_EXCEED', `at most ${MAX_SKUS} SKUs in one order`)
  const lines: Omit<PurchaseLine, 'id'>[] = []
  for (const each of list) {
    if (!isObject(each)) throw aopInvalid('cargoParamList')
    const offerId = scalar(each.offerId)
    const quantity = Number(scalar(each.quantity))
    if (offerId === undefined || !Number.isInteger(quantity) || quantity < 1)
      throw aopInvalid('cargoParamList')
    const item = call.state.shelf.item('ALIBABA_1688', offerId)
    if (!item?.onSale) return problem('OFFER_NOT_FOUND', `offer ${offerId} is not on sale`)
    const specId = scalar(each.specId)
    const sku = item.skus.find((candidate) => candidate.specId === specId)
    if (!sku) return problem('SKU_NOT_MATCH', `offer ${offerId} has no specId ${specId ?? '(none)'}`)
    if (sku.quantity < quantity) return problem('STOCK_NOT_ENOUGH', `only ${sku.quantity} of ${specId} left`)
    lines.push({ item, sku, quantity, priceFen: sku.priceFen, ownLine: '' })
  }
  if (new Set(lines.map((line) => line.item.supplier)).size > 1)
    return problem('MULTI_SELLER_NOT_SUPPORTED', 'one order takes the goods of one supplier')
  const goods = lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)
  return { lines, freightFen: goods >= FREE_FREIGHT_FROM_FEN ? 0 : FREIGHT_FEN }
}

/** The receiver: an address in text, at most 200 characters, or the id of a stored one. */
export function readAddress(call: AopCall): Record<string, unknown> | CargoProblem {
  const address = call.object('addressParam')
  if (scalar(address.addressId) !== undefined) return address
  for (const name of ['fullName', 'provinceText', 'cityText', 'address'])
    if (scalar(address[name]) === undefined)
      return { code: 'ADDRESS_INVALID', message: `addressParam.${name} is missing` }
  if ((scalar(address.address) ?? '').length > 200)
    return { code: 'ADDRESS_INVALID', message: 'addressParam.address is over 200 characters' }
  return address
}
