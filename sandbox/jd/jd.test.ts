import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { control, jd, jdParams, jdSigned, post } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { chinaTime } from '../wire/china-time.ts'

let sandbox: Sandbox
let items: ShelfItem[]
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false })
  items = sandbox.state.shelf.items('JD', 'jd-shop-1')
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.state.faults.clear())

const first = () => items[0] as ShelfItem
const firstSku = () => first().skus[0] as ShelfItem['skus'][number]

describe('the gateway', () => {
  const code = async (params: Record<string, string>) =>
    (await post(`${sandbox.url}/routerjson`, params)).body.error_response?.code
  const base = (at = new Date()) =>
    jdParams('jingdong.ware.read.findWareById', { wareId: first().externalId }, 'JD', at)

  it('answers under _responce with the code as text', async () => {
    const { body, status } = await post(`${sandbox.url}/routerjson`, jdSigned(base()))
    expect(status).toBe(200)
    const root = body.jingdong_ware_read_findWareById_responce
    expect(root.code).toBe('0')
    expect(String(root.ware.wareId)).toBe(first().externalId)
  })

  it('takes a plain timestamp too, and refuses one that is seven minutes off', async () => {
    expect(await code(jdSigned({ ...base(), timestamp: chinaTime(new Date()) }))).toBeUndefined()
    expect(await code(jdSigned(base(new Date(Date.now() - 7 * 60_000))))).toBe('8')
    expect(await code(jdSigned(base(new Date(Date.now() - 5 * 60_000))))).toBeUndefined()
  })

  it('refuses by string codes in two languages', async () => {
    expect(await code({ ...jdSigned(base()), format: 'json' })).toBe('12')
    expect(await code(jdSigned({ ...base(), method: 'jingdong.none' }))).toBe('15')
    expect(await code(jdSigned({ ...base(), app_key: '1' }))).toBe('21')
    expect(await code(jdSigned({ ...base(), access_token: 'x' }))).toBe('19')
    const { body } = await post(`${sandbox.url}/routerjson`, { ...jdSigned(base()), sign: 'X' })
    expect(body.error_response).toEqual({ code: '12', zh_desc: '无效签名', en_desc: 'Invalid Signature' })
  })
})

describe('wares and SKUs', () => {
  it('are read in pages of at most 50', async () => {
    const page = (pageNo: number) =>
      jd(sandbox.url, 'jingdong.ware.read.searchWare4Valid', { pageNo, pageSize: 50, wareStatusValue: [8] })
    const [a, b] = [(await page(1)).body.page, (await page(2)).body.page]
    expect([a.data.length, b.data.length, a.totalItem]).toEqual([50, 10, 60])
    const over = await jd(sandbox.url, 'jingdong.ware.read.searchWare4Valid', { pageSize: 51 })
    expect(over.body.error_response.code).toBe('43')
  })

  it('are found by SKU id and by the merchant code', async () => {
    const byId = await jd(sandbox.url, 'jingdong.sku.read.searchSkuList', {
      skuId: [firstSku().externalSkuId],
    })
    const byCode = await jd(sandbox.url, 'jingdong.sku.read.searchSkuList', { outId: [firstSku().code] })
    for (const { body, text } of [byId, byCode]) {
      expect(body.page.data).toHaveLength(1)
      expect(text).toContain(`"skuId":${firstSku().externalSkuId}`)
    }
  })
})

describe('jingdong.ware.stock.sku.set', () => {
  it('fails for one SKU and succeeds for the other', async () => {
    const skuStocks = [
      { skuId: firstSku().externalSkuId, stockNum: 7 },
      { skuId: '99', stockNum: 1 },
    ]
    const { body } = await jd(sandbox.url, 'jingdong.ware.stock.sku.set', {
      req: { skuStocks, updateModel: 'fullStockIn' },
    })
    const rows = body.returnType.obj.updateStockResult
    expect(body.returnType.success).toBe(true)
    expect(rows.map((row: { data: string; success: boolean }) => [row.data, row.success])).toEqual([
      [firstSku().externalSkuId, true],
      ['99', false],
    ])
    expect(firstSku().quantity).toBe(7)
    const read = await jd(sandbox.url, 'jingdong.stock.read.findSkuStock', {
      skuId: firstSku().externalSkuId,
    })
    expect(read.body.skuStocks[0].stockNum).toBe(7)
  })

  it('refuses 31 SKUs', async () => {
    const skuStocks = Array.from({ length: 31 }, () => ({ skuId: '1', stockNum: 1 }))
    const { body } = await jd(sandbox.url, 'jingdong.ware.stock.sku.set', {
      req: { skuStocks, updateModel: 'fullStockIn' },
    })
    expect(body.error_response.code).toBe('43')
  })
})

describe('orders', () => {
  const window = () => ({
    start_date: chinaTime(new Date(Date.now() - 3_600_000)),
    end_date: chinaTime(new Date(Date.now() + 3_600_000)),
    page: '1',
    page_size: '20',
  })
  const search = (extra: object = {}) =>
    jd(sandbox.url, 'jingdong.pop.order.search', {
      ...window(),
      order_state: 'WAIT_SELLER_STOCK_OUT,WAIT_GOODS_RECEIVE_CONFIRM',
      optional_fields: 'orderState,itemInfoList,modified',
      ...extra,
    })

  it('appear when paid, are shipped, and cannot be shipped twice', async () => {
    const lines = [{ externalSkuId: firstSku().externalSkuId, quantity: 2 }]
    const made = await control(sandbox.url, 'POST', 'orders', { platform: 'JD', lines })
    expect((await search()).body.searchorderinfo_result.orderTotal).toBe(0)
    await control(sandbox.url, 'POST', 'advance', { ms: 10_000 })
    const { orderInfoList, orderTotal } = (await search()).body.searchorderinfo_result
    expect(orderTotal).toBe(1)
    expect(Object.keys(orderInfoList[0]).sort()).toEqual([
      'itemInfoList',
      'modified',
      'orderId',
      'orderState',
    ])
    expect(orderInfoList[0].itemInfoList[0].skuId).toBe(firstSku().externalSkuId)
    expect(firstSku().quantity).toBe(5)

    const ship = () =>
      jd(sandbox.url, 'jingdong.pop.order.shipment', {
        orderId: made.orders[0].id,
        logiCoprId: 467,
        logiNo: 'SF1',
      })
    expect((await ship()).body.sopjosshipment_result.success).toBe(true)
    expect((await ship()).body.sopjosshipment_result.success).toBe(false)
    const got = await jd(sandbox.url, 'jingdong.pop.order.get', {
      order_id: made.orders[0].id,
      optional_fields: 'orderState,waybill,logisticsId',
    })
    expect(got.body.orderDetailInfo.orderInfo).toMatchObject({
      orderState: 'WAIT_GOODS_RECEIVE_CONFIRM',
      waybill: 'SF1',
      logisticsId: '467',
    })
  })

  it('fail inside a good envelope when the window is over a month', async () => {
    const { body } = await search({ start_date: chinaTime(new Date(Date.now() - 40 * 86_400_000)) })
    expect(body.code).toBe('0')
    expect(body.searchorderinfo_result.apiResult.success).toBe(false)
  })

  it('have refunds that can be listed', async () => {
    const made = await control(sandbox.url, 'POST', 'orders', { platform: 'JD', paid: true })
    await control(sandbox.url, 'POST', 'orders/step', {
      platform: 'JD',
      id: made.orders[0].id,
      step: 'refund',
    })
    const { body } = await jd(sandbox.url, 'jingdong.pop.afs.soa.refundapply.queryPageList', {
      orderId: made.orders[0].id,
      pageIndex: 1,
      pageSize: 10,
    })
    expect(body.queryResult.totalCount).toBe(1)
    expect(body.queryResult.result[0]).toMatchObject({ orderId: made.orders[0].id, status: 0 })
  })
})

describe('faults', () => {
  it('wear the platform’s own envelope', async () => {
    const order = (body: object) => control(sandbox.url, 'POST', 'faults', { platform: 'JD', ...body })
    const read = () => jd(sandbox.url, 'jingdong.ware.read.findWareById', { wareId: first().externalId })
    await order({ kind: 'expired-token' })
    expect((await read()).body.error_response.code).toBe('19')
    await order({ kind: 'error' })
    expect((await read()).body.error_response.code).toBe('65')
    await order({ kind: 'ban', seconds: 60 })
    expect((await read()).body.error_response.code).toBe('2')
    await control(sandbox.url, 'DELETE', 'faults')
    expect((await read()).body.code).toBe('0')
  })
})
