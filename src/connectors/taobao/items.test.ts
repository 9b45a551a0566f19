import { afterEach, expect, test } from 'vitest'
import { NeedsAuthorization } from '../../domain/upstream-error.ts'
import { type Reply, type Seen, startLocalServer, testClock } from '../local-server.test-kit.ts'
import { createUpstream } from '../upstream.ts'
import { taobaoConnector } from './index.ts'
import { signTop } from './sign.ts'

const SECRET = 'helloworld'
const SHOP = { shopId: 'shop-1', externalShopId: '2200', accessToken: 'session-one' }
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function connect(reply: (seen: Seen, count: number) => Reply) {
  const server = await startLocalServer(reply)
  const clock = testClock()
  const upstream = createUpstream({ clock, random: () => 0.5 })
  stops.push(upstream.close, server.stop)
  const taobao = taobaoConnector({
    endpoint: `${server.url}/router/rest`,
    appKey: '12345678',
    appSecret: SECRET,
    signMethod: 'md5',
    upstream,
  })
  return { taobao, seen: server.seen, clock }
}

const ITEM = `{"num_iid":9007199254740993,"title":"咖啡杯","nick":"店","num":12,"price":"19.90","approve_status":"onsale",
 "modified":"2026-01-31 08:00:00","pic_url":"https://img.example/1.jpg","skus":{"sku":[{"sku_id":9007199254740995,
 "price":"19.90","quantity":7,"outer_id":"CUP-R","properties_name":"1627207:28320:颜色:红;20509:28314:规格:1:2"}]}}`

test.each([
  [
    '"pic_url":"//img.example/1.jpg","detail_url":"javascript:alert(1)"',
    'https://img.example/1.jpg',
    'https://item.taobao.com/item.htm?id=7',
  ],
  ['"pic_url":"data:image/png;base64,AA","detail_url":"//item.example/7"', null, 'https://item.example/7'],
  ['"pic_url":7', null, 'https://item.taobao.com/item.htm?id=7'],
])('links and pictures are http(s) or nothing: %s', async (fields, imageUrl, url) => {
  const item = `{"num_iid":7,"title":"茶\\u0000杯","price":"1.00",${fields}}`
  const { taobao } = await connect(
    () => `{"items_seller_list_get_response":{"items":{"item":[${item}]},"request_id":"r"}}`,
  )
  const offers = await taobao.readOffers(SHOP, ['7'])
  expect(offers.get('7')).toMatchObject({ title: '茶\uFFFD杯', imageUrl, url })
})

test('items are read in one signed call, 64-bit ids kept exact, unknown ids absent', async () => {
  const { taobao, seen } = await connect(
    () => `{"items_seller_list_get_response":{"items":{"item":[${ITEM}]},"request_id":"r"}}`,
  )
  const offers = await taobao.readOffers(SHOP, ['9007199254740993', '404'])
  expect([...offers.keys()]).toEqual(['9007199254740993'])
  expect(offers.get('9007199254740993')).toMatchObject({
    title: '咖啡杯',
    price: { minor: 1990n, currency: 'CNY' },
    quantity: 12,
    onSale: true,
    imageUrl: 'https://img.example/1.jpg',
    url: 'https://item.taobao.com/item.htm?id=9007199254740993',
    modifiedAt: new Date('2026-01-31T00:00:00Z'),
    skus: [
      {
        externalSkuId: '9007199254740995',
        outerId: 'CUP-R',
        quantity: 7,
        attributes: [
          { name: '颜色', value: '红' },
          { name: '规格', value: '1:2' },
        ],
      },
    ],
  })
  expect(seen).toHaveLength(1)
  const form = Object.fromEntries(seen[0]?.form ?? [])
  expect(form).toMatchObject({
    method: 'taobao.items.seller.list.get',
    num_iids: '9007199254740993,404',
    session: 'session-one',
    timestamp: '2026-01-01 08:00:00',
    format: 'json',
  })
  expect(form.sign).toBe(signTop(form, SECRET, 'md5'))
})

test('an answer without the list is an empty result', async () => {
  const { taobao } = await connect(() => '{"items_seller_list_get_response":{"request_id":"r"}}')
  expect(await taobao.readOffers(SHOP, ['1'])).toEqual(new Map())
})

test('no ids means no call, and more than twenty is a mistake of the caller', async () => {
  const { taobao, seen } = await connect(() => '{}')
  expect(await taobao.readOffers(SHOP, [])).toEqual(new Map())
  await expect(
    taobao.readOffers(
      SHOP,
      Array.from({ length: 21 }, (_, n) => `${n}`),
    ),
  ).rejects.toThrow('21 item ids')
  expect(seen).toHaveLength(0)
})

test('one item that cannot be read does not cost the others', async () => {
  const { taobao } = await connect(
    () =>
      `{"items_seller_list_get_response":{"items":{"item":[{"num_iid":5,"title":"x","price":"cheap"},${ITEM}]}}}`,
  )
  expect([...(await taobao.readOffers(SHOP, ['5', '9007199254740993'])).keys()]).toEqual(['9007199254740993'])
})

test('search pages through the shop and knows whether there is more', async () => {
  const { taobao, seen } = await connect(
    () => `{"items_onsale_get_response":{"items":{"item":[${ITEM}]},"total_results":41}}`,
  )
  const first = await taobao.searchOffers(SHOP, { query: '杯', page: 2, pageSize: 20 })
  expect(first).toMatchObject({ total: 41, hasNext: true, offers: [{ externalId: '9007199254740993' }] })
  expect((await taobao.searchOffers(SHOP, { query: '杯', page: 3, pageSize: 20 })).hasNext).toBe(false)
  expect(seen.map(({ form }) => [form.get('q'), form.get('page_no'), form.get('page_size')])).toEqual([
    ['杯', '2', '20'],
    ['杯', '3', '20'],
  ])
})

test('a ban of two seconds is waited out and the call sent once more', async () => {
  const { taobao, seen, clock } = await connect((_, count) =>
    count === 1
      ? '{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-app-access-count","sub_msg":"This ban will last for 2 more seconds"}}'
      : '{"items_seller_list_get_response":{}}',
  )
  await taobao.readOffers(SHOP, ['1'])
  expect(seen).toHaveLength(2)
  expect(clock.slept).toEqual([2_000])
})

test('a refused session is NeedsAuthorization, without the token in its text', async () => {
  const { taobao, seen } = await connect(
    () =>
      '{"error_response":{"code":27,"msg":"Invalid session","sub_code":"invalid-sessionkey","sub_msg":"session-one is bad"}}',
  )
  const error = await taobao.readOffers(SHOP, ['1']).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(NeedsAuthorization)
  expect(String(error)).toContain('invalid-sessionkey')
  expect(String(error)).not.toContain('session-one')
  expect(seen).toHaveLength(1)
})

test('a shop that is not linked is told without a call', async () => {
  const { taobao, seen } = await connect(() => '{}')
  await expect(taobao.readOffers({ ...SHOP, accessToken: null }, ['1'])).rejects.toThrow(NeedsAuthorization)
  expect(seen).toHaveLength(0)
})
