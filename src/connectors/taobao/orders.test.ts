import { afterEach, describe, expect, test } from 'vitest'
import { all } from '../local-server.test-kit.ts'
import { connectTaobao, SHOP } from './taobao.test-kit.ts'

let stop = async () => {}
afterEach(() => stop())
const connect = async (...options: Parameters<typeof connectTaobao>) => {
  const started = await connectTaobao(...options)
  stop = started.stop
  return started
}

const WINDOW = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T01:00:00Z') }
const head = (n: number) => ({ tid: n, status: 'WAIT_SELLER_SEND_GOODS', modified: '2026-01-01 08:30:00' })
const trade = (tid: string) => ({
  trade: {
    tid,
    status: 'WAIT_SELLER_SEND_GOODS',
    payment: '25.50',
    post_fee: '5.00',
    modified: '2026-01-01 08:30:00',
    created: '2026-01-01 08:00:00',
    pay_time: '2026-01-01 08:01:00',
    buyer_nick: 'b**',
    receiver_name: '张**',
    oaid: 'handle',
    orders: {
      order: [
        {
          oid: `${tid}1`,
          num_iid: 7,
          sku_id: '9',
          outer_sku_id: 'CUP',
          title: '杯',
          price: '20.50',
          num: 1,
          payment: '20.50',
          status: 'WAIT_SELLER_SEND_GOODS',
          is_oversold: true,
        },
      ],
    },
  },
})
const LIST = 'taobao.trades.sold.increment.get'
const DETAIL = 'taobao.trade.fullinfo.get'

describe('orders of a window', () => {
  test('are counted once, then read from the last page to the first, and no order comes twice', async () => {
    // 120 trades; one leaves the window while page 2 is read, so that page 1 repeats what was on page 2.
    const rows = Array.from({ length: 120 }, (_, n) => head(n + 1))
    const { taobao, calls } = await connect({
      [LIST]: (params) => {
        const page = Number(params.page_no)
        if (params.use_has_next === 'false')
          return { trades: { trade: rows.slice(0, 50) }, total_results: rows.length }
        if (page === 2) rows.splice(0, 1)
        return { trades: { trade: rows.slice((page - 1) * 50, page * 50) }, has_next: page < 3 }
      },
      [DETAIL]: ({ tid }) => trade(String(tid)),
    })
    const batches = await all(taobao.orders(SHOP, WINDOW))
    const ids = batches.flatMap((batch) => batch.orders.map((order) => order.externalId))
    expect(new Set(ids).size).toBe(ids.length)
    // Trade 1 left the window before its page was read; every other one is there.
    expect(ids).toHaveLength(119)
    expect(calls('page_no', 'use_has_next').filter((call) => call.startsWith(LIST))).toEqual([
      `${LIST} 1 false`,
      `${LIST} 3 true`,
      `${LIST} 2 true`,
      `${LIST} 1 true`,
    ])
  })

  test('that fit on one page cost one list call, in GMT+8', async () => {
    const { taobao, calls } = await connect({
      [LIST]: () => ({ trades: { trade: [head(1)] }, total_results: 1 }),
      [DETAIL]: ({ tid }) => trade(String(tid)),
    })
    const [batch] = await all(taobao.orders(SHOP, WINDOW))
    expect(batch?.orders[0]).toMatchObject({
      externalId: '1',
      status: 'PAID',
      rawStatus: 'WAIT_SELLER_SEND_GOODS',
      total: { minor: 2550n, currency: 'CNY' },
      shippingFee: { minor: 500n },
      paidAt: new Date('2026-01-01T00:01:00Z'),
      receiver: { name: '张**', handle: 'handle' },
      lines: [{ externalId: '11', offerId: '7', skuId: '9', outerSkuId: 'CUP', quantity: 1, oversold: true }],
    })
    expect(calls('start_modified', 'end_modified')).toEqual([
      `${LIST} 2026-01-01 08:00:00 2026-01-01 09:00:00`,
      `${DETAIL}  `,
    ])
  })

  test('an empty window, with the list absent from the answer, yields nothing', async () => {
    const { taobao, calls } = await connect({ [LIST]: () => ({ total_results: 0, request_id: 'r' }) })
    expect(await all(taobao.orders(SHOP, WINDOW))).toEqual([])
    expect(calls()).toEqual([LIST])
  })

  test('longer than a day is read in pieces of a day', async () => {
    const { taobao, calls } = await connect({ [LIST]: () => ({ total_results: 0 }) })
    await all(taobao.orders(SHOP, { from: WINDOW.from, to: new Date('2026-01-03T12:00:00Z') }))
    expect(calls('start_modified')).toEqual([
      `${LIST} 2026-01-01 08:00:00`,
      `${LIST} 2026-01-02 08:00:00`,
      `${LIST} 2026-01-03 08:00:00`,
    ])
  })

  test('details are read only for orders that the caller does not know yet', async () => {
    const { taobao, calls } = await connect({
      [LIST]: () => ({ trades: { trade: [head(1), head(2)] }, total_results: 2 }),
      [DETAIL]: ({ tid }) => trade(String(tid)),
    })
    const asked: string[][] = []
    const unchanged = async (heads: readonly { externalId: string }[]) => {
      asked.push(heads.map((one) => one.externalId))
      return new Set(['1'])
    }
    await all(taobao.orders(SHOP, { ...WINDOW, unchanged }))
    expect(asked).toEqual([['1', '2']])
    expect(calls('tid')).toEqual([`${LIST} `, `${DETAIL} 2`])
  })

  test('one bad trade is told apart and the others stand', async () => {
    const { taobao } = await connect({
      [LIST]: () => ({ trades: { trade: [head(1), head(2), head(3), { tid: 4 }] }, total_results: 4 }),
      [DETAIL]: ({ tid }) => {
        if (tid === '1') return { trade: { ...trade('1').trade, payment: 'much' } }
        if (tid === '2')
          return { error: { code: 15, msg: 'Remote service error', sub_code: 'isv.invalid-parameter:tid' } }
        return trade(String(tid))
      },
    })
    const [batch] = await all(taobao.orders(SHOP, WINDOW))
    expect(batch?.orders.map((order) => order.externalId)).toEqual(['3'])
    expect(batch?.unreadable.map(({ externalId, message }) => [externalId, message.split(':')[0]])).toEqual([
      ['4', 'status'],
      ['1', 'payment'],
      ['2', 'Remote service error'],
    ])
  })

  test('a list that counts rows but holds none is a failure, so that no cursor moves', async () => {
    const { taobao } = await connect({ [LIST]: () => ({ total_results: 7 }) })
    await expect(all(taobao.orders(SHOP, WINDOW))).rejects.toMatchObject({
      kind: 'transient',
      code: 'inconsistent',
    })
  })
})

test('one order: null when TOP does not know it', async () => {
  const { taobao } = await connect({
    [DETAIL]: ({ tid }) =>
      tid === '1'
        ? trade('1')
        : { error: { code: 15, msg: 'Remote service error', sub_code: 'isv.trade-not-exist' } },
  })
  expect(await taobao.readOrder(SHOP, '1')).toMatchObject({ externalId: '1' })
  expect(await taobao.readOrder(SHOP, '2')).toBeNull()
})

test('refunds come with amounts in fen and our status words', async () => {
  const { taobao } = await connect({
    'taobao.refunds.receive.get': () => ({
      refunds: {
        refund: [
          {
            refund_id: '77',
            tid: 1,
            oid: 11,
            refund_fee: '9.90',
            status: 'WAIT_SELLER_AGREE',
            has_good_return: false,
            modified: '2026-01-01 08:30:00',
          },
        ],
      },
      total_results: 1,
    }),
  })
  const [batch] = await all(taobao.refunds(SHOP, WINDOW))
  expect(batch).toMatchObject({
    unreadable: [],
    refunds: [{ externalId: '77', orderId: '1', lineId: '11', amount: { minor: 990n }, status: 'REQUESTED' }],
  })
})
