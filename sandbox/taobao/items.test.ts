import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { control, post, top, topParams, topSigned } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'

let sandbox: Sandbox
let items: ShelfItem[]
beforeAll(async () => {
  sandbox = await startTestSandbox()
  items = sandbox.state.shelf.items('TAOBAO', 'taobao-shop-1')
})
afterAll(() => sandbox.stop())
beforeEach(() => {
  sandbox.state.faults.clear()
  sandbox.state.calls.clear()
})

const ids = (count: number) => items.slice(0, count).map((item) => item.externalId)
const first = () => items[0] as ShelfItem

describe('taobao.items.seller.list.get', () => {
  it('answers 20 known items with ids as bare numbers and money as text', async () => {
    const { status, body, text } = await top(sandbox.url, 'taobao.items.seller.list.get', {
      fields: 'num_iid,title,price,sku',
      num_iids: ids(20).join(','),
    })
    expect(status).toBe(200)
    const rows = body.items_seller_list_get_response.items.item
    expect(rows).toHaveLength(20)
    expect(Object.keys(rows[0]).sort()).toEqual(['num_iid', 'price', 'skus', 'title'])
    expect(String(rows[0].num_iid)).toBe(first().externalId)
    expect(rows[0].price).toMatch(/^\d+\.\d\d$/)
    expect(text).toContain(`"sku_id":${first().skus[0]?.externalSkuId}`)
  })

  it('refuses 21 ids', async () => {
    const { status, body } = await top(sandbox.url, 'taobao.items.seller.list.get', {
      fields: 'num_iid',
      num_iids: ids(21).join(','),
    })
    expect(status).toBe(200)
    expect(body.error_response.code).toBe(41)
    expect(body.error_response.sub_code).toBe('isv.invalid-parameter:num_iids')
  })

  it('leaves unknown ids out, and the list itself when none is known', async () => {
    const some = await top(sandbox.url, 'taobao.items.seller.list.get', {
      fields: 'num_iid',
      num_iids: `${ids(1)[0]},42`,
    })
    expect(some.body.items_seller_list_get_response.items.item).toHaveLength(1)
    const none = await top(sandbox.url, 'taobao.items.seller.list.get', { fields: 'num_iid', num_iids: '42' })
    expect(Object.keys(none.body.items_seller_list_get_response)).toEqual(['request_id'])
  })

  it('knows the field sku and not skus', async () => {
    const { body } = await top(sandbox.url, 'taobao.items.seller.list.get', {
      fields: 'num_iid,skus',
      num_iids: ids(1).join(','),
    })
    expect(Object.keys(body.items_seller_list_get_response.items.item[0])).toEqual(['num_iid'])
  })
})

describe('taobao.item.skus.get', () => {
  it('takes 40 ids and refuses 41', async () => {
    const take = (count: number) =>
      top(sandbox.url, 'taobao.item.skus.get', { fields: 'sku_id,num_iid', num_iids: ids(count).join(',') })
    const expected = items.slice(0, 40).reduce((sum, item) => sum + item.skus.length, 0)
    expect((await take(40)).body.item_skus_get_response.skus.sku).toHaveLength(expected)
    expect((await take(41)).body.error_response.code).toBe(41)
  })
})

describe('taobao.items.onsale.get', () => {
  it('pages through the shop without a hole or a double', async () => {
    const seen = new Set<string>()
    for (let page = 1; ; page += 1) {
      const { body } = await top(sandbox.url, 'taobao.items.onsale.get', {
        fields: 'num_iid',
        page_no: String(page),
        page_size: '50',
      })
      const answer = body.items_onsale_get_response
      expect(Number(answer.total_results)).toBe(items.length)
      if (!answer.items) break
      for (const row of answer.items.item) seen.add(String(row.num_iid))
    }
    expect(seen.size).toBe(items.length)
  })

  it('refuses a page of 201', async () => {
    const { body } = await top(sandbox.url, 'taobao.items.onsale.get', {
      fields: 'num_iid',
      page_size: '201',
    })
    expect(body.error_response.sub_code).toBe('isv.invalid-parameter:page_size')
  })
})

describe('the common parameters', () => {
  const method = 'taobao.item.seller.get'
  const asked = () => ({ fields: 'num_iid', num_iid: first().externalId })
  const code = async (params: Record<string, string>) =>
    (await post(`${sandbox.url}/router/rest`, params)).body.error_response?.code

  it.each(['md5', 'hmac', 'hmac-sha256'])('are accepted when signed with %s', async (sign_method) => {
    const { body } = await top(sandbox.url, method, { ...asked(), sign_method })
    expect(String(body.item_seller_get_response.item.num_iid)).toBe(first().externalId)
  })

  it('are refused when one unsigned parameter is sent along', async () => {
    expect(await code({ ...topSigned(topParams(method, asked())), partner_id: 'x' })).toBe(25)
  })

  it('are refused when the clock is eleven minutes off, and not at nine', async () => {
    const minutes = (n: number) => new Date(Date.now() + n * 60_000)
    expect((await top(sandbox.url, method, asked(), minutes(-11))).body.error_response.code).toBe(31)
    expect((await top(sandbox.url, method, asked(), minutes(11))).body.error_response.code).toBe(31)
    expect((await top(sandbox.url, method, asked(), minutes(9))).body.error_response).toBeUndefined()
  })

  it('are refused one by one with their own codes', async () => {
    const signed = (change: Record<string, string>) => topSigned({ ...topParams(method, asked()), ...change })
    expect(await code(signed({ method: 'taobao.no.such' }))).toBe(22)
    expect(await code(signed({ app_key: '1' }))).toBe(29)
    expect(await code(signed({ v: '1.0' }))).toBe(33)
    expect(await code(signed({ session: 'stolen' }))).toBe(27)
    const { session: _, ...without } = topParams(method, asked())
    expect(await code(topSigned(without))).toBe(26)
    const { sign: _sign, ...unsigned } = topSigned(topParams(method, asked()))
    expect(await code(unsigned)).toBe(24)
  })

  it('give XML when JSON is not asked for', async () => {
    const { format: _, ...params } = topParams(method, asked())
    const { text } = await post(`${sandbox.url}/router/rest`, topSigned(params))
    expect(text).toMatch(/^<\?xml version="1.0"/)
    expect(text).toContain(`<item_seller_get_response><item><num_iid>${first().externalId}</num_iid></item>`)
  })

  it('lose the root and the inner list with simplify', async () => {
    const { body } = await top(sandbox.url, 'taobao.items.onsale.get', {
      fields: 'num_iid',
      page_size: '2',
      simplify: 'true',
    })
    expect(body.items).toHaveLength(2)
  })
})

describe('stock writes', () => {
  it('set, add and clamp the stock of one item', async () => {
    const item = first()
    const [a, b] = item.skus
    const update = (extra: Record<string, string>) =>
      top(sandbox.url, 'taobao.skus.quantity.update', { num_iid: item.externalId, ...extra })
    await update({ skuid_quantities: `${a?.externalSkuId}:7;${b?.externalSkuId}:8` })
    expect([a?.quantity, b?.quantity]).toEqual([7, 8])
    await update({ outerid_quantities: `${a?.code}:3`, type: '2' })
    expect(a?.quantity).toBe(10)
    await update({ skuid_quantities: `${a?.externalSkuId}:-99`, type: '2' })
    expect(a?.quantity).toBe(0)
    const refused = await update({ skuid_quantities: `${a?.externalSkuId}:-1` })
    expect(refused.body.error_response.code).toBe(41)
    expect(sandbox.state.calls.list({ method: 'taobao.skus.quantity.update' })).toHaveLength(4)
  })

  it('refuse in the single method what the batch method clamps', async () => {
    const item = first()
    const [sku] = item.skus
    const update = (quantity: string, type: string) =>
      top(sandbox.url, 'taobao.item.quantity.update', {
        num_iid: item.externalId,
        sku_id: sku?.externalSkuId ?? '',
        quantity,
        type,
      })
    await update('5', '1')
    expect((await update('-6', '2')).body.error_response.sub_code).toBe('isv.invalid-parameter:quantity')
    expect(sku?.quantity).toBe(5)
  })
})

describe('faults', () => {
  const read = () =>
    top(sandbox.url, 'taobao.item.seller.get', { fields: 'num_iid', num_iid: first().externalId })

  it('ban with the seconds that are left, for as long as the quota says', async () => {
    await control(sandbox.url, 'POST', 'quota', { platform: 'TAOBAO', callsPerSecond: 1, banSeconds: 30 })
    const answers = await Promise.all([read(), read(), read()])
    await control(sandbox.url, 'POST', 'quota', { platform: 'TAOBAO', callsPerSecond: null })
    const banned = answers.filter(({ body }) => body.error_response?.code === 7)
    expect(banned.length).toBeGreaterThanOrEqual(1)
    expect(banned[0]?.body.error_response.sub_msg).toMatch(/^This ban will last for \d+ more seconds$/)
    expect(banned[0]?.status).toBe(200)
  })

  it('lose the answer of a write that took effect', async () => {
    const item = first()
    const [sku] = item.skus
    await control(sandbox.url, 'POST', 'faults', {
      kind: 'lost-answer',
      method: 'taobao.skus.quantity.update',
    })
    await expect(
      top(sandbox.url, 'taobao.skus.quantity.update', {
        num_iid: item.externalId,
        skuid_quantities: `${sku?.externalSkuId}:33`,
      }),
    ).rejects.toThrow()
    expect(sku?.quantity).toBe(33)
    const [call] = sandbox.state.calls.list()
    expect([call?.code, call?.faults]).toEqual(['-', ['lost-answer']])
  })

  it('break answers in every listed way for so many calls and then no more', async () => {
    const order = (body: object) => control(sandbox.url, 'POST', 'faults', { platform: 'TAOBAO', ...body })
    await order({ kind: 'http-500' })
    expect((await read()).status).toBe(500)
    await order({ kind: 'html' })
    expect((await read()).text).toContain('<html>')
    await order({ kind: 'error', code: '15', subCode: 'isp.remote-service-error' })
    expect((await read()).body.error_response.sub_code).toBe('isp.remote-service-error')
    await order({ kind: 'expired-token' })
    expect((await read()).body.error_response.code).toBe(27)
    await order({ kind: 'wrong-types' })
    expect((await read()).body.item_seller_get_response.item.num_iid).toBe('many')
    await order({ kind: 'truncated' })
    await expect(read()).rejects.toThrow()
    await order({ kind: 'latency', latencyMs: 5 })
    expect((await read()).body.item_seller_get_response).toBeDefined()
    expect((await control(sandbox.url, 'GET', 'faults')).faults).toEqual([])
  })

  it('name the field of a control body that cannot be taken', async () => {
    const answer = await control(sandbox.url, 'POST', 'faults', { kind: 'meteor' })
    expect(answer.error).toContain('kind')
  })
})

describe('the call log', () => {
  it('keeps parameters and results and no secret', async () => {
    await top(sandbox.url, 'taobao.item.seller.get', { fields: 'num_iid', num_iid: first().externalId })
    const { calls } = await control(sandbox.url, 'GET', 'calls?platform=TAOBAO')
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      method: 'taobao.item.seller.get',
      code: '0',
      shop: 'taobao-shop-1',
      params: { num_iid: first().externalId },
    })
    expect(
      JSON.stringify(calls, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/sandbox-taobao-session|"sign"/)
    await control(sandbox.url, 'DELETE', 'calls')
    expect((await control(sandbox.url, 'GET', 'calls')).calls).toEqual([])
  })
})
