import { describe, expect, it } from 'vitest'
import { signPush } from './sign.ts'
import { globalWebhook } from './webhook.ts'

const KEY = '500000'
const SECRET = 'helloworld'
const BODY = Buffer.from('{"message_type":3,"seller_id":"88","data":{"purchase_id":"1"}}')
const signature = signPush(KEY, BODY, SECRET)
const receive = (authorization: string | undefined, body: Uint8Array = BODY) =>
  globalWebhook(KEY, SECRET).receive({
    query: new URLSearchParams(),
    headers: authorization === undefined ? {} : { authorization },
    body,
  })

describe("a push of Taobao Global's", () => {
  it('is taken with the signature of its body, in small letters or capitals', () => {
    const taken = {
      ok: true,
      events: [{ id: signature, about: 'order', externalShopId: '88', orderId: '1' }],
    }
    expect(receive(signature)).toMatchObject(taken)
    expect(receive(signature.toUpperCase())).toMatchObject(taken)
  })

  it.each([
    ['another one of the same length', `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`],
    ['as many zeros', '0'.repeat(signature.length)],
    ['that of another secret', signPush(KEY, BODY, 'hellowOrld')],
    ['that of another app', signPush('500001', BODY, SECRET)],
    ['its beginning', signature.slice(0, -1)],
    ['more than it', `${signature}0`],
    ['an empty one', ''],
    ['none', undefined],
  ])('is refused with %s', (_what, given) => {
    expect(receive(given)).toEqual({
      ok: false,
      reason: 'signature',
      detail: 'the signature does not fit the body',
      reply: { status: 401, contentType: 'application/json', body: '{"success":false}' },
    })
  })

  const signed = (text: string) => {
    const body = Buffer.from(text)
    return receive(signPush(KEY, body, SECRET), body)
  }

  it.each([
    [
      '{"message_type":3,"timestamp":1700000000000,"data":{"purchase_order_id":7}}',
      { about: 'order', orderId: '7' },
    ],
    ['{"message_type":3,"data":{"purchase_id":1,"purchase_order_id":7}}', { about: 'order', orderId: '1' }],
    [
      '{"message_type":"8","data":{"item_id":9007199254740993123}}',
      { about: 'offer', offerId: '9007199254740993123' },
    ],
    ['{"message_type":9,"data":{"refund_id":5}}', { about: 'refund', refundId: '5' }],
    ['{"message_type":77,"data":"none","seller_id":{}}', { about: 'other', topic: 'message_type 77' }],
  ])('tells what %s is about', (text, event) => {
    const none = { externalShopId: null, orderId: null, offerId: null, skuId: null, refundId: null }
    expect(signed(text)).toMatchObject({ ok: true, events: [{ ...none, ...event }] })
  })

  it('has the moment at which it was sent, if it names one', () => {
    const events = (text: string) => {
      const verdict = signed(text)
      return verdict.ok ? verdict.events.map(({ sentAt }) => sentAt) : []
    }
    expect(events('{"message_type":3,"timestamp":1700000000000}')).toEqual([new Date(1_700_000_000_000)])
    expect(events('{"message_type":3}')).toEqual([null])
    expect(events('{"message_type":3,"timestamp":"soon"}')).toEqual([null])
  })

  it('is answered as it was kept', () => {
    const answer = (status: number, success: boolean) => ({
      status,
      contentType: 'application/json',
      body: JSON.stringify({ success }),
    })
    expect(receive(signature)).toMatchObject({ accept: answer(200, true), refuse: answer(500, false) })
  })

  it.each(['', '[]', '{"data":{}}', '{'])('is refused as malformed when it is %j', (text) => {
    expect(signed(text)).toEqual({
      ok: false,
      reason: 'malformed',
      detail: 'the body is no push message',
      reply: { status: 400, contentType: 'application/json', body: '{"success":false}' },
    })
  })

  it('is refused when a byte of the body has changed since it was signed', () => {
    const changed = Buffer.from(BODY)
    changed[changed.length - 4] = 0x32
    expect(receive(signature, changed)).toMatchObject({ ok: false, reason: 'signature' })
  })
})
