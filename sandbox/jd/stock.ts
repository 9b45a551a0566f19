import { isObject, type JdCall, type JdMethod, type JsonObject, scalar } from './jd-call.ts'
import { JdRefusal, jdBadParam } from './jd-refusal.ts'

const MAX_SKUS = 30

const ownSku = (call: JdCall, id: string) => {
  const found = call.state.shelf.sku('JD', id)
  return found?.item.shop === call.shop ? found : undefined
}

function stockRow(id: string, quantity: number): JsonObject {
  return { skuId: BigInt(id), storeId: 0, stockNum: quantity, orderBookingNum: 0, appBookingNum: 0 }
}

const findSkuStock: JdMethod = (call) => {
  const id = call.required('skuId')
  const found = ownSku(call, id)
  return { skuStocks: found ? [stockRow(id, found.sku.quantity)] : [] }
}

const queryStock: JdMethod = (call) => {
  const req = isObject(call.body.req) ? call.body.req : call.body
  const ids = (Array.isArray(req.skuIds) ? req.skuIds : [req.skuId]).map((id) => scalar(id, 'skuIds') ?? '')
  if (ids.length > 100) throw jdBadParam('skuIds')
  const rows = ids.flatMap((id) => {
    const found = ownSku(call, id)
    return found ? [stockRow(id, found.sku.quantity)] : []
  })
  return { returnType: { success: true, obj: { skuStocks: rows } } }
}

/** Each SKU succeeds or fails for itself; the call as a whole is a success (protocols.md 2.5). */
const setStock: JdMethod = (call) => {
  const req = call.object('req')
  const stocks = req.skuStocks
  if (!Array.isArray(stocks) || stocks.length === 0) throw jdBadParam('req.skuStocks')
  if (stocks.length > MAX_SKUS) throw jdBadParam('req.skuStocks')
  const model = scalar(req.updateModel, 'req.updateModel')
  if (model !== 'fullStockIn' && model !== 'incremental') throw jdBadParam('req.updateModel')
  const updateStockResult = stocks.map((each: unknown) => {
    if (!isObject(each)) throw jdBadParam('req.skuStocks')
    return setOne(call, each, model === 'incremental')
  })
  return { returnType: { success: true, obj: { updateStockResult } } }
}

function setOne(call: JdCall, stock: JsonObject, delta: boolean): JsonObject {
  const id = scalar(stock.skuId, 'skuId') ?? ''
  const quantity = Number(scalar(delta ? stock.incrStockNum : stock.stockNum, 'stockNum'))
  const failed = (message: string) => ({ data: id, success: false, storeId: 0, message })
  const found = ownSku(call, id)
  if (!found) return failed('sku不存在')
  if (!Number.isInteger(quantity)) return failed('库存数不合法')
  const next = delta ? found.sku.quantity + quantity : quantity
  if (next < 0) return failed('库存不能小于0')
  call.state.shelf.setQuantity(found.item, found.sku, next, call.now, 'api')
  return { data: id, success: true, storeId: 0, message: '' }
}

/** The old single write: still there, being taken offline. */
const updateSkuStock: JdMethod = (call) => {
  const found = ownSku(call, call.required('skuId'))
  call.required('stockNum')
  const quantity = call.number('stockNum', 0, 0, 900_000_000)
  if (!found) throw new JdRefusal('10100013', 'sku不存在', 'sku not exist')
  call.state.shelf.setQuantity(found.item, found.sku, quantity, call.now, 'api')
  return { success: true }
}

const updatePrice: JdMethod = (call) => {
  const found = ownSku(call, call.required('skuId'))
  const price = call.required('jdPrice')
  if (!/^\d{1,8}(\.\d{1,2})?$/.test(price)) throw jdBadParam('jdPrice')
  if (!found) throw new JdRefusal('10100013', 'sku不存在', 'sku not exist')
  call.state.shelf.setPrice(found.item, found.sku, Math.round(Number(price) * 100), call.now)
  return { success: true }
}

/** Stock and price, read and written. */
export const stockMethods: Readonly<Record<string, JdMethod>> = {
  'jingdong.stock.read.findSkuStock': findSkuStock,
  'jingdong.ware.stock.sku.query': queryStock,
  'jingdong.ware.stock.sku.set': setStock,
  'jingdong.stock.write.updateSkuStock': updateSkuStock,
  'jingdong.price.write.updateSkuJdPrice': updatePrice,
}
