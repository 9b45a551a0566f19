import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CREDENTIALS } from '../credentials.ts'
import type { Sandbox } from '../index.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { aop, control, post, startReceiver } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { fromJson } from '../wire/json.ts'

let sandbox: Sandbox
let item: ShelfItem
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false })
  item = sandbox.state.shelf.items('ALIBABA_1688')[0] as ShelfItem
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.state.faults.clear())

const TRADE = 'com.alibaba.trade'
const sku = (n = 0) => item.skus[n] as ShelfItem['skus'][number]
const address = JSON.stringify({
  fullName: '张三',
  mobile: '15251667788',
  provinceText: '浙江省',
  cityText: '杭州市',
  areaText: '滨江区',
  address: '网商路699号',
})
const cargo = (quantity = 2, specId = sku().specId) =>
  JSON.stringify([{ offerId: item.externalId, specId, quantity }])
const create = (outOrderId: string, cargoParamList = cargo()) =>
  aop(sandbox.url, TRADE, 'alibaba.trade.fastCreateOrder', {
    flow: 'general',
    addressParam: address,
    cargoParamList,
    outOrderId,
  })
const view = (params: Record<string, string>) =>
  aop(sandbox.url, TRADE, 'alibaba.trade.get.buyerView', { webSite: '1688', ...params })
const advance = (ms: number) => control(sandbox.url, 'POST', 'advance', { ms })

describe('the gateway', () => {
  it('gives the time for the self-test', async () => {
    const { body } = await aop(sandbox.url, 'system', 'currentTime')
    expect(body).toMatch(/^\d{17}\+0800$/)
  })

  it('refuses with HTTP 400 and 401', async () => {
    const good = `${sandbox.url}/openapi/param2/1/com.alibaba.product/alibaba.product.get`
    const missing = await post(good, {})
    expect([missing.status, missing.body.error_code]).toEqual([400, 'gw.AppKeyMissing'])
    const unsigned = await post(`${good}/30000001`, { productID: '1' })
    expect([unsigned.status, unsigned.body.error_code]).toEqual([400, 'gw.SignatureMissing'])
    const forged = await post(`${good}/30000001`, { productID: '1', _aop_signature: 'AA' })
    expect([forged.status, forged.body.error_code]).toEqual([400, 'gw.SignatureInvalid'])
    const token = await aop(sandbox.url, 'com.alibaba.product', 'alibaba.product.get', { access_token: 'x' })
    expect([token.status, token.body.error_code]).toEqual([401, '401'])
    const unknown = await aop(sandbox.url, 'com.alibaba.none', 'none.get')
    expect([unknown.status, unknown.body.error_code]).toEqual([400, 'gw.APIUnsupported'])
    const param = await aop(sandbox.url, TRADE, 'alibaba.trade.cancel')
    expect([param.status, param.body.error_code]).toEqual([400, 'gw.ParamMissing'])
  })

  it('dresses faults as its own', async () => {
    const read = () =>
      aop(sandbox.url, 'com.alibaba.product', 'alibaba.product.get', { productID: item.externalId })
    await control(sandbox.url, 'POST', 'faults', { platform: 'ALIBABA_1688', kind: 'ban', seconds: 60 })
    expect((await read()).body.error_code).toBe('gw.QosAppFrequencyLimit')
    await control(sandbox.url, 'DELETE', 'faults')
    await control(sandbox.url, 'POST', 'faults', {
      platform: 'ALIBABA_1688',
      kind: 'error',
      code: 'gw.APIACLDecline',
      message: 'AppKey is not allowed(acl)',
    })
    expect((await read()).body.error_code).toBe('gw.APIACLDecline')
    expect((await read()).body.success).toBe(true)
  })
})

describe('products', () => {
  it('are listed in pages, searched by word and shown in detail', async () => {
    const list = await aop(sandbox.url, 'com.alibaba.product', 'alibaba.product.list.get', {
      pageNo: '2',
      pageSize: '50',
    })
    expect(list.body.result.pageResult).toMatchObject({ pageIndex: 2, sizePerPage: 50, totalRecords: 60 })
    expect(list.body.result.pageResult.resultList).toHaveLength(10)
    const found = await aop(sandbox.url, 'com.alibaba.fenxiao.crossborder', 'product.search.keywordQuery', {
      offerQueryParam: JSON.stringify({ keyword: 'Tea cup 60', country: 'en', beginPage: 1, pageSize: 20 }),
    })
    expect(found.body.result.success).toBe('true')
    expect(found.body.result.result).toMatchObject({ totalRecords: 1, currentPage: 1 })
    const detail = await aop(
      sandbox.url,
      'com.alibaba.fenxiao.crossborder',
      'product.search.queryProductDetail',
      {
        offerDetailParam: JSON.stringify({ offerId: item.externalId, country: 'en' }),
      },
    )
    expect(detail.body.result.result.productSkuInfos.map((each: { specId: string }) => each.specId)).toEqual(
      item.skus.map((each) => each.specId),
    )
  })
})

describe('ordering', () => {
  it('previews in fen under the misspelt name', async () => {
    const { body } = await aop(sandbox.url, TRADE, 'alibaba.createOrder.preview', {
      addressParam: address,
      cargoParamList: cargo(2),
    })
    expect(body.orderPreviewResuslt).toHaveLength(1)
    expect(body.orderPreviewResuslt[0]).toMatchObject({
      sumPaymentNoCarriage: 2 * sku().priceFen,
      sumCarriage: 800,
      sumPayment: 2 * sku().priceFen + 800,
    })
  })

  it('refuses a skuId where a specId belongs, and more than there is', async () => {
    expect((await create('R-1', cargo(1, sku().externalSkuId))).body).toMatchObject({
      success: false,
      code: 'SKU_NOT_MATCH',
    })
    expect((await create('R-2', cargo(100_000))).body.code).toBe('STOCK_NOT_ENOUGH')
    expect(sandbox.state.purchases.byOwnKey('ALIBABA_1688', 'R-1')).toHaveLength(0)
  })

  it('creates one order for one outOrderId, however often it is asked', async () => {
    const [a, b] = [await create('SO-1'), await create('SO-1')]
    expect(a.body.result.orderId).toBe(b.body.result.orderId)
    expect(a.body.result.totalSuccessAmount).toBe(2 * sku().priceFen + 800)
    expect(sandbox.state.purchases.byOwnKey('ALIBABA_1688', 'SO-1')).toHaveLength(1)
    const read = await view({ outOrderId: 'SO-1' })
    expect(read.body.success).toBe('true')
    expect(read.body.result.baseInfo).toMatchObject({
      idOfStr: a.body.result.orderId,
      status: 'waitbuyerpay',
    })
    expect(String(read.body.result.baseInfo.id)).toBe(a.body.result.orderId)
    expect(read.body.result.baseInfo.id > 2n ** 53n).toBe(true)
  })

  it('pays, ships, traces and delivers, and takes the stock once', async () => {
    const before = sku().quantity
    const { orderId, totalSuccessAmount } = (await create('SO-2')).body.result
    const pay = (payAmount: number) =>
      aop(sandbox.url, TRADE, 'alibaba.trade.pay.protocolPay.preparePay', {
        tradeWithholdPreparePayParam: JSON.stringify({
          orderId,
          payChannel: 'alipay',
          payAmount,
          opRequestId: '1',
        }),
      })
    expect((await pay(1)).body.result.code).toBe('PAY_AMOUNT_ERROR')
    expect((await pay(totalSuccessAmount)).body.result.result.paySuccess).toBe(true)
    expect((await pay(totalSuccessAmount)).body.result.success).toBe(false)
    expect(sku().quantity).toBe(before - 2)

    const infos = () =>
      aop(sandbox.url, 'com.alibaba.logistics', 'alibaba.trade.getLogisticsInfos.buyerView', {
        orderId,
        webSite: '1688',
      })
    expect((await infos()).body.errorCode).toBe('404')
    await advance(20_000)
    expect((await infos()).body.result[0]).toMatchObject({
      status: 'CONSIGN',
      logisticsCompanyName: '顺丰速运',
    })
    expect((await view({ orderId })).body.result.baseInfo.status).toBe('waitbuyerreceive')
    await advance(80_000)
    const trace = await aop(
      sandbox.url,
      'com.alibaba.logistics',
      'alibaba.trade.getLogisticsTraceInfo.buyerView',
      {
        orderId,
        webSite: '1688',
      },
    )
    expect(trace.body.logisticsTrace[0].logisticsSteps).toHaveLength(6)
    await advance(60_000)
    expect((await view({ orderId })).body.result.baseInfo.status).toBe('success')
  })

  it('cancels an unpaid order and not a paid one', async () => {
    const { orderId } = (await create('SO-3')).body.result
    const cancel = () =>
      aop(sandbox.url, TRADE, 'alibaba.trade.cancel', {
        webSite: '1688',
        tradeID: orderId,
        cancelReason: 'other',
      })
    expect((await cancel()).body.success).toBe(true)
    expect((await cancel()).body.success).toBe(false)
    const url = await aop(sandbox.url, TRADE, 'alibaba.alipay.url.get', {
      orderIdList: JSON.stringify([orderId]),
    })
    expect(url.body).toMatchObject({ success: false, erroMsg: 'nothing to pay' })
    expect(url.body.payFailureOrderList).toHaveLength(1)
  })

  it('lists orders by modified time', async () => {
    const all = await aop(sandbox.url, TRADE, 'alibaba.trade.getBuyerOrderList', { page: '1', pageSize: '2' })
    expect(all.body.result).toHaveLength(2)
    expect(all.body.totalRecord).toBe(3)
    const none = await aop(sandbox.url, TRADE, 'alibaba.trade.getBuyerOrderList', {
      modifyEndTime: '20200101000000000+0800',
    })
    expect(none.body.totalRecord).toBe(0)
  })
})

describe('push', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  beforeEach(async () => {
    receiver = await startReceiver()
    await control(sandbox.url, 'POST', 'webhooks', { platform: 'ALIBABA_1688', url: receiver.url })
  })
  afterEach(async () => {
    await control(sandbox.url, 'POST', 'webhooks/mode', {})
    await control(sandbox.url, 'POST', 'webhooks', { platform: 'ALIBABA_1688', url: null })
    await receiver.stop()
  })
  const messages = () =>
    receiver.received.map(({ body }) => {
      const form = new URLSearchParams(body)
      return { message: form.get('message') ?? '', signature: form.get('_aop_signature') }
    })
  // biome-ignore lint/suspicious/noExplicitAny: read by path in assertions
  const parsed = () => messages().map(({ message }) => fromJson(message) as any)

  it('signs the raw message and is confirmed by a 2xx', async () => {
    await create('P-1')
    await sandbox.state.postman.idle()
    const [one] = messages()
    const expected = createHmac('sha1', CREDENTIALS.ALIBABA_1688.secret).update(`message${one?.message}`)
    expect(one?.signature).toBe(expected.digest('hex').toUpperCase())
    expect(parsed()[0]).toMatchObject({
      type: 'ORDER_BUYER_VIEW_BUYER_MAKE',
      data: { currentStatus: 'waitbuyerpay' },
    })
    const mail = sandbox.state.mail.list().find((each) => each.id === String(parsed()[0].msgId))
    expect(mail?.confirmed).toBe(true)
  })

  it('comes doubled and newest first on demand', async () => {
    await control(sandbox.url, 'POST', 'webhooks/mode', { copies: 2, hold: true })
    await create('P-2')
    const [purchase] = sandbox.state.purchases.byOwnKey('ALIBABA_1688', 'P-2')
    if (purchase) sandbox.state.purchases.cancel(purchase, 'other')
    expect(receiver.received).toHaveLength(0)
    await control(sandbox.url, 'POST', 'webhooks/release')
    expect(parsed().map((each) => each.data.currentStatus)).toEqual([
      'cancel',
      'cancel',
      'waitbuyerpay',
      'waitbuyerpay',
    ])
  })

  it('is sent again later when it was refused, and waits in the queue meanwhile', async () => {
    receiver.status = 500
    await create('P-3')
    await sandbox.state.postman.idle()
    const queue = await aop(sandbox.url, 'cn.alibaba.open', 'push.query.messageList', {
      type: 'ORDER_BUYER_VIEW_BUYER_MAKE',
    })
    const ids = queue.body.pushMessagePage.datas.map((each: { msgId: bigint }) => String(each.msgId))
    expect(ids).toContain(String(parsed()[0].msgId))
    receiver.status = 204
    await advance(30_000)
    expect(receiver.received).toHaveLength(2)
    const confirmed = await aop(sandbox.url, 'cn.alibaba.open', 'push.message.confirm', {
      msgIdList: JSON.stringify(ids),
    })
    expect(confirmed.body.isSuccess).toBe(true)
  })
})
