import { afterEach, describe, expect, it } from 'vitest'
import { Misconfigured, RateLimited, Rejected, Transient } from '../../../domain/upstream-error.ts'
import { type Reply, startLocalServer, testClock } from '../../local-server.test-kit.ts'
import { createUpstream } from '../../upstream.ts'
import { type ItemDataAnswer, itemDataSource } from './index.ts'

const links = (platform: 'TAOBAO' | 'WEIDIAN') => ({
  platform,
  label: platform,
  labelZh: '某',
  codePrefix: 'X',
  hosts: [],
  shortHosts: [],
  id: /^\d+$/,
  read: () => null,
  urlOf: (id: string) => `https://item.example/${id}`,
})
const MARKETS = [
  {
    platform: 'TAOBAO',
    source: 'taobao',
    links: links('TAOBAO'),
    itemParams: { is_promotion: '1' },
    decodes: true,
  },
  { platform: 'WEIDIAN', source: 'micro', links: links('WEIDIAN') },
] as const

let end: () => Promise<unknown> = async () => {}
afterEach(() => end())

async function provider(
  reply: (path: string, lang: string | null) => object | Reply,
  languages: readonly string[] = [],
) {
  const server = await startLocalServer(({ url }) => {
    const answer = reply(url.pathname, url.searchParams.get('lang'))
    return typeof answer === 'object' && !('status' in answer) ? JSON.stringify(answer) : (answer as Reply)
  })
  const answers: ItemDataAnswer[] = []
  // 15:00 UTC is 23:00 on the provider's clock.
  const clock = testClock(Date.parse('2026-11-29T15:00:00Z'))
  const upstream = createUpstream({ clock, retry: { attempts: 1 } })
  const source = itemDataSource(
    { endpoint: server.url, key: 'k', secret: 's', upstream, onAnswer: (one) => answers.push(one) },
    MARKETS,
    languages,
  )
  end = () => Promise.all([upstream.close(), server.stop()])
  return { source, answers, seen: server.seen }
}

const good = (item: object) => ({
  item,
  error: '',
  reason: '',
  error_code: '0000',
  api_info: 'today:9 max:10000[0]',
})
const ITEM = {
  num_iid: '678901234567',
  title: '龙井茶',
  price: '25.80',
  num: '832',
  pic_url: '//img.example/a.jpg',
}
const read = async (item: object) => {
  const { source } = await provider(() => good(item))
  return source.readItem('TAOBAO', '678901234567')
}
const cny = (minor: bigint) => ({ minor, currency: 'CNY' })

describe('itemDataSource', () => {
  it('asks one call with key, secret, the id and what the marketplace needs', async () => {
    const { source, seen, answers } = await provider(() => good(ITEM))
    const item = await source.readItem('TAOBAO', '678901234567', { locale: 'en-GB' })
    expect(seen.map(({ url }) => `${url.pathname}?${url.searchParams}`)).toEqual([
      '/taobao/item_get/?key=k&secret=s&num_iid=678901234567&is_promotion=1&lang=en',
    ])
    expect(item).toMatchObject({
      title: '龙井茶',
      titles: [{ locale: 'en' }],
      url: 'https://item.example/678901234567',
    })
    expect(answers).toEqual([{ call: 'taobao/item_get', outcome: 'found', usedToday: 9, dailyQuota: 10_000 }])
  })

  it.each([
    ['832', 832],
    [832, 832],
    ['12.0', 12],
  ])('takes the number %j', async (num, quantity) => {
    expect(await read({ ...ITEM, num })).toMatchObject({ quantity, quantityKnown: true })
  })

  it.each(['', null, [], {}, undefined])('takes %j for a part that is missing', async (nothing) => {
    const item = {
      ...ITEM,
      num: nothing,
      nick: nothing,
      desc: nothing,
      item_imgs: nothing,
      skus: nothing,
      priceRange: nothing,
    }
    expect(await read(item)).toMatchObject({
      quantityKnown: false,
      seller: null,
      description: null,
      images: ['https://img.example/a.jpg'],
      skus: [],
      priceTiers: [],
      minOrderQuantity: 1,
    })
  })

  it.each([
    [25.8, 2580n],
    ['48.00', 4800n],
    ['4.00-18.00', 400n],
  ])('reads the price %j', async (price, minor) => {
    expect(await read({ ...ITEM, price })).toMatchObject({ price: cny(minor) })
  })

  const sku = (id: string | number, properties_name: string) => ({
    sku_id: id,
    price: '45.00',
    quantity: 3,
    properties: '20509:28314;1627207:3714507',
    properties_name,
  })

  it('reads SKUs with their options and pictures, a lone one without its list too', async () => {
    const named = sku('5012345678901', '20509:28314:尺码:S;1627207:3714507:颜色:白:亮')
    const pictured = {
      prop_imgs: { prop_img: [{ properties: '1627207:3714507', url: '//img.example/w.jpg' }] },
    }
    const expected = {
      externalSkuId: '5012345678901',
      price: cny(4500n),
      quantity: 3,
      imageUrl: 'https://img.example/w.jpg',
      attributes: [
        { name: '尺码', value: 'S' },
        { name: '颜色', value: '白:亮' },
      ],
    }
    expect((await read({ ...ITEM, ...pictured, skus: { sku: [named] } }))?.skus).toMatchObject([expected])
    expect((await read({ ...ITEM, ...pictured, skus: { sku: named } }))?.skus).toMatchObject([expected])
  })

  it("takes options' names from the item's list where a SKU names none", async () => {
    const props_list = { '20509:28314': '尺码:S', '1627207:3714507': '颜色:白' }
    expect((await read({ ...ITEM, props_list, skus: { sku: [sku('1', '')] } }))?.skus[0]?.attributes).toEqual(
      [
        { name: '尺码', value: 'S' },
        { name: '颜色', value: '白' },
      ],
    )
  })

  it('keeps ids beyond 2^53, and the others of a list with one that can not be read', async () => {
    const { source } = await provider(() => ({
      status: 200,
      body: `{"item":{"num_iid":4601234567890123457,"title":"x","price":1,"skus":{"sku":[{"sku_id":5201234567890123459,"price":"1"},{"price":"2"}]}},"error_code":"0000"}`,
    }))
    const item = await source.readItem('WEIDIAN', '4601234567890123457')
    expect(item).toMatchObject({ externalId: '4601234567890123457' })
    expect(item?.skus.map((one) => one.externalSkuId)).toEqual(['5201234567890123459'])
  })

  it('reads least quantity and tiers by rising quantity', async () => {
    const item = {
      ...ITEM,
      min_num: '2',
      priceRange: [
        [100, '7.90'],
        ['2', 8.5],
      ],
    }
    expect(await read(item)).toMatchObject({
      minOrderQuantity: 2,
      priceTiers: [
        { minQuantity: 2, price: cny(850n) },
        { minQuantity: 100, price: cny(790n) },
      ],
    })
  })

  it("keeps a description's words and drops its scripts, links and pictures, and addresses that are none", async () => {
    const desc =
      '<script>alert(1)</script><p>明前<b>茶</b></p><img src="//x/y.png"><a href="javascript:1">buy</a>'
    const item = await read({
      ...ITEM,
      desc,
      item_imgs: [{ url: 'javascript:1' }, { url: '//img.example/b.jpg' }],
    })
    expect(item?.description).toBe('明前茶\n\nbuy')
    expect(item?.images).toEqual(['https://img.example/a.jpg', 'https://img.example/b.jpg'])
  })

  it.each([
    { error: 'item-not-found', error_code: '0000' },
    { error: 'data error', error_code: '2000' },
  ])('knows no item where the provider says %j, which was paid', async (answer) => {
    const { source, answers } = await provider(() => ({ ...answer, item: [] }))
    expect(await source.readItem('TAOBAO', '678901234567')).toBeNull()
    expect(answers).toMatchObject([{ outcome: 'nothing' }])
  })

  it.each([
    [{ error: '你的授权已经过期', error_code: '' }, Misconfigured],
    [{ error: 'key', error_code: '4005' }, Misconfigured],
    [{ error: 'busy', error_code: '4000' }, Transient],
    [{ error: 'param', error_code: '4003' }, Rejected],
  ])('answers %j with the error that says what to do', async (answer, kind) => {
    const { source, answers } = await provider(() => answer)
    await expect(source.readItem('TAOBAO', '1')).rejects.toBeInstanceOf(kind)
    expect(answers).toMatchObject([{ outcome: 'failed' }])
  })

  it.each([{ error: '您的调用次数超过限制' }, { error: 'quota', error_code: '4013' }])(
    'asks again after a pause when the calls of the day are used up (%j): more may be bought meanwhile',
    async (answer) => {
      const { source } = await provider(() => answer)
      const refusal = await source.readItem('TAOBAO', '1').catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(RateLimited)
      expect(refusal).toMatchObject({
        retryAfterMs: 900_000,
        message: expect.stringContaining('midnight, GMT+8'),
      })
    },
  )

  it('says once what error and reason have both', async () => {
    const { source } = await provider(() => ({ error: '超过上限', reason: '超过上限', error_code: '4013' }))
    const refusal = await source.readItem('TAOBAO', '1').catch((error: unknown) => error)
    expect((refusal as Error).message).not.toContain('超过上限: 超过上限')
  })

  it('reads an item again in the languages that are set, and does without what fails', async () => {
    const named = (title: string, name: string) =>
      good({ ...ITEM, title, skus: { sku: [{ sku_id: '1', price: '1', properties_name: `1:2:${name}` }] } })
    const { source, seen, answers } = await provider(
      (_path, lang) =>
        lang === 'en'
          ? named('Tea', 'Colour:Red')
          : lang === 'ru'
            ? { error: 'no', error_code: '5000' }
            : named('茶', '颜色:红'),
      ['en', 'ru'],
    )
    expect(await source.readItem('TAOBAO', ITEM.num_iid)).toMatchObject({
      title: '茶',
      titles: [{ locale: 'en', text: 'Tea' }],
      skus: [
        {
          attributes: [
            {
              name: '颜色',
              value: '红',
              names: [{ locale: 'en', text: 'Colour' }],
              values: [{ locale: 'en', text: 'Red' }],
            },
          ],
        },
      ],
    })
    expect(seen.map(({ url }) => url.searchParams.get('lang'))).toEqual([null, 'en', 'ru'])
    // Each is paid.
    expect(answers).toHaveLength(3)
  })

  it('decodes share texts where the marketplace has them', async () => {
    const { source, seen } = await provider(() =>
      good({ num_iid: '678901234567', url: 'https://item.taobao.com/x' }),
    )
    expect(await source.decodeShareText?.('TAOBAO', '￥Ab1Cd2Ef3Gh￥')).toBe('https://item.taobao.com/x')
    expect(seen[0]?.url.searchParams.get('word')).toBe('￥Ab1Cd2Ef3Gh￥')
    await expect(source.decodeShareText?.('WEIDIAN', 'x')).rejects.toMatchObject({ code: 'unsupported' })
  })
})
