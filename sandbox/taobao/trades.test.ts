import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { control, post, top, topParams, topSigned } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { chinaTime } from '../wire/china-time.ts'
import { fromJson } from '../wire/json.ts'

let sandbox: Sandbox
let item: ShelfItem
let now = new Date('2026-11-22T08:00:00Z')
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false, now: () => now })
  item = sandbox.state.shelf.items('TAOBAO')[0] as ShelfItem
})
afterAll(() => sandbox.stop())

const call = (method: string, extra: Record<string, string> = {}) => top(sandbox.url, method, extra, now)
const minutesOn = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
async function order(paid = true): Promise<string> {
  const lines = item.skus.slice(0, 2).map(({ externalSkuId }) => ({ externalSkuId, quantity: 1 }))
  const made = await control(sandbox.url, 'POST', 'orders', { platform: 'TAOBAO', lines, paid })
  return made.orders[0].id
}
const window = (from: Date, to: Date) => ({ start_modified: chinaTime(from), end_modified: chinaTime(to) })
const lastHour = () => window(new Date(now.getTime() - 3_600_000), now)

describe('trades', () => {
  it('come newest first in a window, as ids above 2^53', async () => {
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) {
      ids.push(await order())
      minutesOn(1)
    }
    const { body, text } = await call('taobao.trades.sold.increment.get', {
      fields: 'tid,status,modified',
      ...lastHour(),
    })
    const answer = body.trades_sold_increment_get_response
    expect(answer.total_results).toBe(3)
    expect(answer.trades.trade.map((trade: { tid: bigint }) => String(trade.tid))).toEqual(ids.reverse())
    expect(answer.trades.trade[0].status).toBe('WAIT_SELLER_SEND_GOODS')
    expect(text).toContain(`"tid":${ids[0]}`)
  })

  it('shift from page to page when one is modified between two reads', async () => {
    const page = async (no: number) => {
      const { body } = await call('taobao.trades.sold.increment.get', {
        fields: 'tid',
        page_no: String(no),
        page_size: '1',
        ...lastHour(),
      })
      return String(body.trades_sold_increment_get_response.trades.trade[0].tid)
    }
    const [one, two, three] = [await page(1), await page(2), await page(3)]
    minutesOn(1)
    await control(sandbox.url, 'POST', 'orders/step', { platform: 'TAOBAO', id: three, step: 'touch' })
    expect([await page(1), await page(2), await page(3)]).toEqual([three, one, two])
  })

  it('with use_has_next say has_next and no total', async () => {
    const { body } = await call('taobao.trades.sold.increment.get', {
      fields: 'tid',
      page_size: '2',
      use_has_next: 'true',
      ...lastHour(),
    })
    const { has_next, total_results } = body.trades_sold_increment_get_response
    expect([has_next, total_results]).toEqual([true, undefined])
  })

  it('refuse a window of over a day and one that is not given', async () => {
    const long = window(new Date(now.getTime() - 86_401_000), now)
    const refused = await call('taobao.trades.sold.increment.get', { fields: 'tid', ...long })
    expect(refused.body.error_response.sub_code).toBe('isv.invalid-parameter:end_modified')
    const missing = await call('taobao.trades.sold.increment.get', { fields: 'tid' })
    expect(missing.body.error_response.sub_code).toBe('isv.missing-parameter:start_modified')
  })

  it('with none leave the list out and keep the total', async () => {
    const { body } = await call('taobao.trades.sold.get', { fields: 'tid', status: 'TRADE_CLOSED' })
    expect(Object.keys(body.trades_sold_get_response).sort()).toEqual(['request_id', 'total_results'])
  })

  it('in full show sub-orders with text SKU ids, masked people and the oversold mark', async () => {
    const tid = await order()
    const { body } = await call('taobao.trade.fullinfo.get', {
      fields: 'tid,receiver_name,oaid,orders,payment',
      tid,
    })
    const { trade } = body.trade_fullinfo_get_response
    expect(trade.receiver_name).toMatch(/^.\*+$/)
    expect(trade.orders.order).toHaveLength(2)
    expect(trade.orders.order[0]).toMatchObject({ sku_id: item.skus[0]?.externalSkuId, is_oversold: false })
  })
})

describe('shipping', () => {
  it('ships once, in parts when asked, and is traced', async () => {
    const tid = await order()
    const { body } = await call('taobao.trade.fullinfo.get', { fields: 'orders', tid })
    const oids = body.trade_fullinfo_get_response.trade.orders.order.map((each: { oid: bigint }) =>
      String(each.oid),
    )
    const send = (extra: Record<string, string>) =>
      call('taobao.logistics.offline.send', { tid, company_code: 'SF', out_sid: 'SF1', ...extra })
    const part = await send({ sub_tid: oids[0], is_split: '1' })
    expect(part.body.logistics_offline_send_response.shipping.is_success).toBe(true)
    expect(sandbox.state.orders.find('TAOBAO', tid)?.status).toBe('PART_SHIPPED')
    await send({ out_sid: 'SF2' })
    const again = await send({ out_sid: 'SF3' })
    expect(again.body.error_response).toMatchObject({
      code: 15,
      sub_code: 'isv.logistics-offline-service-error:B04',
    })
    expect(sandbox.state.orders.find('TAOBAO', tid)?.parcels.map((parcel) => parcel.number)).toEqual([
      'SF1',
      'SF2',
    ])
    await control(sandbox.url, 'POST', 'advance', { ms: 120_000 })
    const trace = await call('taobao.logistics.trace.search', { tid })
    const steps = trace.body.logistics_trace_search_response.trace_list.transit_step_info
    expect(steps.map((step: { action: string }) => step.action)).toEqual([
      'CONSIGN',
      'GOT',
      'DEPARTURE',
      'ARRIVAL',
      'SENT_SCAN',
      'SIGNED',
    ])
  })
})

describe('refunds', () => {
  it('are asked, listed and end the trade when every line is paid back', async () => {
    const tid = await order()
    const lines = sandbox.state.orders.find('TAOBAO', tid)?.lines ?? []
    for (const line of lines)
      for (const step of ['refund', 'refund-agree', 'refund-done'])
        await control(sandbox.url, 'POST', 'orders/step', {
          platform: 'TAOBAO',
          id: tid,
          step,
          lineId: line.id,
        })
    const { body } = await call('taobao.refunds.receive.get', {
      fields: 'refund_id,tid,status,refund_fee',
      ...lastHour(),
    })
    const rows = body.refunds_receive_get_response.refunds.refund
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ status: 'SUCCESS' })
    expect(typeof rows[0].refund_id).toBe('string')
    const trade = await call('taobao.trade.fullinfo.get', { fields: 'status', tid })
    expect(trade.body.trade_fullinfo_get_response.trade.status).toBe('TRADE_CLOSED')
  })
})

describe('TMC', () => {
  const consume = async () =>
    (await call('taobao.tmc.messages.consume', { quantity: '200' })).body.tmc_messages_consume_response
      .messages?.tmc_message ?? []

  it('hands out once, again after five minutes, and never after a confirm', async () => {
    await consume()
    const tid = await order()
    const fresh = await consume()
    const pay = fresh.find((each: { topic: string }) => each.topic === 'taobao_trade_TradeBuyerPay')
    expect(String((fromJson(pay.content) as { tid: bigint }).tid)).toBe(tid)
    expect(await consume()).toEqual([])
    minutesOn(5)
    const again = await consume()
    const ids = again.map((each: { id: bigint }) => String(each.id))
    expect(ids).toContain(String(pay.id))
    const confirmed = await call('taobao.tmc.messages.confirm', { s_message_ids: ids.join(',') })
    expect(confirmed.body.tmc_messages_confirm_response.is_success).toBe(true)
    await control(sandbox.url, 'POST', 'messages/redeliver', { platform: 'TAOBAO' })
    expect(await consume()).toEqual([])
  })

  it('keeps only permitted topics, the last list standing for all', async () => {
    await call('taobao.tmc.user.permit', { topics: 'taobao_trade_TradeCreate' })
    await order()
    const topics = (await consume()).map((each: { topic: string }) => each.topic)
    expect(topics).toEqual(['taobao_trade_TradeCreate'])
  })
})

describe('the session', () => {
  it('expires, is refreshed as a TOP method, and stays dead when the refresh is refused', async () => {
    const read = (session: string) => call('taobao.trades.sold.get', { fields: 'tid', session })
    const refresh = async (token: string) => {
      const { session: _, ...params } = topParams(
        'taobao.top.auth.token.refresh',
        { refresh_token: token },
        now,
      )
      return (await post(`${sandbox.url}/router/rest`, topSigned(params))).body
    }
    await control(sandbox.url, 'POST', 'tokens/expire', { platform: 'TAOBAO' })
    expect((await read('sandbox-taobao-session')).body.error_response.sub_code).toBe('session-expired')
    const { token_result } = (await refresh('sandbox-taobao-session-refresh')).top_auth_token_refresh_response
    const fresh = JSON.parse(token_result)
    expect((await read(fresh.access_token)).body.error_response).toBeUndefined()
    await control(sandbox.url, 'POST', 'tokens/expire', { platform: 'TAOBAO', refuseRefresh: true })
    expect((await refresh(fresh.refresh_token)).error_response.code).toBe(15)
  })
})
