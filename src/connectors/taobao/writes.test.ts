import { afterEach, describe, expect, test } from 'vitest'
import { connectTaobao, SHOP } from './taobao.test-kit.ts'

let stop = async () => {}
afterEach(() => stop())
const connect = async (...options: Parameters<typeof connectTaobao>) => {
  const started = await connectTaobao(...options)
  stop = started.stop
  return started
}
const SKUS = 'taobao.skus.quantity.update'
const READ = 'taobao.items.seller.list.get'
const write = (skuId: string | null, quantity: number, offerId = '7') => ({ offerId, skuId, quantity })

describe('stock writes', () => {
  test('are absolute, grouped by item, at most twenty SKUs each', async () => {
    const { taobao, calls } = await connect({
      [SKUS]: ({ num_iid }) => ({ item: { num_iid } }),
      'taobao.item.quantity.update': ({ num_iid }) => ({ item: { num_iid } }),
    })
    const many = Array.from({ length: 21 }, (_, n) => write(`${n}`, n))
    const results = await taobao.writeStock(SHOP, [...many, write('a', 5, '8'), write(null, 3, '9')])
    expect(results.every((one) => one.accepted && one.error === null)).toBe(true)
    expect(results.map((one) => one.write.skuId)).toEqual([...many.map((one) => one.skuId), 'a', null])
    expect(calls('num_iid', 'type', 'quantity')).toEqual([
      `${SKUS} 7 1 `,
      `${SKUS} 7 1 `,
      `${SKUS} 8 1 `,
      'taobao.item.quantity.update 9 1 3',
    ])
    expect(calls('skuid_quantities')[1]).toBe(`${SKUS} 20:20`)
  })

  test('a refused batch is halved until the bad SKU stands alone', async () => {
    const { taobao } = await connect({
      [SKUS]: ({ num_iid, skuid_quantities }) =>
        skuid_quantities?.includes('bad')
          ? { error: { code: 15, msg: 'Remote service error', sub_code: 'isv.sku-not-exist' } }
          : { item: { num_iid } },
    })
    const results = await taobao.writeStock(SHOP, [
      write('1', 1),
      write('bad', 2),
      write('3', 3),
      write('4', 4),
    ])
    expect(results.map(({ accepted }) => accepted)).toEqual([true, false, true, true])
    expect(results[1]?.error).toMatchObject({ kind: 'rejected', code: 'isv.sku-not-exist' })
  })

  test('after a lost answer the quantities are read back and nothing is written twice', async () => {
    const { taobao, calls } = await connect({
      [SKUS]: () => 'hang up',
      [READ]: () => ({
        items: {
          item: [
            {
              num_iid: 7,
              num: 9,
              skus: {
                sku: [
                  { sku_id: 1, quantity: 4 },
                  { sku_id: 2, quantity: 5 },
                ],
              },
            },
          ],
        },
      }),
    })
    const results = await taobao.writeStock(SHOP, [write('1', 4), write('2', 5)])
    expect(results.map(({ accepted }) => accepted)).toEqual([true, true])
    expect(calls()).toEqual([SKUS, READ])
  })

  test('after a lost answer only what does not stand is sent again', async () => {
    const { taobao, calls } = await connect({
      [SKUS]: ({ num_iid }, count) => (count === 1 ? 'hang up' : { item: { num_iid } }),
      [READ]: () => ({
        items: { item: [{ num_iid: 7, num: 9, skus: { sku: [{ sku_id: 1, quantity: 4 }] } }] },
      }),
    })
    expect(
      (await taobao.writeStock(SHOP, [write('1', 4), write('2', 5)])).map(({ accepted }) => accepted),
    ).toEqual([true, true])
    expect(calls('skuid_quantities')).toEqual([`${SKUS} 1:4;2:5`, `${READ} `, `${SKUS} 2:5`])
  })

  test('a refused token stops the sweep after one call and is told for every SKU', async () => {
    const { taobao, calls } = await connect({
      [SKUS]: () => ({ error: { code: 27, msg: 'Invalid session' } }),
    })
    const results = await taobao.writeStock(SHOP, [write('1', 1), write('2', 2, '8')])
    expect(results.map(({ error }) => error?.name)).toEqual(['NeedsAuthorization', 'NeedsAuthorization'])
    expect(calls()).toHaveLength(1)
  })

  test('a negative quantity is a mistake of the caller', async () => {
    const { taobao, calls } = await connect({})
    await expect(taobao.writeStock(SHOP, [write('1', -1)])).rejects.toThrow('quantity -1')
    expect(calls()).toEqual([])
  })
})

const SEND = 'taobao.logistics.offline.send'
const DETAIL = 'taobao.trade.fullinfo.get'
const TRACE = 'taobao.logistics.trace.search'
const shipped = (...numbers: (string | null)[]) => ({
  trade: {
    tid: 1,
    status: numbers.some(Boolean) ? 'WAIT_BUYER_CONFIRM_GOODS' : 'WAIT_SELLER_SEND_GOODS',
    payment: '1.00',
    orders: {
      order: numbers.map((number, n) => ({
        oid: n + 1,
        title: 't',
        price: '1.00',
        num: 1,
        ...(number && { invoice_no: number }),
      })),
    },
  },
})

describe('shipments', () => {
  const shipment = { orderId: '1', carrier: 'SF', trackingNumber: 'SF100' }

  test('a part of an order names its lines', async () => {
    const { taobao, calls } = await connect({ [SEND]: () => ({ shipping: { is_success: true } }) })
    await taobao.sendShipment(SHOP, { ...shipment, lineIds: ['1', '2'] })
    await taobao.sendShipment(SHOP, { ...shipment, carrier: 'DEPPON' })
    expect(calls('tid', 'company_code', 'out_sid', 'is_split', 'sub_tid')).toEqual([
      `${SEND} 1 SF SF100 1 1,2`,
      `${SEND} 1 DBL SF100  `,
    ])
  })

  test('a lost answer is settled by reading the order', async () => {
    const { taobao, calls } = await connect({ [SEND]: () => 'hang up', [DETAIL]: () => shipped('SF100') })
    await taobao.sendShipment(SHOP, shipment)
    expect(calls()).toEqual([SEND, DETAIL])
  })

  test('a lost shipment that is not there is sent once more', async () => {
    const { taobao, calls } = await connect({
      [SEND]: (_, count) => (count === 1 ? 'hang up' : { shipping: { is_success: true } }),
      [DETAIL]: () => shipped(null),
    })
    await taobao.sendShipment(SHOP, shipment)
    expect(calls()).toEqual([SEND, DETAIL, SEND])
  })

  test('while the order cannot be read the outcome stays unknown and nothing is repeated', async () => {
    const { taobao, calls } = await connect({
      [SEND]: () => 'hang up',
      [DETAIL]: () => ({ error: { code: 27, msg: 'Invalid session' } }),
    })
    await expect(taobao.sendShipment(SHOP, shipment)).rejects.toMatchObject({
      kind: 'transient',
      mayHaveHappened: true,
    })
    expect(calls()).toEqual([SEND, DETAIL])
  })

  const refused = () => ({
    error: { code: 15, msg: 'Remote service error', sub_code: 'isv.logistics-offline-service-error:B04' },
  })
  test('"not in a shippable state" is success when this very shipment stands, else a refusal', async () => {
    const same = await connect({ [SEND]: refused, [DETAIL]: () => shipped('SF100') })
    await same.taobao.sendShipment(SHOP, shipment)
    await same.stop()
    const other = await connect({ [SEND]: refused, [DETAIL]: () => shipped('YT200') })
    await expect(other.taobao.sendShipment(SHOP, shipment)).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('tracking puts scans in order and names the state of the newest known one', async () => {
    const { taobao } = await connect({
      [DETAIL]: () => shipped('SF100'),
      [TRACE]: () => ({
        out_sid: 'SF100',
        company_name: '顺丰',
        trace_list: {
          transit_step_info: [
            { status_time: '2026-01-02 10:00:00', status_desc: '???', action: 'NEW_WORD' },
            { status_time: '2026-01-02 09:00:00', status_desc: '派件', action: 'SENT_SCAN' },
            { status_time: '2026-01-01 09:00:00', status_desc: '揽收', action: 'GOT' },
          ],
        },
      }),
    })
    const [parcel] = await taobao.readTracking(SHOP, '1')
    expect(parcel).toMatchObject({ trackingNumber: 'SF100', carrierName: '顺丰', state: 'out_for_delivery' })
    expect(parcel?.steps.map((step) => step.state)).toEqual(['picked_up', 'out_for_delivery', null])
    expect(parcel?.steps[0]?.at).toEqual(new Date('2026-01-01T01:00:00Z'))
  })

  test('each parcel of a split order is asked for by its lines; an unshipped order has none', async () => {
    const split = await connect({
      [DETAIL]: () => shipped('A', 'B', 'A'),
      [TRACE]: ({ sub_tid }) => ({ out_sid: sub_tid === '2' ? 'B' : 'A' }),
    })
    expect((await split.taobao.readTracking(SHOP, '1')).map((parcel) => parcel.trackingNumber)).toEqual([
      'A',
      'B',
    ])
    expect(split.calls('sub_tid').slice(1)).toEqual([`${TRACE} 1,3`, `${TRACE} 2`])
    await split.stop()
    const none = await connect({ [DETAIL]: () => shipped(null) })
    expect(await none.taobao.readTracking(SHOP, '1')).toEqual([])
    expect(none.calls()).toEqual([DETAIL])
  })
})

describe('message queue', () => {
  test('messages name what to read again; an unreadable content does not block the queue', async () => {
    const { taobao } = await connect({
      'taobao.tmc.messages.consume': () => ({
        messages: {
          tmc_message: [
            {
              id: 1,
              topic: 'taobao_trade_TradeBuyerPay',
              pub_time: '2026-01-01 08:00:00',
              user_id: 2200,
              content: '{"tid":9007199254740993}',
            },
            { id: 2, topic: 'taobao_item_ItemStockChanged', content: '{"num_iid":7,"sku_id":8}' },
            { id: 3, topic: 'taobao_refund_RefundCreated', content: '{broken' },
            { id: 4 },
          ],
        },
      }),
    })
    const messages = await taobao.messages?.consume()
    expect(messages?.map(({ id, about, orderId, offerId }) => [id, about, orderId, offerId])).toEqual([
      ['1', 'order', '9007199254740993', null],
      ['2', 'stock', null, '7'],
      ['3', 'refund', null, null],
      ['4', 'other', null, null],
    ])
    expect(messages?.[0]).toMatchObject({ externalShopId: '2200', sentAt: new Date('2026-01-01T00:00:00Z') })
  })

  test('confirmation goes in calls of two hundred', async () => {
    const { taobao, calls } = await connect({ 'taobao.tmc.messages.confirm': () => ({ is_success: true }) })
    await taobao.messages?.confirm(Array.from({ length: 201 }, (_, n) => `${n}`))
    expect(calls('s_message_ids').map((call) => call.split(',').length)).toEqual([200, 1])
    expect(calls('session')).toEqual(['taobao.tmc.messages.confirm ', 'taobao.tmc.messages.confirm '])
  })
})
