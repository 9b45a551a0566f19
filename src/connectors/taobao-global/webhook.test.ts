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
    expect(receive(given)).toMatchObject({ ok: false, reason: 'signature', reply: { status: 401 } })
  })

  it('is refused when a byte of the body has changed since it was signed', () => {
    const changed = Buffer.from(BODY)
    changed[changed.length - 4] = 0x32
    expect(receive(signature, changed)).toMatchObject({ ok: false, reason: 'signature' })
  })
})
