import { afterEach, describe, expect, test } from 'vitest'
import { all, startLocalServer, testClock } from '../local-server.test-kit.ts'
import { createUpstream } from '../upstream.ts'
import { jdConnector } from './index.ts'
import { signJd } from './sign.ts'

const SHOP = { shopId: 'jd-1', externalShopId: '10', accessToken: 'token-one' }
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

type Business = Record<string, unknown>

/** A connector that talks to a local JD; `answers[method]` returns the value under the root, or `{ error }`. */
async function connect(answers: Record<string, (business: Business, count: number) => object | 'hang up'>) {
  const counts = new Map<string, number>()
  const server = await startLocalServer(({ form }) => {
    const method = form.get('method') ?? ''
    const count = (counts.get(method) ?? 0) + 1
    counts.set(method, count)
    const answer = answers[method]?.(JSON.parse(form.get('360buy_param_json') ?? ''), count) ?? {
      error: { code: '15', zh_desc: '无效方法' },
    }
    if (answer === 'hang up') return answer
    return JSON.stringify(
      'error' in answer
        ? { error_response: answer.error }
        : { [`${method.replaceAll('.', '_')}_responce`]: { code: '0', ...answer } },
    )
  })
  const upstream = createUpstream({ clock: testClock(), random: () => 0.5 })
  stops.push(upstream.close, server.stop)
  const jd = jdConnector({ endpoint: server.url, appKey: 'key', appSecret: 's3cret', upstream })
  const calls = () =>
    server.seen.map(({ form }) => ({ method: form.get('method'), business: form.get('360buy_param_json') }))
  return { jd, seen: server.seen, calls }
}

const WARES = 'jingdong.ware.read.searchWare4Valid'
const SKUS = 'jingdong.sku.read.searchSkuList'
const SET = 'jingdong.ware.stock.sku.set'
const ware = {
  wareId: 11,
  title: '杯',
  wareStatus: 8,
  jdPrice: 9,
  logo: 'jfs/1.jpg',
  modified: 1767225600000,
}
const sku = (skuId: number, stockNum: number) => ({
  skuId,
  wareId: 11,
  jdPrice: 9.5,
  stockNum,
  outerId: `O${skuId}`,
  saleAttrs: [{ attrName: '颜色', attrValueAlias: ['红'] }],
})

describe('wares', () => {
  test('are read with their SKUs in two signed calls, the ids as JSON numbers', async () => {
    const { jd, seen, calls } = await connect({
      [WARES]: () => ({ page: { data: [ware], totalItem: 1 } }),
      [SKUS]: () => ({ page: { data: [sku(21, 3), sku(22, 4)], totalItem: 2 } }),
    })
    const offers = await jd.readOffers(SHOP, ['11', '99'])
    expect([...offers.keys()]).toEqual(['11'])
    expect(offers.get('11')).toMatchObject({
      price: { minor: 900n },
      quantity: 7,
      onSale: true,
      imageUrl: 'https://img13.360buyimg.com/n1/jfs/1.jpg',
      modifiedAt: new Date('2026-01-01T00:00:00Z'),
      skus: [
        {
          externalSkuId: '21',
          outerId: 'O21',
          price: { minor: 950n },
          quantity: 3,
          attributes: [{ name: '颜色', value: '红' }],
        },
        { externalSkuId: '22' },
      ],
    })
    expect(calls().map(({ method }) => method)).toEqual([WARES, SKUS])
    expect(calls()[0]?.business).toContain('"wareId":[11,99]')
    const form = Object.fromEntries(seen[0]?.form ?? [])
    expect(form.sign).toBe(signJd(form, 's3cret'))
    expect(form.timestamp).toBe('2026-01-01 08:00:00.000+0800')
  })

  test('more SKUs than a page holds are read page by page', async () => {
    const { jd, calls } = await connect({
      [WARES]: () => ({ page: { data: [ware], totalItem: 1 } }),
      [SKUS]: ({ pageNo }) => ({
        page: {
          data: Array.from({ length: pageNo === 1 ? 50 : 10 }, (_, n) => sku(Number(pageNo) * 100 + n, 1)),
          totalItem: 60,
        },
      }),
    })
    expect((await jd.readOffers(SHOP, ['11'])).get('11')?.skus).toHaveLength(60)
    expect(calls()).toHaveLength(3)
  })

  test('an empty page without data is no offers', async () => {
    const { jd } = await connect({ [WARES]: () => ({ page: { totalItem: 0 } }) })
    expect(await jd.readOffers(SHOP, ['11'])).toEqual(new Map())
    expect(await jd.searchOffers(SHOP, { query: '杯', page: 1, pageSize: 20 })).toEqual({
      offers: [],
      total: 0,
      hasNext: false,
    })
  })
})

describe('stock', () => {
  const writes = [
    { offerId: '11', skuId: '21', quantity: 5 },
    { offerId: '11', skuId: '22', quantity: 6 },
  ]

  test('partial failures are told by SKU', async () => {
    const { jd, calls } = await connect({
      [SET]: () => ({
        returnType: {
          success: false,
          obj: {
            updateStockResult: [
              { data: 21, success: true },
              { data: 22, success: false, message: 'SKU已下架' },
            ],
          },
        },
      }),
    })
    const results = await jd.writeStock(SHOP, writes)
    expect(results.map(({ accepted }) => accepted)).toEqual([true, false])
    expect(results[1]?.error).toMatchObject({ kind: 'rejected', message: 'SKU已下架' })
    expect(calls()).toEqual([
      {
        method: SET,
        business:
          '{"req":{"skuStocks":[{"skuId":21,"stockNum":5},{"skuId":22,"stockNum":6}],"updateModel":"fullStockIn"}}',
      },
    ])
  })

  test('after a lost answer the SKUs are read and nothing is written twice', async () => {
    const { jd, calls } = await connect({
      [SET]: () => 'hang up',
      [SKUS]: () => ({ page: { data: [sku(21, 5), sku(22, 6)], totalItem: 2 } }),
    })
    expect((await jd.writeStock(SHOP, writes)).map(({ accepted }) => accepted)).toEqual([true, true])
    expect(calls().map(({ method }) => method)).toEqual([SET, SKUS])
  })

  test('a time-out of the backend counts as a lost answer', async () => {
    const { jd, calls } = await connect({
      [SET]: () => ({ error: { code: '65', zh_desc: '平台连接后端服务超时' } }),
      [SKUS]: () => ({ page: { data: [sku(21, 5), sku(22, 6)], totalItem: 2 } }),
    })
    expect((await jd.writeStock(SHOP, writes)).map(({ accepted }) => accepted)).toEqual([true, true])
    expect(calls().map(({ method }) => method)).toEqual([SET, SKUS])
  })

  test('thirty SKUs go in one call, and an offer without a SKU is refused without one', async () => {
    const { jd, calls } = await connect({
      [SET]: () => ({ returnType: { success: true, obj: { updateStockResult: [] } } }),
    })
    const many = Array.from({ length: 31 }, (_, n) => ({ offerId: '11', skuId: `${n}`, quantity: 1 }))
    const results = await jd.writeStock(SHOP, [...many, { offerId: '11', skuId: null, quantity: 1 }])
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(31)
    expect(results[31]?.error).toMatchObject({ code: 'no-sku' })
    expect(calls()).toHaveLength(2)
  })
})

const order = (orderId: number, change: object = {}) => ({
  orderId,
  orderState: 'WAIT_SELLER_STOCK_OUT',
  orderPayment: '20.00',
  freightPrice: '1.00',
  orderStartTime: '2026-01-01 08:00:00',
  modified: '2026-01-01 08:30:00',
  itemInfoList: [
    { skuId: '21', wareId: '11', skuName: '杯', jdPrice: '9.50', itemTotal: '2' },
    { skuId: '21', wareId: '11', skuName: '杯', jdPrice: '0', itemTotal: '1' },
  ],
  consigneeInfo: { fullname: '张**', county: '滨江区' },
  ...change,
})
const SEARCH = 'jingdong.pop.order.search'
const GET = 'jingdong.pop.order.get'
const SHIP = 'jingdong.pop.order.shipment'
const found = (change?: object) => ({
  orderDetailInfo: { apiResult: { success: true }, orderInfo: order(1, change) },
})

describe('orders', () => {
  const WINDOW = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T01:00:00Z') }

  test('come whole from the list, a second line of one SKU under its own id', async () => {
    const { jd, calls } = await connect({
      [SEARCH]: () => ({
        searchorderinfo_result: { apiResult: { success: true }, orderInfoList: [order(1)], orderTotal: 1 },
      }),
    })
    const batches = await all(jd.orders(SHOP, WINDOW))
    expect(batches[0]?.orders[0]).toMatchObject({
      externalId: '1',
      status: 'PAID',
      total: { minor: 2000n },
      receiver: { name: '张**', district: '滨江区' },
      lines: [
        { externalId: '21', quantity: 2, total: { minor: 1900n } },
        { externalId: '21#2', quantity: 1 },
      ],
    })
    expect(calls()).toHaveLength(1)
    expect(calls()[0]?.business).toContain('"end_date":"2026-01-01 09:00:00"')
  })

  test('a failure inside a fine answer is a failure', async () => {
    const { jd } = await connect({
      [SEARCH]: () => ({
        searchorderinfo_result: {
          apiResult: { success: false, numberCode: 10100, chineseErrCode: '时间跨度过大' },
        },
      }),
    })
    await expect(all(jd.orders(SHOP, WINDOW))).rejects.toMatchObject({
      kind: 'rejected',
      code: '10100',
    })
  })

  test('one that JD does not know is null', async () => {
    const { jd } = await connect({
      [GET]: () => ({ orderDetailInfo: { apiResult: { success: false, chineseErrCode: '订单不存在' } } }),
    })
    expect(await jd.readOrder(SHOP, '1')).toBeNull()
  })

  test('a shipment names the carrier by number; a lost answer is settled by reading the order', async () => {
    const { jd, calls } = await connect({ [SHIP]: () => 'hang up', [GET]: () => found({ waybill: 'SF100' }) })
    await jd.sendShipment(SHOP, { orderId: '1', carrier: 'SF', trackingNumber: 'SF100' })
    expect(calls().map(({ method }) => method)).toEqual([SHIP, GET])
    expect(calls()[0]?.business).toBe('{"logiCoprId":"467","logiNo":"SF100","orderId":1}')
    await expect(
      jd.sendShipment(SHOP, { orderId: '1', carrier: 'UNHEARD', trackingNumber: 'X' }),
    ).rejects.toMatchObject({ code: 'unknown-carrier' })
    expect(calls()).toHaveLength(2)
  })

  test('a refused shipment stays refused when another number stands', async () => {
    const { jd } = await connect({
      [SHIP]: () => ({
        sopjosshipment_result: { success: false, errorCode: '10400', chineseErrCode: '订单已出库' },
      }),
      [GET]: () => found({ waybill: 'YT9' }),
    })
    await expect(
      jd.sendShipment(SHOP, { orderId: '1', carrier: 'SF', trackingNumber: 'SF100' }),
    ).rejects.toMatchObject({ kind: 'rejected', code: '10400' })
  })

  test('tracking is the parcel number and how far the order is', async () => {
    const { jd } = await connect({
      [GET]: () => found({ waybill: 'SF100', orderState: 'WAIT_GOODS_RECEIVE_CONFIRM' }),
    })
    expect(await jd.readTracking(SHOP, '1')).toMatchObject([
      { trackingNumber: 'SF100', state: 'in_transit', steps: [] },
    ])
  })
})

test.each([
  ['2', 'rate-limited'],
  ['19', 'needs-authorization'],
  ['12', 'misconfigured'],
  ['24', 'misconfigured'],
  ['99', 'rejected'],
])('error %s is %s', async (code, kind) => {
  const { jd } = await connect({ [GET]: () => ({ error: { code, zh_desc: '错', en_desc: 'wrong' } }) })
  await expect(jd.readOrder(SHOP, '1')).rejects.toMatchObject({ kind, code })
})
