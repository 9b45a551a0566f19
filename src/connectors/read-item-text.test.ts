import { describe, expect, it } from 'vitest'
import type { Platform } from '../domain/platform.ts'
import { alibaba1688Links } from './alibaba-1688/links.ts'
import { AGENTS } from './items/agents.ts'
import { jdLinks } from './jd/links.ts'
import { pinduoduoLinks } from './pinduoduo/links.ts'
import { readItemText } from './read-item-text.ts'
import { taobaoLinks } from './taobao/links.ts'
import { xianyuLinks } from './taobao/xianyu-links.ts'
import { weidianLinks } from './weidian/links.ts'

const KNOWN = {
  marketplaces: [xianyuLinks, taobaoLinks, alibaba1688Links, jdLinks, weidianLinks, pinduoduoLinks],
  agents: AGENTS,
}
const read = (text: string, platform: Platform | null = null) => readItemText(text, platform, KNOWN)
const ID = '678901234567'
const ENCODED = encodeURIComponent(`https://item.taobao.com/item.htm?id=${ID}`)

describe('readItemText', () => {
  it.each([
    [`https://item.taobao.com/item.htm?spm=a.1&id=${ID}&ut_sk=1`, 'TAOBAO', null],
    [`http://item.taobao.com/item.htm?id=${ID}`, 'TAOBAO', null],
    [`https://detail.tmall.com/item.htm?id=${ID}&skuId=5012345678901`, 'TAOBAO', '5012345678901'],
    [`https://detail.tmall.com/item_o.htm?id=${ID}`, 'TAOBAO', null],
    [`https://chaoshi.detail.tmall.com/item.htm?id=${ID}`, 'TAOBAO', null],
    [`https://detail.tmall.hk/hk/item.htm?id=${ID}`, 'TAOBAO', null],
    [`https://detail.m.tmall.com/item.htm?id=${ID}`, 'TAOBAO', null],
    [`https://world.taobao.com/item/${ID}.htm`, 'TAOBAO', null],
    [`https://m.intl.taobao.com/detail/detail.html?id=${ID}`, 'TAOBAO', null],
    [`https://h5.m.taobao.com/awp/core/detail.htm?id=${ID}`, 'TAOBAO', null],
    [`https://h5.m.taobao.com/awp/core/detail.htm?itemId=${ID}`, 'TAOBAO', null],
    [`https://market.m.taobao.com/app/x/y?id=${ID}`, 'TAOBAO', null],
    [`https://www.taobao.com/list/item/${ID}.htm`, 'TAOBAO', null],
    [`https://a.m.taobao.com/i${ID}.htm`, 'TAOBAO', null],
    [`https://assets-tmw.taobao.com/x?targetId=${ID}`, 'TAOBAO', null],
    [`https://assets-tmw.taobao.com/x?targetUrl=${ENCODED}`, 'TAOBAO', null],
    [`https://detail.1688.com/offer/${ID}.html?spm=1`, 'ALIBABA_1688', null],
    [`https://m.1688.com/offer/${ID}.html`, 'ALIBABA_1688', null],
    [`https://detail.m.1688.com/page/index.htm?offerId=${ID}`, 'ALIBABA_1688', null],
    ['https://item.jd.com/100012043978.html', 'JD', null],
    ['https://item.m.jd.com/product/100012043978.html', 'JD', null],
    ['https://item.m.jd.com/ware/view.action?wareId=100012043978', 'JD', null],
    ['https://npcitem.jd.hk/100012043978.html', 'JD', null],
    ['https://weidian.com/item.html?itemID=4501234567', 'WEIDIAN', null],
    ['https://shop1234.v.weidian.com/item.html?itemId=4501234567', 'WEIDIAN', null],
    ['https://mobile.yangkeduo.com/goods.html?goods_id=370123456789', 'PINDUODUO', null],
    [`item.taobao.com/item.htm?id=${ID}`, 'TAOBAO', null],
    [`//detail.1688.com/offer/${ID}.html`, 'ALIBABA_1688', null],
  ])('reads the page %s', (text, platform, externalSkuId) => {
    expect(read(text)).toMatchObject({ kind: 'item', platform, externalSkuId, via: 'LINK' })
  })

  it('gives the page without what was tracked', () => {
    expect(read(`https://detail.tmall.com/item.htm?abbucket=2&id=${ID}&ns=1`)).toMatchObject({
      externalId: ID,
      canonicalUrl: `https://item.taobao.com/item.htm?id=${ID}`,
    })
  })

  it.each([
    [`https://www.superbuy.com/en/page/buy?url=${ENCODED}`, 'TAOBAO'],
    [`https://www.pandabuy.com/product?url=${encodeURIComponent(ENCODED)}`, 'TAOBAO'],
    [`https://www.kakobuy.com/item/details?url=${ENCODED}&affcode=x`, 'TAOBAO'],
    [`https://www.sugargoo.com/#/home/productDetail?productLink=${ENCODED}`, 'TAOBAO'],
    [`https://www.cssbuy.com/item-${ID}.html`, 'TAOBAO'],
    [`https://www.cssbuy.com/item-1688-${ID}.html`, 'ALIBABA_1688'],
    [`https://www.cssbuy.com/item-micro-${ID}.html`, 'WEIDIAN'],
    [`https://www.cssbuy.com/item-tmall-${ID}.html`, 'TAOBAO'],
    [`https://cnfans.com/product/?shop_type=ali_1688&id=${ID}`, 'ALIBABA_1688'],
    [`https://mulebuy.com/product?id=${ID}&shop_type=weidian`, 'WEIDIAN'],
    [`https://www.orientdig.com/product?shop_type=taobao&id=${ID}`, 'TAOBAO'],
    [`https://www.acbuy.com/product?id=${ID}&source=AL`, 'ALIBABA_1688'],
    [`https://hoobuy.com/product/1/${ID}`, 'TAOBAO'],
    [`https://hoobuy.com/product/0/${ID}`, 'ALIBABA_1688'],
    [`https://oopbuy.com/product/weidian/${ID}`, 'WEIDIAN'],
  ])("reads another agent's link %s", (text, platform) => {
    expect(read(text)).toMatchObject({ kind: 'item', platform, externalId: ID, via: 'AGENT_LINK' })
  })

  it('unwraps three agents and no more', () => {
    const wrap = (link: string) => `https://www.superbuy.com/en/page/buy?url=${encodeURIComponent(link)}`
    const page = `https://item.taobao.com/item.htm?id=${ID}`
    expect(read(wrap(wrap(wrap(page))))).toMatchObject({ kind: 'item', externalId: ID })
    expect(read(wrap(wrap(wrap(wrap(page)))))).toMatchObject({ kind: 'unread', reason: 'NO_ID' })
  })

  it.each([
    ['https://e.tb.cn/h.gAbCdEf?tk=AbCdEfGhIjK', 'TAOBAO', 'SHORT_LINK'],
    ['https://m.tb.cn/h.5aBcD?sm=a1b2c3', 'TAOBAO', 'SHORT_LINK'],
    ['https://qr.1688.com/s/AbCd1234', 'ALIBABA_1688', 'SHORT_LINK'],
    ['https://k.youshop10.com/AbCd1234', 'WEIDIAN', 'SHORT_LINK'],
    ['https://p.pinduoduo.com/AbCd1234', 'PINDUODUO', 'SHORT_LINK'],
    ['https://3.cn/1aB-cDe', 'JD', 'SHORT_LINK'],
    [
      '【淘宝】https://e.tb.cn/h.gAbCdEf?tk=AbCdEfGhIjK CZ0001 「龙井茶」 点击链接直接打开 或者 淘宝搜索直接打开',
      'TAOBAO',
      'SHARE_TEXT',
    ],
    ['【淘宝】限时满减https://m.tb.cn/h.5aBcD?tk=x，快来看', 'TAOBAO', 'SHARE_TEXT'],
  ])('leaves the short link of %s to be followed', (text, platform, via) => {
    expect(read(text)).toMatchObject({
      kind: 'short-link',
      platform,
      via,
      token: expect.stringMatching(/^https:/),
    })
  })

  it.each([
    '￥Ab1Cd2Ef3Gh￥',
    '¥Ab1Cd2Ef3Gh¥',
    '€Ab1Cd2Ef3Gh€',
    '¢Ab1Cd2Ef3Gh¢',
    '$Ab1Cd2Ef3Gh$',
    '(Ab1Cd2Ef3Gh)',
  ])('finds the share code in %s', (code) => {
    expect(read(`复制这段描述${code}后到淘宝`)).toMatchObject({
      kind: 'share-code',
      platform: 'TAOBAO',
      token: 'Ab1Cd2Ef3Gh',
      via: 'SHARE_TEXT',
    })
  })

  it('takes a number for an item only when it is told of which marketplace', () => {
    expect(read(ID)).toMatchObject({ kind: 'unread', reason: 'AMBIGUOUS', externalId: ID, platform: null })
    expect(read(ID, 'ALIBABA_1688')).toMatchObject({ kind: 'item', platform: 'ALIBABA_1688', via: 'ID' })
    for (const name of ['pinduoduo', 'Taobao', 'jd', 'alibaba_1688', 'Weidian'])
      expect(read(`${name}:${ID}`)).toMatchObject({ kind: 'item', platform: name.toUpperCase() })
    expect(read(`TAOBAO:${ID}`)).toMatchObject({
      kind: 'item',
      platform: 'TAOBAO',
      externalId: ID,
      via: 'ID',
    })
  })

  it.each([
    ['https://example.com/item.htm?id=678901234567', 'UNKNOWN_HOST', null],
    ['https://1688.com.example/offer/678901234567.html', 'UNKNOWN_HOST', null],
    ['https://example-1688.com/offer/678901234567.html', 'UNKNOWN_HOST', null],
    ['https://item.taobao.com@evil.example/item.htm?id=678901234567', 'UNKNOWN_HOST', null],
    ['https://item.taobao.com:8443/item.htm?id=678901234567', 'UNKNOWN_HOST', null],
    [
      'https://assets-tmw.taobao.com/x?targetUrl=https%3A%2F%2Fevil.example%2Fitem.htm%3Fid%3D678901234567',
      'NO_ID',
      'TAOBAO',
    ],
    ['https://shop123.taobao.com/?id=678901234567', 'NO_ID', 'TAOBAO'],
    ['https://www.taobao.com/', 'NO_ID', 'TAOBAO'],
    ['https://item.taobao.com/item.htm?id=12', 'NO_ID', 'TAOBAO'],
    ['https://item.taobao.com/item.htm?id=Yd3kq_9Zx0aB1cD2', 'UNSUPPORTED', 'TAOBAO'],
    ['https://www.goofish.com/item?id=678901234567', 'UNSUPPORTED', null],
    ['https://2.taobao.com/item-detail?itemId=678901234567', 'UNSUPPORTED', null],
    ['hello', 'NO_ID', null],
    ['', 'NO_ID', null],
    ['12', 'NO_ID', null],
    ['WISH:678901234567', 'NO_ID', null],
  ])('says why %s names no item', (text, reason, platform) => {
    expect(read(text)).toMatchObject({
      kind: 'unread',
      reason,
      platform,
      message: expect.stringMatching(/\w{3}/),
    })
  })
})
