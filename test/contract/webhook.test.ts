import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PushMessage, WebhookReceiver } from '../../src/connectors/push.ts'
import { money } from '../../src/domain/money.ts'
import { untilHolds } from '../support/until.ts'
import { startReceiver } from './receiver.ts'
import { connectAll, type Platforms, startPlatforms } from './sandbox.ts'

let platforms: Platforms
let all: ReturnType<typeof connectAll>
let closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  platforms = await startPlatforms()
  all = connectAll(platforms.url)
})
afterAll(async () => {
  await all.upstream.close()
  await platforms.stop()
})
beforeEach(() => platforms.control('webhooks/mode', { copies: 1, hold: false }))
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function listen(platform: string, webhook: WebhookReceiver | null) {
  const receiver = await startReceiver<PushMessage>((request) =>
    (webhook as WebhookReceiver).receive(request),
  )
  closing.push(receiver.stop)
  await platforms.control('webhooks', { platform, url: receiver.url })
  return receiver
}

const ADDRESS = {
  name: '张三',
  mobile: '17000000001',
  country: '中国',
  province: '广东省',
  city: '广州市',
  district: '天河区',
  town: '石牌街道',
  address: '天河路100号',
  postCode: '510000',
}

test('1688 pushes a change of stock, doubled and out of order, under ids that tell copies apart', async () => {
  const receiver = await listen('ALIBABA_1688', all.alibaba.webhook)
  const shop = all.shop('ALIBABA_1688')
  const found = await all.alibaba.searchOffers(shop, { query: '茶', page: 1, pageSize: 2 })
  const offers = [
    ...(
      await all.alibaba.readOffers(
        shop,
        found.offers.map((offer) => offer.externalId),
      )
    ).values(),
  ]
  await platforms.control('webhooks/mode', { copies: 2, hold: true })
  for (const offer of offers)
    await platforms.control('stock', {
      platform: 'ALIBABA_1688',
      externalSkuId: offer.skus[0]?.externalSkuId,
      delta: -1,
    })
  expect(receiver.events).toHaveLength(0)
  await platforms.control('webhooks/release', {})
  await untilHolds(() => expect(receiver.events).toHaveLength(4))
  expect(new Set(receiver.events.map((event) => event.id)).size).toBe(2)
  expect(receiver.events.every((event) => event.about === 'stock')).toBe(true)
  expect(new Set(receiver.events.map((event) => event.offerId))).toEqual(
    new Set(offers.map((offer) => offer.externalId)),
  )
  expect(receiver.refusals).toEqual([])
})

test('1688 pushes the life of a purchase, and each message names its order', async () => {
  const receiver = await listen('ALIBABA_1688', all.alibabaPurchasing.webhook)
  const shop = all.shop('ALIBABA_1688')
  const found = await all.alibaba.searchOffers(shop, { query: '茶', page: 1, pageSize: 1 })
  const offer = (await all.alibaba.readOffers(shop, [found.offers[0]?.externalId ?? '']))
    .values()
    .next().value
  const line = {
    lineNo: '1',
    offerId: offer?.externalId ?? '',
    skuId: offer?.skus[0]?.externalSkuId ?? null,
    quantity: 3,
    unitPrice: money(1),
  }
  const { orders } = await all.alibabaPurchasing.place(shop, {
    lines: [line],
    address: ADDRESS,
    key: 'push-1',
    total: money(1),
  })
  const id = orders[0]?.externalId ?? ''
  for (const step of ['pay', 'ship', 'finish'])
    await platforms.control('purchases/step', { platform: 'ALIBABA_1688', id, step })
  await untilHolds(() =>
    expect(receiver.events.filter((event) => event.about === 'order').length).toBeGreaterThanOrEqual(3),
  )
  expect(
    new Set(receiver.events.filter((event) => event.about === 'order').map((event) => event.orderId)),
  ).toEqual(new Set([id]))
  expect(receiver.refusals).toEqual([])
})

test('Taobao Global pushes the status of a purchase', async () => {
  const receiver = await listen('TAOBAO_GLOBAL', all.taobaoGlobal.webhook)
  const shop = all.shop('TAOBAO_GLOBAL')
  const found = await all.taobaoGlobal.searchOffers(shop, { query: '茶', page: 1, pageSize: 1 })
  const offer = (await all.taobaoGlobal.readOffers(shop, [found.offers[0]?.externalId ?? '']))
    .values()
    .next().value
  const line = {
    lineNo: '1',
    offerId: offer?.externalId ?? '',
    skuId: offer?.skus[0]?.externalSkuId ?? null,
    quantity: 1,
    unitPrice: offer?.skus[0]?.price ?? money(1),
  }
  const draft = { lines: [line], address: ADDRESS }
  const { total } = await all.taobaoGlobal.preview(shop, draft)
  const { orders } = await all.taobaoGlobal.place(shop, { ...draft, key: 'push-2', total })
  await platforms.control('advance', { ms: 10_000 })
  const id = orders[0]?.externalId ?? ''
  await platforms.control('purchases/step', { platform: 'TAOBAO_GLOBAL', id, step: 'pay' })
  await untilHolds(() => expect(receiver.events.length).toBeGreaterThan(0))
  expect(receiver.events.every((event) => event.about === 'order' && event.orderId === id)).toBe(true)
  expect(receiver.refusals).toEqual([])
})

test('JD VOP keeps its messages in a queue until they are deleted', async () => {
  const shop = all.shop('JD_VOP')
  const jd = await all.jd.searchOffers(all.shop('JD'), { query: '茶', page: 1, pageSize: 1 })
  const offer = (await all.jd.readOffers(all.shop('JD'), [jd.offers[0]?.externalId ?? '']))
    .values()
    .next().value
  const line = {
    lineNo: '1',
    offerId: offer?.externalId ?? '',
    skuId: offer?.skus[0]?.externalSkuId ?? null,
    quantity: 1,
    unitPrice: money(1),
  }
  const draft = { lines: [line], address: ADDRESS }
  const { total, prices } = await all.jdVop.preview(shop, draft)
  const priced = [{ ...line, unitPrice: prices[0]?.unitPrice ?? money(1) }]
  const { orders } = await all.jdVop.place(shop, { lines: priced, address: ADDRESS, key: 'push-3', total })
  await all.jdVop.cancel(shop, orders[0]?.externalId ?? '', 'changed')
  const queue = all.jdVop.messages?.(shop)
  const first = await queue?.consume()
  expect(first?.map(({ about, orderId }) => [about, orderId])).toContainEqual([
    'order',
    orders[0]?.externalId,
  ])
  expect(await queue?.consume()).toEqual(first)
  await queue?.confirm((first ?? []).map((message) => message.id))
  expect(await queue?.consume()).toEqual([])
})
