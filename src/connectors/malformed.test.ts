import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { money } from '../domain/money.ts'
import { UpstreamError } from '../domain/upstream-error.ts'
import { alibaba1688Connector } from './alibaba-1688/index.ts'
import { alibaba1688Purchasing } from './alibaba-1688/purchasing.ts'
import { jdConnector } from './jd/index.ts'
import { jdVopConnector } from './jd-vop/index.ts'
import { type Reply, type Seen, startLocalServer, testClock } from './local-server.test-kit.ts'
import type { MarketplaceConnector } from './marketplace.ts'
import type { PurchasingConnector } from './purchasing.ts'
import { qimenConnector } from './qimen/index.ts'
import { writeXml } from './qimen/xml.ts'
import { taobaoConnector } from './taobao/index.ts'
import { taobaoGlobalConnector } from './taobao-global/index.ts'
import { createUpstream } from './upstream.ts'

const SECRET = 'the-app-secret'
const TOKEN = 'the-access-token'
const SHOP = { shopId: 's', externalShopId: 'x', accessToken: TOKEN }
const ACCOUNT = { warehouseId: 'w', warehouseCode: 'W', ownerCode: 'O', customerId: 'C' }
const WINDOW = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T00:30:00Z') }

let reply: (seen: Seen) => Reply = () => '{}'
let server: Awaited<ReturnType<typeof startLocalServer>>
let upstream: ReturnType<typeof createUpstream>
beforeAll(async () => {
  server = await startLocalServer((seen) => reply(seen))
  upstream = createUpstream({
    clock: testClock(),
    retry: { attempts: 1 },
    breaker: { threshold: Number.POSITIVE_INFINITY },
    http: { maxBodyBytes: 100_000 },
  })
})
afterAll(async () => {
  await upstream.close()
  await server.stop()
})

const FAST = {
  app: { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
  shop: { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
}
const options = () => ({ endpoint: server.url, appKey: 'key', appSecret: SECRET, upstream, rates: FAST })
const drain = async (iteration: AsyncIterable<unknown>) => {
  let count = 0
  // With a wrong total we would read pages forever: the property is about answers, so a few are enough.
  for await (const _ of iteration) if (++count > 3) return
}

const ADDRESS = {
  name: 'n',
  mobile: 'm',
  country: 'c',
  province: 'p',
  city: 'c',
  district: 'd',
  address: 'a',
  jdAreaIds: [1, 2, 3, 0] as const,
}
const LINES = [
  { lineNo: '1', offerId: '7', skuId: '8', purchaseRef: '7:8', quantity: 1, unitPrice: money(100) },
]

const selling = (connector: MarketplaceConnector): Record<string, () => Promise<unknown>> => ({
  readOffers: () => connector.readOffers(SHOP, ['7']),
  searchOffers: () => connector.searchOffers(SHOP, { query: 'q', page: 1, pageSize: 5 }),
  offers: () => drain(connector.offers(SHOP)),
  orders: () => drain(connector.orders(SHOP, WINDOW)),
  readOrder: () => connector.readOrder(SHOP, '7'),
  writeStock: () => connector.writeStock(SHOP, [{ offerId: '7', skuId: '8', quantity: 1 }]),
  sendShipment: () => connector.sendShipment(SHOP, { orderId: '7', carrier: 'SF', trackingNumber: 'T' }),
  readTracking: () => connector.readTracking(SHOP, '7'),
  refunds: () => drain(connector.refunds(SHOP, WINDOW)),
  messages: async () => connector.messages?.consume(),
})
const buying = (connector: PurchasingConnector): Record<string, () => Promise<unknown>> => ({
  preview: () => connector.preview(SHOP, { lines: LINES, address: ADDRESS }),
  place: () => connector.place(SHOP, { lines: LINES, address: ADDRESS, key: 'k', total: money(100) }),
  findByKey: () => connector.findByKey(SHOP, 'k'),
  pay: () => connector.pay(SHOP, { orderIds: ['7'], limit: money(100_000) }),
  cancel: () => connector.cancel(SHOP, '7', 'r'),
  follow: () => connector.follow(SHOP, '7'),
  messages: async () => connector.messages?.(SHOP).consume(),
})
const storing = (): Record<string, () => Promise<unknown>> => {
  const wms = qimenConnector(options())
  return {
    syncItem: () => wms.syncItem(ACCOUNT, { itemCode: 'i', name: 'n', barCodes: ['b'] }, 'add'),
    createEntryOrder: () => wms.createEntryOrder(ACCOUNT, { code: 'e', lines: [] }),
    queryInventory: () => wms.queryInventory(ACCOUNT, ['i']),
    stock: () => drain(wms.stock(ACCOUNT)),
    createTransfer: () =>
      wms.createTransfer(ACCOUNT, { code: 't', fromWarehouseCode: 'a', toWarehouseCode: 'b', lines: [] }),
  }
}

/** Field names of the platforms' answers: objects made of them reach deep into the schemas. */
const NAMES = [
  ...[
    'items_seller_list_get_response',
    'items_onsale_get_response',
    'items_inventory_get_response',
    'trade_fullinfo_get_response',
    'trades_sold_increment_get_response',
  ],
  ...[
    'refunds_receive_get_response',
    'tmc_messages_consume_response',
    'skus_quantity_update_response',
    'logistics_offline_send_response',
    'logistics_trace_search_response',
  ],
  ...[
    'jingdong_ware_read_searchWare4Valid_responce',
    'jingdong_sku_read_searchSkuList_responce',
    'jingdong_pop_order_search_responce',
    'jingdong_pop_order_get_responce',
  ],
  ...[
    'jingdong_ware_stock_sku_set_responce',
    'jingdong_pop_order_shipment_responce',
    'jingdong_pop_afs_soa_refundapply_queryPageList_responce',
  ],
  ...[
    'error_response',
    'code',
    'msg',
    'sub_code',
    'sub_msg',
    'success',
    'result',
    'resultCode',
    'resultMessage',
    'data',
    'errorCode',
    'errorMessage',
    'error_code',
    'error_message',
    'message',
  ],
  ...[
    'items',
    'item',
    'skus',
    'sku',
    'num_iid',
    'title',
    'price',
    'num',
    'sku_id',
    'quantity',
    'trades',
    'trade',
    'tid',
    'status',
    'payment',
    'orders',
    'order',
    'modified',
    'total_results',
  ],
  ...[
    'page',
    'totalItem',
    'wareId',
    'skuId',
    'jdPrice',
    'stockNum',
    'orderInfoList',
    'orderTotal',
    'apiResult',
    'orderDetailInfo',
    'orderInfo',
    'orderId',
    'orderState',
    'itemInfoList',
  ],
  ...[
    'baseInfo',
    'idOfStr',
    'totalAmount',
    'productItems',
    'offerId',
    'subject',
    'productSkuInfos',
    'purchase_orders',
    'purchase_id',
    'sub_purchase_orders',
    'jdOrderId',
    'pOrder',
    'cOrder',
  ],
  ...[
    'response',
    'flag',
    'itemCode',
    'totalCount',
    'returnType',
    'obj',
    'refunds',
    'refund',
    'messages',
    'tmc_message',
    'id',
    '__proto__',
    'constructor',
    'toString',
  ],
]
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    '',
    '0',
    'true',
    'success',
    '19.90',
    '2026-01-01 08:00:00',
    '20260101080000000+0800',
    TOKEN,
    SECRET,
  ),
  fc.integer(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ maxLength: 20 }),
)
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('node'), { maxKeys: 8 }),
  ),
}))

/** A dangerous key must stay data through the stringifier too. */
const json = node.map((value) => JSON.stringify(value))
const truncated = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))
const html = fc
  .string()
  .map(
    (text) => `<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1>${text} ${TOKEN} ${SECRET}</body></html>`,
  )
const xml = node.map((value) => writeXml('response', { flag: 'success', items: value, code: '0' }))
const huge = fc.constant(`{"a":"${'x'.repeat(150_000)}"}`)
const deep = fc.constant(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
const body = fc.oneof(
  { weight: 8, arbitrary: json },
  truncated,
  html,
  { weight: 2, arbitrary: xml },
  fc.string(),
  huge,
  deep,
)
/** A right envelope around anything, so that the schemas inside are reached too. */
const enveloped = node.map((value) => (seen: Seen): Reply => {
  const method = seen.form.get('method')
  if (seen.url.searchParams.get('method')) {
    return writeXml('response', {
      flag: 'success',
      ...(typeof value === 'object' ? value : { items: value }),
    })
  }
  if (method?.startsWith('taobao.'))
    return JSON.stringify({ [`${method.slice(7).replaceAll('.', '_')}_response`]: value })
  const inner = typeof value === 'object' && value !== null ? { ...value, code: '0' } : value
  if (method) return JSON.stringify({ [`${method.replaceAll('.', '_')}_responce`]: inner })
  return JSON.stringify({ success: true, code: '0', resultCode: '0000', result: value, data: value })
})
const status = fc.constantFrom(200, 200, 200, 200, 204, 400, 401, 404, 429, 500, 503)
const answer = fc.oneof(
  fc.record({ status, body }).map((given) => (): Reply => given),
  enveloped,
)

const SUBJECTS: readonly [string, () => Record<string, () => Promise<unknown>>][] = [
  ['Taobao', () => selling(taobaoConnector(options()))],
  ['JD', () => selling(jdConnector(options()))],
  ['1688', () => selling(alibaba1688Connector(options()))],
  ['1688 purchasing', () => buying(alibaba1688Purchasing(options()))],
  ['Taobao Global', () => buying(taobaoGlobalConnector(options()))],
  [
    'JD VOP',
    () =>
      buying(
        jdVopConnector({
          endpoint: server.url,
          clientId: 'key',
          clientSecret: SECRET,
          upstream,
          rates: FAST,
        }),
      ),
  ],
  ['Qimen', storing],
]

/** Everything a log would show of an error. */
function shown(error: Error): string {
  const cause = error.cause instanceof Error ? shown(error.cause) : String(error.cause)
  return [error.stack, JSON.stringify(error), cause].join('\n')
}

describe.each(SUBJECTS)('%s', (_, operations) => {
  test('whatever the platform answers, a call gives a value or a typed error that holds no secret', async () => {
    for (const [name, operation] of Object.entries(operations())) {
      await fc.assert(
        fc.asyncProperty(answer, async (given) => {
          reply = given
          const outcome: unknown = await operation().catch((error: unknown) => error)
          if (!(outcome instanceof Error)) return
          expect(outcome, `${name}: ${outcome.stack}`).toBeInstanceOf(UpstreamError)
          expect(shown(outcome)).not.toContain(SECRET)
          expect(shown(outcome)).not.toContain(TOKEN)
        }),
        { numRuns: 40 },
      )
    }
  })

  test('when the connection breaks, a call gives a typed error', async () => {
    reply = () => 'hang up'
    for (const operation of Object.values(operations())) {
      const outcome: unknown = await operation().catch((error: unknown) => error)
      if (outcome instanceof Error)
        expect(outcome).toMatchObject({ kind: expect.stringMatching(/transient|misconfigured/) })
    }
    expect(server.seen.length).toBeGreaterThan(0)
  })
})

/** Refusals of every platform in one body, each saying the secrets back as platforms do. */
const ECHO = `${SECRET} is wrong for {token}`
const refusals: Record<string, string> = {
  top: JSON.stringify({
    error_response: { code: 15, msg: ECHO, sub_code: `isv.invalid-parameter:{token}`, sub_msg: ECHO },
  }),
  jd: JSON.stringify({ error_response: { code: '99', zh_desc: ECHO, en_desc: ECHO } }),
  gateway: JSON.stringify({ error_code: 'gw.Whatever', error_message: ECHO, exception: ECHO }),
  iop: JSON.stringify({ code: 'SomethingWrong', type: 'ISV', message: ECHO }),
  vop: JSON.stringify({ success: false, resultCode: '3001', resultMessage: ECHO }),
  qimen: writeXml('response', { flag: 'failure', code: 'X1', message: ECHO }),
}

test.each(Object.keys(refusals))('a refusal that echoes secrets (%s) is cleaned of them', async (kind) => {
  // A platform can only echo a token that it was sent.
  reply = ({ body }) => (refusals[kind] ?? '').replaceAll('{token}', body.includes(TOKEN) ? TOKEN : 'nobody')
  const messages: string[] = []
  for (const [, operations] of SUBJECTS) {
    for (const operation of Object.values(operations())) {
      const outcome: unknown = await operation().catch((error: unknown) => error)
      if (outcome instanceof Error) messages.push(shown(outcome))
    }
  }
  expect(messages.some((message) => message.includes('*** is wrong for'))).toBe(true)
  expect(messages.filter((message) => message.includes(SECRET) || message.includes(TOKEN))).toEqual([])
})

test('objects made from answers do not reach into prototypes', () => {
  expect(Reflect.get({}, 'items')).toBeUndefined()
  expect(Reflect.get([], 'item')).toBeUndefined()
})
