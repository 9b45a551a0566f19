import { describe, expect, it } from 'vitest'
import { sign1688 } from './sign.ts'
import { webhook1688 } from './webhook.ts'

const SECRET = 'test123'
const receive = (form: Record<string, string>, query: Record<string, string> = {}) =>
  webhook1688(SECRET).receive({
    query: new URLSearchParams(query),
    headers: {},
    body: Buffer.from(new URLSearchParams(form).toString()),
  })
const signed = (message: unknown) => {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  return receive({ message: text, _aop_signature: sign1688('', { message: text }, SECRET) })
}
const eventsOf = (message: object) => {
  const verdict = signed({ msgId: 7, type: 'ORDER_PAY', ...message })
  return verdict.ok ? verdict.events : []
}
const plain = (status: number, body: string) => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
})

describe('a push of 1688', () => {
  it('is taken when its signature fits, and answered as it was kept', () => {
    const message = {
      msgId: '9007199254740993123',
      type: 'ORDER_BUYER_VIEW_ORDER_PAY',
      gmtBorn: 1_586_227_869_437,
      userInfo: 'b2b-1',
      data: { orderId: '167539019420540000' },
    }
    expect(signed(message)).toEqual({
      ok: true,
      events: [
        {
          id: '9007199254740993123',
          topic: 'ORDER_BUYER_VIEW_ORDER_PAY',
          about: 'order',
          externalShopId: 'b2b-1',
          orderId: '167539019420540000',
          offerId: null,
          skuId: null,
          refundId: null,
          sentAt: new Date(1_586_227_869_437),
        },
      ],
      accept: plain(204, ''),
      refuse: plain(500, 'not stored'),
    })
  })

  it.each<[string, Record<string, string>, Record<string, string>?]>([
    ['without a signature', { message: '{}' }],
    ['with that of another secret', { message: '{}', _aop_signature: sign1688('', { message: '{}' }, 'x') }],
    [
      'with that of another message',
      { message: '{ }', _aop_signature: sign1688('', { message: '{}' }, SECRET) },
    ],
    [
      'with a parameter that was not signed',
      { message: '{}', _aop_signature: sign1688('', { message: '{}' }, SECRET) },
      { more: '1' },
    ],
  ])('is refused %s', (_what, form, query) => {
    expect(receive(form, query)).toEqual({
      ok: false,
      reason: 'signature',
      detail: 'the signature does not fit the message',
      reply: plain(401, 'bad signature'),
    })
  })

  it('may be signed in the URL', () => {
    const message = '{"msgId":1,"type":"ORDER_PAY"}'
    const query = { _aop_signature: sign1688('', { message }, SECRET) }
    expect(receive({ message }, query)).toMatchObject({ ok: true, events: [{ id: '1' }] })
  })

  it.each(['', '{', '[]', '{"type":"ORDER_PAY"}', '{"msgId":1}'])('is malformed when it is %j', (text) => {
    expect(signed(text)).toEqual({
      ok: false,
      reason: 'malformed',
      detail: 'the message is not what 1688 sends',
      reply: plain(400, 'bad message'),
    })
  })

  it.each([
    ['LOGISTICS_MAIL_NO_CHANGE', 'logistics'],
    ['LOGISTICS_REFUND', 'logistics'],
    ['ORDER_BUYER_VIEW_ORDER_REFUND', 'refund'],
    ['ORDER_BUYER_VIEW_ORDER_SUCCESS', 'order'],
    ['PRODUCT_PRODUCT_INVENTORY_CHANGE', 'stock'],
    ['PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE', 'offer'],
    ['ANY_ORDER_PRODUCT', 'other'],
  ])('of the type %s is about: %s', (type, about) => {
    expect(eventsOf({ type })).toMatchObject([{ about, topic: type }])
  })

  it('names each offer whose stock changed, under an id of its own', () => {
    const OfferInventoryChangeList = [{ offerId: 1, skuId: 11 }, { offerId: 2 }]
    expect(
      eventsOf({ type: 'PRODUCT_PRODUCT_INVENTORY_CHANGE', data: { OfferInventoryChangeList } }),
    ).toMatchObject([
      { id: '7', offerId: '1', skuId: '11', orderId: null, about: 'stock' },
      { id: '7#1', offerId: '2', skuId: null, orderId: null, about: 'stock' },
    ])
  })

  it('of a parcel names the order of its first item', () => {
    const orderLogsItems = [{ orderId: 5 }, { orderId: 6 }]
    expect(eventsOf({ data: { OrderLogisticsTracingModel: { orderLogsItems } } })).toMatchObject([
      { orderId: '5' },
    ])
    expect(eventsOf({ data: { OrderLogisticsTracingModel: {} } })).toMatchObject([{ orderId: null }])
    expect(eventsOf({ data: { orderId: 4, OrderLogisticsTracingModel: { orderLogsItems } } })).toMatchObject([
      { orderId: '4' },
    ])
  })

  it('that lacks the rest is taken with nothing in its place', () => {
    expect(eventsOf({ gmtBorn: 'soon', userInfo: 5, data: 'none' })).toMatchObject([
      { sentAt: null, externalShopId: null, orderId: null, offerId: null },
    ])
    expect(eventsOf({ data: { offerId: 3 } })).toMatchObject([{ offerId: '3' }])
  })
})
