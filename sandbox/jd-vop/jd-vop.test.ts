import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CREDENTIALS, JD_VOP_LOGIN, type Sandbox, SandboxState } from '../index.ts'
import { vopSign } from '../oauth/vop-login.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { control, jd, post } from '../testing/callers.ts'
import { smallCatalogue, smallGoods } from '../testing/small-catalogue.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { chinaTime } from '../wire/china-time.ts'

let sandbox: Sandbox
let items: ShelfItem[]
beforeAll(async () => {
  const products = smallCatalogue().map((product, n) => ({ ...product, supplier: n % 2 ? 'odd' : 'even' }))
  sandbox = await startTestSandbox({
    livesByItself: false,
    state: new SandboxState(undefined, smallGoods(products)),
  })
  items = sandbox.state.shelf.items('JD')
})
afterAll(() => sandbox.stop())
beforeEach(() => {
  sandbox.state.purchases.balanceFen.JD_VOP = 100_000_000
})

const api = async (path: string, params: Record<string, string> = {}) =>
  (await post(`${sandbox.url}/api/${path}`, { token: CREDENTIALS.JD_VOP.token, ...params })).body
const sku = (n: number) => (items[n] as ShelfItem).skus[0] as ShelfItem['skus'][number]
const price = (n: number) => Math.floor(sku(n).priceFen * 0.95)
const submit = (thirdOrder: string, chosen: number[], extra: Record<string, string> = {}) =>
  api('order/submitOrder', {
    thirdOrder,
    sku: JSON.stringify(chosen.map((n) => ({ skuId: sku(n).externalSkuId, num: 1, bNeedGift: false }))),
    name: '张三',
    province: '1',
    city: '2',
    county: '3',
    town: '0',
    address: '网商路699号',
    mobile: '17000000000',
    invoiceState: '2',
    invoiceType: '3',
    paymentType: '4',
    submitState: '0',
    doOrderPriceMode: '1',
    orderPriceSnap: JSON.stringify(
      chosen.map((n) => ({ skuId: sku(n).externalSkuId, price: price(n) / 100 })),
    ),
    ...extra,
  })

describe('the sign-in of generation A', () => {
  it('gives a token for the right password and signature only', async () => {
    const params: Record<string, string> = {
      grant_type: 'access_token',
      client_id: CREDENTIALS.JD_VOP.appKey,
      timestamp: chinaTime(new Date()),
      username: JD_VOP_LOGIN.username,
      password: createHash('md5').update(JD_VOP_LOGIN.password).digest('hex'),
    }
    const sign = vopSign(CREDENTIALS.JD_VOP.secret, new Map(Object.entries(params)))
    const { body } = await post(`${sandbox.url}/oauth2/accessToken`, { ...params, sign })
    expect((await api('product/getPageNum', { token: body.access_token })).success).toBe(true)
    expect((await post(`${sandbox.url}/oauth2/accessToken`, { ...params, sign: 'x' })).body.error).toBe(
      'invalid_grant',
    )
    expect((await api('product/getPageNum', { token: 'x' })).resultCode).toBe('2007')
  })
})

describe('goods', () => {
  it('have a contract price, −1 when unknown, and stock as JSON text', async () => {
    const prices = await api('price/getSellPrice', { sku: `${sku(0).externalSkuId},42` })
    expect(prices.result.map((row: { price: number }) => row.price)).toEqual([price(0) / 100, -1])
    const ask = async (num: number) => {
      const skuNums = JSON.stringify([{ skuId: sku(0).externalSkuId, num }])
      const { result } = await api('stock/getNewStockById', { skuNums, area: '1_0_0' })
      expect(typeof result).toBe('string')
      return JSON.parse(result)[0].remainNum
    }
    expect([await ask(1), await ask(60), await ask(100)]).toEqual([100, -1, 100])
  })
})

describe('an order', () => {
  it('is held, found by the own key, confirmed once, and pays then', async () => {
    const held = await submit('V-1', [0])
    expect(held.resultCode).toBe('0000')
    expect(sandbox.state.purchases.balanceFen.JD_VOP).toBe(100_000_000)
    const jdOrderId = String(held.result.jdOrderId)
    expect((await api('order/selectJdOrderIdByThirdOrder', { thirdOrder: 'V-1' })).result).toBe(jdOrderId)
    expect((await submit('V-1', [0])).resultCode).toBe('0008')
    expect(sandbox.state.purchases.byOwnKey('JD_VOP', 'V-1')).toHaveLength(1)
    const before = (await api('order/selectJdOrder', { jdOrderId })).result
    expect([before.orderState, before.submitState]).toEqual([1, 0])
    expect((await api('order/confirmOrder', { jdOrderId })).result).toBe(true)
    expect((await api('order/confirmOrder', { jdOrderId })).success).toBe(false)
    expect(sandbox.state.purchases.balanceFen.JD_VOP).toBe(100_000_000 - price(0) - 600)
    expect((await api('order/cancel', { jdOrderId })).success).toBe(false)
  })

  it('is refused with the new price, for lack of stock and for lack of money', async () => {
    const snap = JSON.stringify([{ skuId: sku(0).externalSkuId, price: 1 }])
    const changed = await submit('V-2', [0], { orderPriceSnap: snap })
    expect(changed.resultCode).toBe('3019')
    expect(changed.resultMessage).toContain((price(0) / 100).toFixed(2))
    const many = JSON.stringify([{ skuId: sku(0).externalSkuId, num: 9_999 }])
    expect((await submit('V-3', [0], { sku: many })).resultCode).toBe('3008')
    sandbox.state.purchases.balanceFen.JD_VOP = 1
    const held = await submit('V-4', [0])
    const refused = await api('order/confirmOrder', { jdOrderId: String(held.result.jdOrderId) })
    expect(refused.resultCode).toBe('3017')
  })

  it('of two suppliers is split, and its parts are tracked', async () => {
    const held = await submit('V-5', [0, 1])
    const jdOrderId = String(held.result.jdOrderId)
    await api('order/confirmOrder', { jdOrderId })
    const parent = (await api('order/selectJdOrder', { jdOrderId })).result
    expect(parent.cOrder).toHaveLength(2)
    expect(parent.cOrder.map((child: { pOrder: bigint }) => String(child.pOrder))).toEqual([
      jdOrderId,
      jdOrderId,
    ])
    await control(sandbox.url, 'POST', 'advance', { ms: 200_000 })
    const track = await api('order/orderTrack', {
      jdOrderId: String(parent.cOrder[0].jdOrderId),
      waybillCode: '1',
    })
    expect(track.result.orderTrack).toHaveLength(6)
    expect(track.result.waybillCode).toHaveLength(1)
    const messages = (await api('message/get', { type: '1,5,12' })).result
    expect(messages.filter((each: { type: number }) => each.type === 1)).toHaveLength(1)
    expect(
      messages.filter((each: { type: number; result: { orderId: bigint } }) => each.type === 5).length,
    ).toBeGreaterThanOrEqual(2)
    const ids = messages.map((each: { id: string }) => each.id)
    expect((await api('message/get', { type: '1,5,12' })).result).toHaveLength(ids.length)
    await api('message/del', { id: ids.join(',') })
    expect((await api('message/get', { type: '1,5,12' })).result).toHaveLength(0)
  })

  it('that is never confirmed is cancelled after half an hour, with a message', async () => {
    const held = await submit('V-6', [0])
    await control(sandbox.url, 'POST', 'advance', { ms: 30 * 60_000 })
    const { result } = await api('order/selectJdOrder', { jdOrderId: String(held.result.jdOrderId) })
    expect(result.orderState).toBe(0)
    const messages = (await api('message/get', { type: '15' })).result
    expect(messages.map((each: { result: { orderId: bigint } }) => each.result.orderId)).toContainEqual(
      held.result.jdOrderId,
    )
  })
})

describe('generation B', () => {
  it('does the same through routerjson', async () => {
    const order = await jd(
      sandbox.url,
      'jingdong.vop.order.submitOrder',
      {
        submitOrderOpenReq: {
          thirdOrderId: 'B-1',
          submitStateType: 0,
          skuInfoList: [
            { skuId: sku(2).externalSkuId, skuNum: 1, skuUnitPrice: price(2) / 100, skuNeedGift: false },
          ],
          paymentInfo: { paymentType: 4 },
          consigneeInfo: {
            consigneeName: '张三',
            consigneeProvinceId: 1,
            consigneeCityId: 2,
            consigneeCountyId: 3,
            consigneeTownId: 0,
            consigneeAddress: '网商路699号',
            consigneeMobile: '17000000000',
          },
        },
      },
      'JD_VOP',
    )
    const { resultCode, result } = order.body.vopOrderRpcResult
    expect(resultCode).toBe('0000')
    const named = { jdOrderId: String(result.jdOrderId), thirdOrderId: 'B-1' }
    const confirmed = await jd(sandbox.url, 'jingdong.vop.order.confirmOrder', named, 'JD_VOP')
    expect(confirmed.body.openRpcResult.result).toBe(true)
    const detail = await jd(
      sandbox.url,
      'jingdong.vop.order.queryOrderDetail',
      { thirdOrderId: 'B-1' },
      'JD_VOP',
    )
    expect(detail.body.openRpcResult.result[0]).toMatchObject({ submitState: 1, thirdOrderId: 'B-1' })
  })
})
