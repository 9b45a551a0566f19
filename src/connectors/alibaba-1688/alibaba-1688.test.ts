import { afterEach, describe, expect, test } from 'vitest'
import { all } from '../local-server.test-kit.ts'
import { KEY, SECRET, SHOP, startGateway } from './alibaba-1688.test-kit.ts'
import { alibaba1688Connector } from './index.ts'
import { sign1688 } from './sign.ts'

let stop = async () => {}
afterEach(() => stop())
async function connect(answers: Parameters<typeof startGateway>[0]) {
  const gateway = await startGateway(answers)
  stop = gateway.stop
  return { ...gateway, connector: alibaba1688Connector(gateway.options) }
}

const DETAIL = 'product.search.queryProductDetail'
const detail = (change: object = {}) => ({
  result: {
    success: 'true',
    result: {
      offerId: 554456348334,
      subject: '保温杯',
      status: 'published',
      productImage: { images: ['https://img/1.jpg'] },
      productSkuInfos: [
        {
          skuId: 3001,
          specId: 'b266e0',
          amountOnSale: 40,
          price: '12.50',
          cargoNumber: 'CUP-R',
          skuAttributes: [{ attributeName: '颜色', value: '红' }],
        },
        {
          skuId: 3002,
          specId: 'b266e1',
          amountOnSale: 2,
          fenxiaoPriceInfo: { onePiecePrice: '11.00', offerPrice: '10.00' },
        },
      ],
      productSaleInfo: {
        amountOnSale: 42,
        quoteType: 1,
        priceRangeList: [
          { startQuantity: 100, price: '8.00' },
          { startQuantity: 2, price: '13.00' },
        ],
      },
      ...change,
    },
  },
})

describe('offers', () => {
  test('are read one a call, signed over the path, with the spec id that purchases need', async () => {
    const { connector, seen } = await connect({
      [DETAIL]: ({ offerDetailParam }) =>
        offerDetailParam?.includes('404')
          ? { success: false, code: 'offer.notExist', message: 'offer not exist' }
          : detail(),
    })
    const offers = await connector.readOffers(SHOP, ['554456348334', '404'])
    expect([...offers.keys()]).toEqual(['554456348334'])
    expect(offers.get('554456348334')).toMatchObject({
      title: '保温杯',
      price: { minor: 1100n },
      quantity: 42,
      onSale: true,
      skus: [
        {
          externalSkuId: '3001',
          purchaseRef: 'b266e0',
          outerId: 'CUP-R',
          price: { minor: 1250n },
          quantity: 40,
          attributes: [{ name: '颜色', value: '红' }],
        },
        { externalSkuId: '3002', purchaseRef: 'b266e1', price: { minor: 1100n } },
      ],
    })
    expect(seen).toHaveLength(2)
    const path = `param2/1/com.alibaba.fenxiao.crossborder/${DETAIL}/${KEY}`
    const form = Object.fromEntries(seen[0]?.form ?? [])
    expect(seen[0]?.url.pathname).toBe(`/openapi/${path}`)
    expect(form._aop_signature).toBe(sign1688(path, form, SECRET))
    expect(form.offerDetailParam).toBe('{"country":"en","offerId":554456348334}')
  })

  test('priced by quantity: a SKU costs what the smallest quantity costs', async () => {
    const { connector } = await connect({
      [DETAIL]: () => detail({ productSkuInfos: [{ skuId: 1, specId: 's', amountOnSale: 5 }] }),
    })
    const offer = (await connector.readOffers(SHOP, ['554456348334'])).get('554456348334')
    expect(offer?.price.minor).toBe(1300n)
    expect(offer?.skus[0]?.price.minor).toBe(1300n)
  })

  test('search pages with prices in yuan', async () => {
    const { connector, calls } = await connect({
      'product.search.keywordQuery': () => ({
        result: {
          success: true,
          result: {
            totalRecords: 21,
            data: [{ offerId: 1, subject: '杯', imageUrl: 'https://img/1.jpg', priceInfo: { price: '9.9' } }],
          },
        },
      }),
    })
    expect(await connector.searchOffers(SHOP, { query: '杯', page: 2, pageSize: 10 })).toMatchObject({
      total: 21,
      hasNext: true,
      offers: [{ externalId: '1', price: { minor: 990n }, skus: [] }],
    })
    expect(calls('offerQueryParam')).toEqual([
      'product.search.keywordQuery {"beginPage":2,"country":"en","keyword":"杯","pageSize":10}',
    ])
  })
})

const view = (change: object = {}) => ({
  baseInfo: {
    id: 167539019420540000,
    idOfStr: '167539019420540001',
    status: 'waitbuyerreceive',
    totalAmount: 25.5,
    shippingFee: 5,
    discount: -150,
    createTime: '20260101080000000+0800',
    modifyTime: '20260101083000000+0800',
    receiverInfo: { toFullName: '张三', toArea: '浙江 杭州' },
    ...change,
  },
  productItems: [
    {
      subItemIDString: '167539019420540002',
      productID: 554456348334,
      skuID: 3001,
      name: '杯',
      price: 10.25,
      quantity: 2,
      itemAmount: 20.5,
    },
  ],
  nativeLogistics: { logisticsItems: [{ logisticsBillNo: 'YT100', logisticsCompanyName: '圆通' }] },
})

describe('orders', () => {
  test('keep exact ids, yuan and fen apart', async () => {
    const { connector, calls } = await connect({
      'alibaba.trade.get.buyerView': () => ({ success: 'true', result: view() }),
    })
    expect(await connector.readOrder(SHOP, '167539019420540001')).toMatchObject({
      externalId: '167539019420540001',
      status: 'SHIPPED',
      total: { minor: 2550n },
      shippingFee: { minor: 500n },
      discount: { minor: -150n },
      createdAt: new Date('2026-01-01T00:00:00Z'),
      lines: [
        {
          externalId: '167539019420540002',
          offerId: '554456348334',
          unitPrice: { minor: 1025n },
          total: { minor: 2050n },
          trackingNumber: 'YT100',
        },
      ],
    })
    expect(calls('webSite', 'orderId')).toEqual(['alibaba.trade.get.buyerView 1688 167539019420540001'])
  })

  test('of a window are asked for in the platform clock and told apart from bad rows', async () => {
    const { connector, calls } = await connect({
      'alibaba.trade.getBuyerOrderList': () => ({
        totalRecord: 2,
        result: [view(), { baseInfo: { idOfStr: '9', status: 'success' } }],
      }),
    })
    const batches = await all(
      connector.orders(SHOP, {
        from: new Date('2026-01-01T00:00:00Z'),
        to: new Date('2026-01-01T01:00:00Z'),
      }),
    )
    expect(batches[0]?.orders).toHaveLength(1)
    expect(batches[0]?.unreadable[0]).toMatchObject({
      externalId: '9',
      message: expect.stringContaining('totalAmount'),
    })
    expect(calls('modifyStartTime', 'modifyEndTime', 'isHis')).toEqual([
      'alibaba.trade.getBuyerOrderList 20260101080000000+0800 20260101090000000+0800 false',
    ])
  })

  test('one that is not ours is null', async () => {
    const { connector } = await connect({
      'alibaba.trade.get.buyerView': () => ({
        success: 'false',
        errorCode: 'order.nopermission.buyer',
        errorMessage: 'no right',
      }),
    })
    expect(await connector.readOrder(SHOP, '1')).toBeNull()
  })
})

describe('tracking', () => {
  const INFOS = 'alibaba.trade.getLogisticsInfos.buyerView'
  const TRACES = 'alibaba.trade.getLogisticsTraceInfo.buyerView'

  test('joins numbers and scans', async () => {
    const { connector } = await connect({
      [INFOS]: () => ({
        success: true,
        result: [
          { logisticsId: 'BX1', logisticsBillNo: 'YT100', logisticsCompanyName: '圆通', status: 'TRANSPORT' },
        ],
      }),
      [TRACES]: () => ({
        success: true,
        logisticsTrace: [
          {
            logisticsId: 'BX1',
            logisticsSteps: [
              { acceptTime: '2026-01-02 08:00:00', remark: '到达' },
              { acceptTime: '2026-01-01 08:00:00', remark: '揽收' },
            ],
          },
        ],
      }),
    })
    const [parcel] = await connector.readTracking(SHOP, '1')
    expect(parcel).toMatchObject({ trackingNumber: 'YT100', state: 'in_transit', rawState: 'TRANSPORT' })
    expect(parcel?.steps.map((step) => step.text)).toEqual(['揽收', '到达'])
  })

  test('is empty before anything was shipped', async () => {
    const { connector } = await connect({
      [INFOS]: () => ({ success: false, errorCode: '404', errorMessage: 'no logistics' }),
    })
    expect(await connector.readTracking(SHOP, '1')).toEqual([])
  })
})

describe('gateway errors', () => {
  const failing = async (body: object, status: number) => {
    const { connector } = await connect({ [DETAIL]: () => ({ status, body: JSON.stringify(body) }) })
    return connector.readOffers(SHOP, ['1'])
  }
  test.each([
    ['gw.QosAppFrequencyLimit', 400, 'rate-limited'],
    ['401', 401, 'needs-authorization'],
    ['gw.SignatureInvalid', 400, 'misconfigured'],
    ['gw.APIACLDecline', 200, 'misconfigured'],
  ])('%s with HTTP %i is %s', async (error_code, status, kind) => {
    await expect(failing({ error_code, error_message: 'no', exception: 'e' }, status)).rejects.toMatchObject({
      kind,
    })
  })
})

describe('webhook', () => {
  const push = (message: string, signature = sign1688('', { message }, SECRET)) => ({
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(new URLSearchParams({ message, _aop_signature: signature }).toString()),
  })
  const ORDER =
    '{"msgId":7565094247,"type":"ORDER_BUYER_VIEW_ORDER_PAY","gmtBorn":1767225600000,"userInfo":"b2b-1","data":{"orderId":167539019420540003}}'

  test('a signed message names the order to read again, id exact', async () => {
    const { connector } = await connect({})
    expect(connector.webhook?.receive(push(ORDER))).toMatchObject({
      ok: true,
      accept: { status: 204 },
      refuse: { status: 500 },
      events: [
        {
          id: '7565094247',
          about: 'order',
          orderId: '167539019420540003',
          externalShopId: 'b2b-1',
          sentAt: new Date('2026-01-01T00:00:00Z'),
        },
      ],
    })
  })

  test('lower-case signatures are fine; wrong ones and broken messages are told apart', async () => {
    const { connector } = await connect({})
    expect(
      connector.webhook?.receive(push(ORDER, sign1688('', { message: ORDER }, SECRET).toLowerCase())).ok,
    ).toBe(true)
    expect(connector.webhook?.receive(push(ORDER, 'A'.repeat(40)))).toMatchObject({
      ok: false,
      reason: 'signature',
      reply: { status: 401 },
    })
    expect(connector.webhook?.receive(push('{broken'))).toMatchObject({
      ok: false,
      reason: 'malformed',
      reply: { status: 400 },
    })
    expect(
      connector.webhook?.receive({ query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) }),
    ).toMatchObject({ ok: false, reason: 'signature' })
  })

  test('a stock change of several offers becomes one message each', async () => {
    const { connector } = await connect({})
    const message =
      '{"msgId":5,"type":"PRODUCT_PRODUCT_INVENTORY_CHANGE","data":{"OfferInventoryChangeList":[{"offerId":1,"skuId":11},{"offerId":2}]}}'
    const verdict = connector.webhook?.receive(push(message))
    expect(
      verdict?.ok && verdict.events.map(({ id, about, offerId, skuId }) => [id, about, offerId, skuId]),
    ).toEqual([
      ['5', 'stock', '1', '11'],
      ['5#1', 'stock', '2', null],
    ])
  })
})

test('what 1688 does not offer says so without a call', async () => {
  const { connector, seen } = await connect({})
  await expect(connector.writeStock(SHOP, [])).rejects.toMatchObject({ code: 'unsupported' })
  await expect(all(connector.refunds(SHOP, { from: new Date(0), to: new Date(1) }))).rejects.toMatchObject({
    code: 'unsupported',
  })
  expect(seen).toHaveLength(0)
})
